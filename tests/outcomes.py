"""Diagnostics and outcomes, built by hand, for the tests of reports and checking."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.findings import Diagnostic, Finding, Severity
from signal_lint.outcome import Outcome
from signal_lint.project import Project
from signal_lint.rule import Rule, RuleDoc
from signal_lint.settings import Settings
from signal_lint.source import Location, Span

SIGNALS = "shop/signals.py"


def location(line: int = 3, column: int = 4, end_column: int = 11, path: str = SIGNALS) -> Location:
    """Build a location on one line."""
    return Location(path, Span(line, column, line, end_column))


def diagnostic(**parts: object) -> Diagnostic:
    """Build a diagnostic; what is not given is SGL001 on a receiver."""
    usual = {
        "code": "SGL001",
        "name": "receiver-without-kwargs",
        "severity": Severity.ERROR,
        "location": location(),
        "message": "`on_save` does not accept `**kwargs`",
        "related": (),
        "fix": None,
        "fingerprint": "0123456789abcdef",
    }
    return Diagnostic(**{**usual, **parts})


def outcome(*diagnostics: Diagnostic, **parts: object) -> Outcome:
    """Build an outcome of 41 files and no connection."""
    usual = {"root": ".", "uses_django": True, "connections": 0, "files": 41, "parsed": 12}
    return Outcome(diagnostics=diagnostics, **{**usual, **parts})


def rule_that_finds(*findings: Finding, code: str = "SGL001", default: bool = True) -> Rule:
    """Build a rule that finds the given findings."""

    def check(project: Project, settings: Settings) -> Iterator[Finding]:
        yield from findings

    return Rule(code, "made-up", Severity.WARNING, default, "", RuleDoc("", {}), check)


def rule_that_raises(error: Exception, code: str = "SGL001") -> Rule:
    """Build a rule that fails."""

    def check(project: Project, settings: Settings) -> Iterator[Finding]:
        raise error

    return Rule(code, "made-up", Severity.WARNING, default=True, fix="", doc=RuleDoc("", {}), check=check)
