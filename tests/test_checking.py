"""Running rules, and making their findings diagnostics."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from outcomes import SIGNALS, location, rule_that_finds, rule_that_raises
from rules.building import project

from signal_lint.checking import check, check_with, internal_error
from signal_lint.facts import Problem, Suppression
from signal_lint.findings import Finding, Severity
from signal_lint.settings import Settings

FOUND = Finding(location(), "message")


class Comments(NamedTuple):
    """The same comments in every file, of which one is known to hold any."""

    suppressions: tuple[Suppression, ...]

    def of(self, path: str) -> tuple[Suppression, ...]:
        return self.suppressions if path else ()

    def paths(self) -> tuple[str, ...]:
        return (SIGNALS,)


def run(*rules, suppressions=(), **settings):
    return check_with(rules, project(), Settings(root=Path(), **settings), Comments(suppressions))


def test_a_finding_gets_the_code_name_and_severity_of_its_rule():
    (diagnostic,) = run(rule_that_finds(FOUND))
    assert (diagnostic.code, diagnostic.name, diagnostic.severity) == ("SGL001", "made-up", Severity.WARNING)


def test_a_finding_keeps_a_severity_of_its_own():
    (diagnostic,) = run(rule_that_finds(Finding(location(), "message", severity=Severity.INFO)))
    assert diagnostic.severity is Severity.INFO


def test_diagnostics_are_sorted_by_place_and_code():
    places = [location(9), location(2, 8), location(2, 0), location(path="a.py")]
    found = run(rule_that_finds(*(Finding(place, "message") for place in places)))
    assert [diagnostic.location for diagnostic in found] == [places[3], places[2], places[1], places[0]]


def test_rules_of_one_place_are_sorted_by_code():
    found = run(rule_that_finds(FOUND, code="SGL301"), rule_that_finds(FOUND))
    assert [diagnostic.code for diagnostic in found] == ["SGL001", "SGL301"]


def test_a_fingerprint_survives_moving_code():
    (here,) = run(rule_that_finds(FOUND))
    (there,) = run(rule_that_finds(Finding(location(80), "message")))
    assert here.fingerprint == there.fingerprint
    assert len(here.fingerprint) == 16


def test_equal_findings_have_different_fingerprints():
    first, second = run(rule_that_finds(FOUND, FOUND))
    assert first.fingerprint != second.fingerprint


def test_asking_for_one_file_keeps_the_fingerprints():
    rule = rule_that_finds(FOUND, Finding(location(path="a.py"), "message"))
    (alone,) = run(rule, paths=(SIGNALS,))
    assert alone in run(rule)


@pytest.mark.parametrize(
    ("paths", "count"),
    [((".",), 1), (("shop",), 1), ((SIGNALS,), 1), (("sho",), 0), (("other", "shop"), 1), ((), 0)],
)
def test_only_the_asked_paths_are_reported_on(paths, count):
    assert len(run(rule_that_finds(FOUND), paths=paths)) == count


@pytest.mark.parametrize("codes", [None, ("SGL001",), ("SGL0",), ("F401", "SGL")])
def test_a_noqa_comment_suppresses_on_its_line(codes):
    assert not run(rule_that_finds(FOUND), suppressions=(Suppression(3, codes),))


@pytest.mark.parametrize("suppression", [Suppression(4, None), Suppression(3, ("SGL002",))])
def test_a_noqa_comment_elsewhere_or_for_another_code_does_not(suppression):
    assert run(rule_that_finds(FOUND), suppressions=(suppression,))


def test_a_noqa_comment_counts_on_the_further_lines_of_a_finding():
    finding = Finding(location(), "message", lines=(1, 2))
    assert not run(rule_that_finds(finding), suppressions=(Suppression(1, None),))


def test_noqa_comments_can_be_left_to_somebody_else():
    assert run(rule_that_finds(FOUND), suppressions=(Suppression(3, None),), noqa=False)


@pytest.mark.parametrize("pattern", [SIGNALS, "shop/*", "signals.py", "**/signals.py", "*.py", "**/shop/*"])
def test_a_file_pattern_ignores_its_rules(pattern):
    assert not run(rule_that_finds(FOUND), per_file_ignores=((pattern, ("SGL0",)),))


@pytest.mark.parametrize(("pattern", "code"), [("shop", "SGL0"), ("*.py", "SGL3"), ("tests/*", "ALL")])
def test_a_file_pattern_for_another_file_or_rule_does_not(pattern, code):
    assert run(rule_that_finds(FOUND), per_file_ignores=((pattern, (code,)),))


def test_a_rule_that_fails_becomes_a_diagnostic_and_the_others_run():
    broken, found = run(rule_that_raises(KeyError("x"), "SGL002"), rule_that_finds(FOUND), paths=("shop",))
    assert (broken.code, broken.location.path) == ("SGL902", ".")
    assert broken.message == "Rule SGL002 failed, which is a mistake in signal-lint: KeyError: 'x'"
    assert found.code == "SGL001"


def test_a_rule_that_fails_raises_while_debugging():
    with pytest.raises(KeyError):
        run(rule_that_raises(KeyError("x")), debug=True)


def test_an_error_without_a_message_is_told_by_its_type():
    assert internal_error("a.py", "The analysis", RecursionError()).message.endswith(": RecursionError")


def test_files_with_problems_are_found_by_the_registered_rules():
    problems = (("a.py", Problem(4, 2, "not Python")), ("b.py", Problem(1, 0, "crashed", "internal")))
    found = check(project(problems=problems), Settings(root=Path()), Comments(()))
    assert [(one.code, one.message) for one in found] == [("SGL901", "not Python"), ("SGL902", "crashed")]
    assert found[0].location.span.column == 2
