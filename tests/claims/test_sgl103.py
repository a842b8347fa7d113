"""Django decides: a receiver whose name is bound again is connected no more, and every other one stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from claims.asking import FIXTURES, ask, marks_of

CONNECTING = Path(__file__).with_name("connecting.py")


@pytest.fixture(scope="module")
def places() -> dict[str, list[bool]]:
    """Ask Django, once, which connections of each line of the fixture hold."""
    rows: list[tuple[str, int, bool]] = ask(CONNECTING, FIXTURES / "SGL103")
    found: dict[str, list[bool]] = {}
    for path, line, holds in rows:
        text = Path(path).read_text().splitlines()[line - 1]
        found.setdefault(f"{Path(path).name}:{line} {text}", []).append(holds)
    return found


@pytest.mark.parametrize(("is_marked", "is_right"), [(True, lambda held: not all(held)), (False, all)])
def test_what_is_marked_loses_a_connection_and_nothing_else_does(
    places: dict[str, list[bool]], is_marked: object, is_right: Callable[[list[bool]], bool]
):
    asked = {place: held for place, held in places.items() if ("# expect:" in place) is is_marked}
    assert len(asked) >= marks_of("SGL103")
    assert [place for place, held in asked.items() if not is_right(held)] == []


def test_of_a_loop_the_last_round_is_left(places: dict[str, list[bool]]):
    (rounds,) = [held for place, held in places.items() if "loops.py" in place and "expect" in place]
    assert rounds == [False, False, True]
