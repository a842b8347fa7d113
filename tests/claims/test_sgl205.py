"""Django decides: what the fixture of SGL205 marks disconnects nothing, and the rest does."""

from __future__ import annotations

from pathlib import Path

import pytest
from claims.asking import FIXTURES, ask

DISCONNECTING = Path(__file__).with_name("disconnecting.py")
#: Look-alikes that find nothing either, of which the source does not tell that.
MEANT = ("elsewhere.request", "signal.disconnect(retry)", "signal.disconnect(price)")


@pytest.fixture(scope="module")
def answers() -> list[tuple[str, bool]]:
    """Ask Django, once, what each line of the fixture that disconnects gets for an answer."""
    rows: list[tuple[str, int, bool]] = ask(DISCONNECTING, FIXTURES / "SGL205")
    return [(Path(path).read_text().splitlines()[line - 1].strip(), found) for path, line, found in rows]


def test_every_marked_disconnection_finds_nothing(answers: list[tuple[str, bool]]):
    marked = [found for line, found in answers if "# expect: SGL205" in line]
    assert len(marked) == 12
    assert not any(marked)


def test_every_other_disconnection_finds_something_unless_only_a_run_tells(answers: list[tuple[str, bool]]):
    others = [line for line, found in answers if "# expect:" not in line and not found]
    assert len(answers) >= 30
    assert [line for line in others if not any(each in line for each in MEANT)] == []
