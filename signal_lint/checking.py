"""Run the rules over a project and make their findings diagnostics.

Invariant: a rule that fails costs its own findings and nothing else; it becomes
a diagnostic (SGL902), unless debugging.
"""

from __future__ import annotations

import fnmatch
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from signal_lint.facts import Suppression
from signal_lint.findings import PROJECT_ITSELF, Diagnostic, Finding
from signal_lint.project import Project
from signal_lint.rule import Rule
from signal_lint.rules import all_rules, sgl902_internal_error
from signal_lint.selection import matches, selected
from signal_lint.settings import Settings, is_asked_for

Suppressions = Callable[[str], Iterable[Suppression]]
_Stamped = tuple[Diagnostic, Finding]


def check(project: Project, settings: Settings, suppressions: Suppressions) -> tuple[Diagnostic, ...]:
    """Return what the selected rules find on the asked paths, sorted.

    `suppressions` is asked only for files with findings, so that nothing else is read for it.
    """
    return check_with(all_rules(), project, settings, suppressions)


def check_with(
    rules: Iterable[Rule], project: Project, settings: Settings, suppressions: Suppressions
) -> tuple[Diagnostic, ...]:
    """Like `check`, with rules other than the registered ones."""
    stamped = [
        (_stamp(rule, finding), finding)
        for candidate in selected(rules, settings)
        for rule, finding in _run(candidate, project, settings)
    ]
    # Fingerprints are made before anything is left out, so that asking for one file keeps them.
    with_fingerprints = _fingerprinted(sorted(stamped, key=_order))
    return tuple(_kept(with_fingerprints, settings, suppressions))


def internal_error(path: str, culprit: str, error: Exception) -> Diagnostic:
    """Return the diagnostic for an exception that a process boundary caught."""
    finding = sgl902_internal_error.failure(path, culprit, error)
    return next(_fingerprinted([(_stamp(sgl902_internal_error.check, finding), finding)]))[0]


def _run(rule: Rule, project: Project, settings: Settings) -> Iterator[tuple[Rule, Finding]]:
    try:
        for finding in rule.check(project, settings):
            yield rule, finding
    except Exception as error:
        if settings.debug:
            raise
        failure = sgl902_internal_error.failure(PROJECT_ITSELF, f"Rule {rule.code}", error)
        yield sgl902_internal_error.check, failure


def _stamp(rule: Rule, finding: Finding) -> Diagnostic:
    return Diagnostic(
        code=rule.code,
        name=rule.name,
        severity=finding.severity or rule.severity,
        location=finding.location,
        message=finding.message,
        related=finding.related,
        fix=finding.fix,
        fingerprint="",
    )


def _order(stamped: _Stamped) -> tuple[str, int, int, str, str]:
    diagnostic, _ = stamped
    span = diagnostic.location.span
    return diagnostic.location.path, span.line, span.column, diagnostic.code, diagnostic.message


def _fingerprinted(stamped: Iterable[_Stamped]) -> Iterator[_Stamped]:
    seen: Counter[str] = Counter()
    for diagnostic, finding in stamped:
        identity = f"{diagnostic.code}|{diagnostic.location.path}|{diagnostic.message}"
        digest = hashlib.sha256(f"{identity}|{seen[identity]}".encode("utf-8", "surrogatepass"))
        seen[identity] += 1
        yield replace(diagnostic, fingerprint=digest.hexdigest()[:16]), finding


def _kept(
    stamped: Iterable[_Stamped], settings: Settings, suppressions: Suppressions
) -> Iterator[Diagnostic]:
    for diagnostic, finding in stamped:
        path = diagnostic.location.path
        if not is_asked_for(path, settings) or _is_ignored(diagnostic.code, path, settings):
            continue
        commented = suppressions(path) if settings.noqa and path != PROJECT_ITSELF else ()
        if not _is_suppressed(diagnostic.code, finding, commented):
            yield diagnostic


def _is_ignored(code: str, path: str, settings: Settings) -> bool:
    return any(
        matches(code, prefixes) and _fits(path, pattern) for pattern, prefixes in settings.per_file_ignores
    )


def _fits(path: str, pattern: str) -> bool:
    # As in ruff: a pattern may be the file's name alone, and `**/x.py` also means x.py at the top.
    name = path.rpartition("/")[2]
    return any(fnmatch.fnmatchcase(text, pattern) for text in (path, f"/{path}", name))


def _is_suppressed(code: str, finding: Finding, suppressions: Iterable[Suppression]) -> bool:
    lines = {finding.location.span.line, *finding.lines}
    return any(
        suppression.line in lines and (suppression.codes is None or code.startswith(suppression.codes))
        for suppression in suppressions
    )
