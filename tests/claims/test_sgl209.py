"""Django decides: what the fixture of SGL209 marks runs twice for one order, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest
from claims.asking import FIXTURES, ask

REPEATING = Path(__file__).with_name("repeating.py")
TWICE = {
    "pre_delete": {"remember"},
    "post_save": {"index"},
    "post_delete": {"mail", "bill"},
    "pre_save": {"forget"},
    "order_paid": {"Stock.count"},
}
#: What runs several times because it is several objects.
SEVERAL = {"Stock.move", "Stock.__call__", "remember"}


@pytest.fixture(scope="module")
def runs() -> dict[str, dict[str, int]]:
    """Ask Django, once, how often each function runs."""
    found: dict[str, dict[str, int]] = ask(REPEATING, FIXTURES / "SGL209")
    return found


def test_every_marked_function_runs_twice(runs: dict[str, dict[str, int]]):
    assert all(runs[signal][name] == 2 for signal, names in TWICE.items() for name in names)


def test_every_other_function_runs_once_unless_it_is_several(runs: dict[str, dict[str, int]]):
    others = {
        (signal, name): count
        for signal, counts in runs.items()
        for name, count in counts.items()
        if count > 1 and name not in TWICE.get(signal, ()) and name not in SEVERAL
    }
    assert others == {}
    assert sum(map(len, runs.values())) >= 20
