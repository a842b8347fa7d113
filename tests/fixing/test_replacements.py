"""One fix as replacements of text: made by whoever reads them, they give what --fix gives."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

import pytest
from fixing.editing import replaced
from hypothesis import given
from hypothesis import strategies as st
from outcomes import diagnostic, location, outcome

from signal_lint.analysis import analyse
from signal_lint.edits import RemoveStatement, ReplaceExpression
from signal_lint.findings import Diagnostic, Fix
from signal_lint.fixing.passes import repair
from signal_lint.fixing.replacements import Replacement, differences, replacements
from signal_lint.outcome import Outcome
from signal_lint.settings import Settings
from signal_lint.source import Span

FIXTURES = Path(__file__).parents[2] / "fixtures"
PROJECTS = sorted(
    path for kind in ("projects", "rules") for path in (FIXTURES / kind).iterdir() if path.is_dir()
)
TEXTS = st.text(st.sampled_from("ab \r\né"), max_size=30)


def found(text: bytes, *edits: object) -> tuple[Replacement, ...]:
    """Return the replacements of a fix in a file of its own."""
    fix = Fix("Do it", "safe", edits)
    return replacements(diagnostic(fix=fix), {"shop/signals.py": text, "gone.py": "it is gone"}.__getitem__)


@given(TEXTS, TEXTS)
def test_the_differences_of_two_texts_turn_the_one_into_the_other(before: str, after: str):
    assert replaced(before, differences(before, after)) == after


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_only_what_differs_is_replaced(end: str):
    before = f"a = 1{end}b = 2{end}"
    assert list(differences(before, before.replace("2", "3"))) == [(Span(2, 4, 2, 5), "3")]
    assert list(differences(before, f"a = 1{end}")) == [(Span(2, 0, 3, 0), "")]
    assert list(differences(before, f"{before}c{end}")) == [(Span(3, 0, 3, 0), f"c{end}")]


def test_columns_count_code_points_and_no_byte_order_mark():
    text = "\ufeffgröße = f(x)\n".encode()
    edit = ReplaceExpression(location(1, 10, 11), "ä")
    assert found(text, edit) == (Replacement(location(1, 10, 11), "ä"),)


def test_a_fix_of_two_places_is_two_replacements():
    text = b"a = 1\nb = 2\nc = 3\n"
    first, last = location(1, 4, 5), location(3, 4, 5)
    made = found(text, ReplaceExpression(last, "30"), ReplaceExpression(first, "10"))
    assert made == (
        Replacement(location(1, 5, 5), "0"),
        Replacement(location(3, 5, 5), "0"),
    )


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        (b"a = (\n", RemoveStatement(location(1, 0, 5))),
        (b"# coding: ascii\na = 1\n", ReplaceExpression(location(2, 4, 5), "'\u00e4'")),
        (b"a = 1\n", RemoveStatement(location(1, 0, 5, "gone.py"))),
    ],
)
def test_a_fix_that_cannot_be_made_has_none(text: bytes, edit: object):
    assert found(text, edit) == ()


def test_what_has_no_fix_has_none():
    assert replacements(diagnostic(), {}.__getitem__) == ()


def fixed(each: Diagnostic, texts: Mapping[str, bytes]) -> dict[str, str]:
    """Make the fix of one diagnostic as `--fix` does; return the files that it changes."""

    def analyse_once(changed: Mapping[str, bytes]) -> Outcome:
        done = any(changed[path] != texts[path] for path in changed)
        return outcome() if done else outcome(each)

    after = repair(analyse_once, texts.__getitem__, unsafe=True).after
    return {path: after[path].decode() for path in after}


@pytest.mark.parametrize("root", PROJECTS, ids=lambda path: path.name)
def test_the_replacements_of_a_fix_give_what_fixing_gives(root: Path):
    texts = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.py")}
    for each in analyse(Settings(root=root, extend_select=("SGL",))).diagnostics:
        made = groupby(replacements(each, texts.__getitem__), key=lambda one: one.location.path)
        assert {
            path: replaced(texts[path].decode(), [(one.location.span, one.text) for one in group])
            for path, group in made
        } == fixed(each, texts)
