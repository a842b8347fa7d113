"""What Django and its packages are, as data: signals, and how versions are written."""
