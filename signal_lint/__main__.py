"""`python -m signal_lint`."""

from __future__ import annotations

from signal_lint.cli import run

if __name__ == "__main__":
    run()
