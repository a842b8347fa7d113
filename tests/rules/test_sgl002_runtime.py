"""Django decides: what the fixture of SGL002 marks recurses when it runs, and nothing else does."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

FIXTURE = Path(__file__).parents[2] / "fixtures" / "rules" / "SGL002"
RECURSING = Path(__file__).with_name("recursing.py")
MARK = "# expect: SGL002"


@dataclass(frozen=True, slots=True)
class Answer:
    """A receiver of the fixture: where it is, how often it is marked, and what Django makes of it."""

    place: str
    marks: int
    endless: bool


@pytest.fixture(scope="module")
def answers() -> list[Answer]:
    """Ask Django, once, which receivers of the fixture send their signal without end."""
    command = [sys.executable, RECURSING, FIXTURE]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows: list[tuple[str, int, int, bool]] = json.loads(output.splitlines()[-1])
    return [
        Answer(f"{Path(path).name}:{first}", marks(path, first, last), endless)
        for path, first, last, endless in rows
    ]


def marks(path: str, first: int, last: int) -> int:
    """Count the marks within a receiver."""
    return "\n".join(Path(path).read_text().splitlines()[first - 1 : last]).count(MARK)


def test_every_receiver_with_a_mark_recurses_under_django(answers: list[Answer]):
    assert [each.place for each in answers if each.marks and not each.endless] == []


def test_no_receiver_without_a_mark_recurses_under_django(answers: list[Answer]):
    assert [each.place for each in answers if each.endless and not each.marks] == []


def test_no_mark_is_left_out(answers: list[Answer]):
    marked = sum(path.read_text().count(MARK) for path in FIXTURE.rglob("*.py"))
    asked = {each.place: each.marks for each in answers}
    assert sum(asked.values()) == marked
