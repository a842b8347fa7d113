"""The front doors as processes of their own, with a time limit, on the small project."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from small_project import CONCISE

LIMIT = 60
CONCISELY = ("check", "--output-format", "concise")
#: What is found in the small project, and what is on its map.
USUAL = ["lost/signals.py:5:1: SGL003", "shop/signals.py:8:1: SGL001"]
MAPPED = "shop.signals.on_save  shop/signals.py:8  at start-up"
#: What is for people and for logs to read, and JSON, which escapes by itself.
FORMATS = [
    ("check", "--output-format", "concise"),
    ("check", "--output-format", "full"),
    ("check", "--output-format", "full", "--color", "always"),
    ("check", "--output-format", "json"),
    ("check", "--output-format", "grouped"),
    ("check", "--output-format", "github"),
    ("check", "--statistics"),
    ("check", "--show-files"),
    ("check", "--show-settings"),
    ("check", "--verbose"),
    ("map",),
    ("map", "--group-by", "app"),
    ("map", "--output-format", "json"),
    ("map", "--output-format", "mermaid"),
    ("map", "--output-format", "dot"),
    ("map", "--output-format", "markdown"),
]
_DROP_CAPABILITY = 24
_READING_ANYTHING = (1, 2)


class Ran(NamedTuple):
    """What a run came to."""

    code: int
    out: str
    err: str

    @property
    def others(self) -> list[str]:
        """The lines beside the findings of the small project, which have to be there."""
        lines = self.out.splitlines()
        usual = [line for line in lines if line.startswith(CONCISE)]
        assert [" ".join(line.split()[:2]) for line in usual] == USUAL
        return [line for line in lines if line not in usual]


def signal_lint(folder: Path, *argv: str, powerless: bool = False, **options: object) -> Ran:
    """Run the command in a folder; root has no more rights there than its owner if it is to be powerless."""
    command = [sys.executable, "-P", "-m", "signal_lint", *argv]
    return run(folder, *command, **({"preexec_fn": _drop} if powerless else {}), **options)


def check(folder: Path, *argv: str, **options: object) -> Ran:
    """Run the check command; what it finds comes a line each."""
    return signal_lint(folder, *CONCISELY, *argv, **options)


def run(folder: Path, *command: str, **options: object) -> Ran:
    """Run a program to its end, which no traceback is."""
    ran = subprocess.run(command, cwd=folder, capture_output=True, timeout=LIMIT, check=False, **options)
    out, err = (each.decode("utf-8", "surrogateescape") for each in (ran.stdout, ran.stderr))
    assert "Traceback" not in out + err
    assert "internal error" not in err
    return Ran(ran.returncode, out, err)


def _drop() -> None:
    for capability in _READING_ANYTHING:
        ctypes.CDLL(None).prctl(_DROP_CAPABILITY, capability, 0, 0, 0)
