"""The fix round trip itself: it must see what is wrong. Nothing here is downloaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from conformance.fixes import Analyses, differing, pass_by_pass, remaining, strayed, unbound, unparsable
from outcomes import diagnostic, outcome

from signal_lint.edits import RemoveStatement
from signal_lint.findings import Diagnostic, Fix
from signal_lint.fixing.changes import Repair
from signal_lint.settings import Settings
from signal_lint.source import at_line

SIGNALS = b"""\
from django.dispatch import Signal

paid = Signal(providing_args=["order"])
"""


def removing(line: int) -> Diagnostic:
    place = at_line("a.py", line)
    return diagnostic(location=place, fix=Fix("Delete", "safe", (RemoveStatement(place),)))


def repair(before: bytes, after: bytes, *fixed: Diagnostic, left: tuple[Diagnostic, ...] = ()) -> Repair:
    return Repair(outcome(*left), {"a.py": before}, {"a.py": after}, fixed, ())


def test_a_file_that_cannot_be_parsed_any_more_is_seen():
    assert list(unparsable(repair(b"x\n", b"x = (\n"))) == ["cannot be parsed any more: a.py:1"]
    assert list(unparsable(repair(b"x\n", b""))) == []


@pytest.mark.parametrize(
    ("after", "gone"),
    [("__all__ = ['a']\n", 1), ("__all__ = []\n", 0), ("from b import a\n__all__ = ['a']\n", 0), ("(", 0)],
)
def test_a_name_that_is_exported_but_gone_is_seen(after: str, gone: int):
    assert len(list(unbound(repair(b"a = 1\n__all__ = ['a']\n", after.encode())))) == gone


def test_a_line_that_no_edit_is_about_is_seen():
    assert list(strayed(repair(b"a\nb\n", b"\n", removing(2)))) == ["changed without an edit: a.py:1"]
    assert list(strayed(repair(b"a\n\nb\n", b"a\n", removing(3)))) == []


def test_a_fixed_finding_that_is_still_there_is_seen():
    one = removing(1)
    assert len(list(remaining(repair(b"", b"", one, left=(one,)), [one]))) == 1
    assert list(remaining(repair(b"", b"", one, left=(one,)), [one, one])) == []


def test_texts_that_differ_are_seen():
    assert differing({"a.py": b"1", "b.py": b""}, {"a.py": b"2", "c.py": b""}) == ["a.py", "b.py", "c.py"]
    assert differing({"a.py": b"1"}, {"a.py": b"1"}) == []


def test_a_tree_is_fixed_and_each_of_its_states_analysed_once(tmp_path: Path):
    (tmp_path / "signals.py").write_bytes(SIGNALS)
    analyses = Analyses(Settings(root=tmp_path))
    done = analyses.repaired({})
    assert done.after == {"signals.py": SIGNALS.replace(b'providing_args=["order"]', b"")}
    assert analyses.repaired(done.after).after == {}
    assert list(pass_by_pass(analyses, done)) == []
    assert analyses.of(done.after) is done.outcome
    assert (tmp_path / "signals.py").read_bytes() == SIGNALS
