"""signal-lint: a static analyser for Django signals."""

__version__ = "0.1.0"
