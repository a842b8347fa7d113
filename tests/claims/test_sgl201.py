"""Django decides: what SGL201 marks never runs, and its look-alikes do."""

from __future__ import annotations

import pytest
from claims.asking import Ran, marks_of, ran_for


@pytest.fixture(scope="module")
def rows() -> list[Ran]:
    """Ask Django, once, about every connection of the fixture."""
    return ran_for("SGL201")


def test_what_is_marked_never_runs(rows: list[Ran]):
    marked = [row for row in rows if row.marked]
    assert len(marked) == marks_of("SGL201")
    assert [row.place for row in marked if row.ran] == []


def test_everything_else_runs(rows: list[Ran]):
    assert [row.place for row in rows if not row.ran and not row.marked] == []
