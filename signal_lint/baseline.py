"""A baseline: the findings of a project that are known, kept in a file, and not reported.

The file is JSON, one finding with its fingerprint, code, path and message each, sorted, so that people and
version control can read it. Fingerprints hold no line numbers: moving code keeps them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from signal_lint.findings import Diagnostic
from signal_lint.record import record

VERSION = 1


@record
class Known:
    """A finding in a baseline."""

    path: str
    code: str
    message: str
    fingerprint: str


def baseline_text(diagnostics: Iterable[Diagnostic], others: Iterable[Known] = ()) -> str:
    """Return the text of a baseline that holds some diagnostics, and others that it held before."""
    found = [Known(each.location.path, each.code, each.message, each.fingerprint) for each in diagnostics]
    known = sorted({(each.path, each.code, each.message, each.fingerprint) for each in (*found, *others)})
    findings = [
        {"path": path, "code": code, "message": message, "fingerprint": fingerprint}
        for path, code, message, fingerprint in known
    ]
    return json.dumps({"version": VERSION, "findings": findings}, indent=2, ensure_ascii=False) + "\n"


def read_baseline(text: str) -> tuple[Known, ...]:
    """Return the findings of a baseline; raise a ValueError that says what is wrong with it."""
    try:
        found: object = json.loads(text)
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    match found:
        case {"version": int() as version, "findings": [*findings]} if version == VERSION:
            return tuple(map(_known, findings))
        case {"version": int() as version} if version != VERSION:
            raise ValueError(f"is of version {version}, not {VERSION}")
        case _:
            raise ValueError("is not a baseline")


def stale(known: Iterable[Known], diagnostics: Iterable[Diagnostic]) -> tuple[Known, ...]:
    """Return the findings of a baseline that are found no more."""
    found = {each.fingerprint for each in diagnostics}
    return tuple(each for each in known if each.fingerprint not in found)


def without(diagnostics: Iterable[Diagnostic], known: Iterable[Known]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics that are not in a baseline."""
    fingerprints = {each.fingerprint for each in known}
    return tuple(each for each in diagnostics if each.fingerprint not in fingerprints)


def _known(finding: object) -> Known:
    match finding:
        case {
            "path": str() as path,
            "code": str() as code,
            "message": str() as message,
            "fingerprint": str() as fingerprint,
        }:
            return Known(path, code, message, fingerprint)
        case _:
            raise ValueError("has a finding without path, code, message or fingerprint")
