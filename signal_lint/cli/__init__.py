"""The command line: `signal-lint` and `python -m signal_lint`."""

from __future__ import annotations

from signal_lint.cli.entry import main, run

__all__ = ["main", "run"]
