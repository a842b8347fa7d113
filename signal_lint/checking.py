"""Run the rules over a project and make their findings diagnostics.

Invariant: a rule that fails costs its own findings and nothing else; it becomes
a diagnostic (SGL902), unless debugging.
"""

from __future__ import annotations

import fnmatch
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from signal_lint.agreement import Stamped, agreed
from signal_lint.facts import Suppression
from signal_lint.findings import PROJECT_ITSELF, Diagnostic, Finding
from signal_lint.project import Project
from signal_lint.rule import Rule
from signal_lint.rules import all_rules, codes, sgl902_internal_error, sgl903_unused_suppression
from signal_lint.selection import matches, selected
from signal_lint.settings import Settings, is_asked_for


class Comments(Protocol):
    """The `# noqa` comments of a project."""

    def of(self, path: str) -> Iterable[Suppression]:
        """Return the comments of a file."""

    def paths(self) -> Iterable[str]:
        """Return the files that may hold any."""


def check(project: Project, settings: Settings, comments: Comments) -> tuple[Diagnostic, ...]:
    """Return what the selected rules find on the asked paths, sorted.

    `comments` are asked for only of files with findings, so that nothing else is read for them.
    """
    return check_with(all_rules(), project, settings, comments)


def words(settings: Settings) -> frozenset[str]:
    """Return the words that the selected rules look for in all files."""
    return frozenset().union(*(rule.words for rule in selected(all_rules(), settings)))


def check_with(
    rules: Iterable[Rule], project: Project, settings: Settings, comments: Comments
) -> tuple[Diagnostic, ...]:
    """Like `check`, with rules other than the registered ones."""
    running = selected(rules, settings)
    found = [
        [
            (_stamp(rule, finding), finding)
            for candidate in running
            for rule, finding in _run(candidate, each, settings)
        ]
        for each in project.each
    ]
    stamped = agreed(project.each, found) if len(found) > 1 else found[0]
    sieve = _Sieve(settings, comments)
    # Fingerprints are made before anything is left out, so that asking for one file keeps them.
    kept = [stamped for stamped in _fingerprinted(stamped) if sieve.keeps(*stamped)]
    if settings.noqa and sgl903_unused_suppression.check in running:
        unused = [(_stamp(sgl903_unused_suppression.check, each), each) for each in sieve.unused(running)]
        kept += [stamped for stamped in _fingerprinted(unused) if sieve.keeps(*stamped)]
    return tuple(diagnostic for diagnostic, _ in sorted(kept, key=_order))


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
        help=finding.help,
    )


def _order(stamped: Stamped) -> tuple[str, int, int, str, str]:
    diagnostic, _ = stamped
    span = diagnostic.location.span
    return diagnostic.location.path, span.line, span.column, diagnostic.code, diagnostic.message


def _fingerprinted(stamped: Iterable[Stamped]) -> Iterator[Stamped]:
    seen: Counter[str] = Counter()
    for diagnostic, finding in sorted(stamped, key=_order):
        identity = f"{diagnostic.code}|{diagnostic.location.path}|{diagnostic.message}"
        digest = hashlib.sha256(f"{identity}|{seen[identity]}".encode("utf-8", "surrogatepass"))
        seen[identity] += 1
        yield replace(diagnostic, fingerprint=digest.hexdigest()[:16]), finding


class _Sieve:
    """What is asked for and not suppressed; it remembers which comments suppressed something."""

    def __init__(self, settings: Settings, comments: Comments) -> None:
        self._settings = settings
        self._comments = comments
        self._used: set[tuple[str, int, str]] = set()

    def keeps(self, diagnostic: Diagnostic, finding: Finding) -> bool:
        """Tell whether a diagnostic is reported."""
        code, path = diagnostic.code, diagnostic.location.path
        if not is_asked_for(path, self._settings) or _is_ignored(code, path, self._settings):
            return False
        if not self._settings.noqa or path == PROJECT_ITSELF:
            return True
        lines = {finding.location.span.line, *finding.lines}
        kept = True
        for comment in self._comments.of(path):
            if comment.line in lines:
                named = [each for each in comment.codes or () if code.startswith(each)]
                self._used.update((path, comment.line, each) for each in named)
                kept = kept and not (named or comment.codes is None)
        return kept

    def unused(self, running: Iterable[Rule]) -> Iterator[Finding]:
        """Yield the comments that name rules which run and found nothing there."""
        for path in self._comments.paths():
            if is_asked_for(path, self._settings):
                ran = [each.code for each in running if not _is_ignored(each.code, path, self._settings)]
                for comment in self._comments.of(path):
                    idle = [code for code in comment.codes or () if self._is_idle(path, comment, code, ran)]
                    if idle:
                        yield sgl903_unused_suppression.unused(path, comment, idle)

    def _is_idle(self, path: str, comment: Suppression, code: str, ran: list[str]) -> bool:
        """Tell whether a code of a comment suppressed nothing although all rules that it names ran."""
        if not (comment.ours and code.startswith("SGL")) or (path, comment.line, code) in self._used:
            return False
        named = [each for each in codes() if each.startswith(code)]
        return code != sgl903_unused_suppression.check.code and all(each in ran for each in named)


def _is_ignored(code: str, path: str, settings: Settings) -> bool:
    return any(
        matches(code, prefixes) and _fits(path, pattern) for pattern, prefixes in settings.per_file_ignores
    )


def _fits(path: str, pattern: str) -> bool:
    # As in ruff: a pattern may be the file's name alone, and `**/x.py` also means x.py at the top.
    name = path.rpartition("/")[2]
    return any(fnmatch.fnmatchcase(text, pattern) for text in (path, f"/{path}", name))
