"""Every fixture after `--fix --unsafe-fixes`: nothing is left to fix, and no other line is touched."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from signal_lint.analysis import analyse
from signal_lint.edits import place_of
from signal_lint.fixing import passes
from signal_lint.fixing.passes import Repair, repair
from signal_lint.rule import Rule
from signal_lint.rules import all_rules
from signal_lint.settings import Settings

FIXTURES = Path(__file__).parents[2] / "fixtures"
FIXABLE = [rule.code for rule in all_rules() if rule.fix]
PROJECTS = sorted(
    path.relative_to(FIXTURES).as_posix()
    for kind in ("projects", "rules")
    for path in (FIXTURES / kind).iterdir()
    if path.is_dir()
)


@cache
def repaired(project: str) -> Repair:
    settings = Settings(root=FIXTURES / project, extend_select=("SGL",))
    return repair(
        lambda texts: analyse(settings, texts), lambda path: (settings.root / path).read_bytes(), unsafe=True
    )


def changed_lines(before: str, after: str) -> Iterator[int]:
    """Yield the lines of a text, from 1, that are not in the other one, but for blank ones."""
    lines = before.split("\n")
    matcher = difflib.SequenceMatcher(None, lines, after.split("\n"), autojunk=False)
    for kind, start, end, _, _ in matcher.get_opcodes():
        if kind != "equal":
            yield from (number + 1 for number in range(start, end) if lines[number].strip())


@pytest.mark.parametrize("code", FIXABLE)
def test_the_fixes_of_a_rule_silence_it(code: str):
    done = repaired(f"rules/{code}")
    assert [each for each in done.fixed if each.code == code]
    left = [each for each in done.outcome.diagnostics if each.fix]
    assert left == [each.diagnostic for each in done.withheld]


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_a_rule_offers_the_fixes_that_it_announces(rule: Rule):
    settings = Settings(root=FIXTURES / "rules" / rule.code, select=(rule.code,))
    fixes = {each.fix.safety for each in analyse(settings).diagnostics if each.fix}
    # A safe fix may be unsafe in some places; never the other way round.
    assert fixes - {"unsafe"} == ({rule.fix} - {"", "unsafe"})
    assert bool(fixes) == bool(rule.fix)
    assert ("Fix safety" in rule.doc.sections) == bool(rule.fix)


@pytest.mark.parametrize("project", PROJECTS)
def test_what_is_fixed_can_be_parsed(project: str):
    for path, data in repaired(project).after.items():
        assert ast.parse(data, path)


@pytest.mark.parametrize("project", PROJECTS)
def test_only_the_code_that_fixes_are_about_is_touched(project: str, monkeypatch):
    # One pass to read and one to fix, so that all edits are about the files as they are on disk.
    monkeypatch.setattr(passes, "MOST_PASSES", 2)
    done = repaired.__wrapped__(project)
    places = [place_of(edit) for each in done.fixed if each.fix for edit in each.fix.edits]
    for path, data in done.after.items():
        spans = [place.span for place in places if place.path == path]
        meant = {line for span in spans for line in range(span.line, span.end_line + 1)}
        assert {*changed_lines(done.before[path].decode(), data.decode())} <= meant, path
