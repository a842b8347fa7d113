"""Asking Django which receivers of a fixture recurse, or bring back the row that was deleted."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

FIXTURES = Path(__file__).parents[2] / "fixtures" / "rules"
RECURSING = Path(__file__).with_name("recursing.py")
RETURNING = Path(__file__).with_name("returning.py")


@dataclass(frozen=True, slots=True)
class Answer:
    """A receiver of a fixture: where it is, how often it is marked, and what Django makes of it."""

    place: str
    marks: int
    confirmed: bool


def answers_for(code: str, *signals: str, script: Path = RECURSING) -> list[Answer]:
    """Ask Django, once, about all the receivers of some signals in the fixture of a rule."""
    command = [sys.executable, script, FIXTURES / code, *signals]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows: list[tuple[str, int, int, bool]] = json.loads(output.splitlines()[-1])
    return [
        Answer(f"{Path(path).name}:{first}", _marks(code, path, first, last), confirmed)
        for path, first, last, confirmed in rows
    ]


def marks_of(code: str) -> int:
    """Count the marks of a fixture."""
    return sum(path.read_text().count(f"# expect: {code}") for path in (FIXTURES / code).rglob("*.py"))


def _marks(code: str, path: str, first: int, last: int) -> int:
    """Count the marks within a receiver."""
    return "\n".join(Path(path).read_text().splitlines()[first - 1 : last]).count(f"# expect: {code}")
