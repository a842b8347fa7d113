"""The environment of the processes in which tests start Django."""

from __future__ import annotations

import os

#: Settings of the shell that reach into a project, and coverage: these processes run no code of signal-lint.
LEFT_OUT = ("COVERAGE", "DEBUG", "DJANGO", "PYTHONPATH")


def environment() -> dict[str, str]:
    """Return the environment for a process that starts a project."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(LEFT_OUT)}
    return {**kept, "PYTHONWARNINGS": "ignore"}
