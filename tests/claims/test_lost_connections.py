"""Django decides: what the fixtures of SGL102 and SGL204 mark is not connected, and everything else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from claims.asking import FIXTURES, ask, ask_project

CONNECTING = Path(__file__).with_name("connecting.py")
MEANT = (
    'dispatch_uid="failed"',
    'dispatch_uid="request"',
    "order_packed.connect(watch)",
    "order_packed.connect(see)",
)


KEPT = """
import gc
from functools import partial
from django.dispatch import Signal

def note(*_, **kwargs):
    ran.append(note)

class Noting:
    def note(self, **kwargs):
        ran.append(self)

def runs(connect):
    ran.clear()
    signal = Signal()
    connect(signal)
    gc.collect()
    signal.send(None)
    return bool(ran)

ran = []
answer = [
    runs(lambda signal: signal.connect(lambda **kwargs: ran.append(1))),
    runs(lambda signal: signal.connect(partial(note, 1))),
    runs(lambda signal: signal.connect(Noting().note)),
]
"""


@pytest.fixture(scope="module", params=["SGL102", "SGL204"])
def places(request) -> dict[str, bool]:
    """Ask Django, once, which lines of a fixture end up connected."""
    rows: list[tuple[str, int, bool]] = ask(CONNECTING, FIXTURES / request.param)
    return {
        f"{Path(path).name}:{line} {Path(path).read_text().splitlines()[line - 1].strip()}": holds
        for path, line, holds in rows
    }


def test_every_marked_connection_is_lost_under_django(places: dict[str, bool]):
    marked = {place: holds for place, holds in places.items() if "# expect: SGL" in place}
    assert len(marked) >= 5
    assert [place for place, holds in marked.items() if holds] == []


def test_every_other_connection_holds_unless_it_is_meant_not_to(places: dict[str, bool]):
    others = {place for place, holds in places.items() if not holds and "# expect: SGL" not in place}
    assert [place for place in others if not any(each in place for each in MEANT)] == []


@pytest.mark.parametrize(("debug", "runs"), [(False, [False, False, False]), (True, [True, True, False])])
def test_the_check_of_signatures_under_debug_keeps_what_it_looks_at(debug: object, runs: list[bool]):
    assert ask_project(KEPT, {}, f"DEBUG = {debug}") == runs
