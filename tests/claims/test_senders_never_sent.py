"""Django decides: what the fixtures of SGL206 and SGL207 mark is never called, and everything else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from claims.asking import FIXTURES, ask, marks_of

FIRING = Path(__file__).with_name("firing.py")
#: Sent when the module is imported, so that it takes no counting.
ONCE = "user_greeted.connect"


@pytest.fixture(scope="module", params=["SGL206", "SGL207"])
def answers(request) -> tuple[str, dict[str, int]]:
    """Ask Django, once, how often the receiver of each line of a fixture is called."""
    rows: list[tuple[str, int, int]] = ask(FIRING, FIXTURES / request.param)
    return request.param, {
        f"{Path(path).name}:{line} {Path(path).read_text().splitlines()[line - 1].strip()}": called
        for path, line, called in rows
    }


def test_no_receiver_with_a_mark_is_ever_called(answers: tuple[str, dict[str, int]]):
    code, called = answers
    marked = [place for place in called if f"# expect: {code}" in place]
    assert len(marked) == marks_of(code)
    assert [place for place in marked if called[place]] == []


def test_every_other_receiver_is_called(answers: tuple[str, dict[str, int]]):
    code, called = answers
    others = [place for place in called if f"# expect: {code}" not in place and ONCE not in place]
    assert len(others) >= len(called) / 2
    assert [place for place in others if not called[place]] == []
