"""Django decides: no marked receiver of `class_prepared` is called at start-up, and the others are."""

from __future__ import annotations

from pathlib import Path

import pytest
from claims.asking import FIXTURES, ask

ROOT = FIXTURES / "SGL305"
PREPARING = Path(__file__).with_name("preparing.py")
#: What makes up for being late by itself.
MAKES_UP = "class_prepared.connect(label)"


@pytest.fixture(scope="module")
def calls() -> dict[str, int]:
    """Ask Django, once, how often it calls what a line of the fixture connects."""
    counted: dict[str, int] = ask(PREPARING, ROOT)
    return {_line(place): count for place, count in counted.items()}


def _line(place: str) -> str:
    path, _, number = place.rpartition(":")
    return f"{place} {(ROOT / path).read_text().splitlines()[int(number) - 1].strip()}"


def test_no_marked_receiver_is_called(calls: dict[str, int]):
    marked = {place: count for place, count in calls.items() if "# expect: SGL305" in place}
    assert len(marked) == 4
    assert set(marked.values()) == {0}


def test_every_other_receiver_is_called_but_the_one_that_makes_up_for_it(calls: dict[str, int]):
    others = {place: count for place, count in calls.items() if "# expect: SGL305" not in place}
    assert len(others) == 8
    assert [place for place, count in others.items() if not count and MAKES_UP not in place] == []
