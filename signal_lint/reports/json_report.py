"""The diagnostics as JSON, for tools; columns are 1-based."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from signal_lint.findings import Diagnostic, Fix, Related
from signal_lint.outcome import Outcome
from signal_lint.source import Location
from signal_lint.supported import django_row

VERSION = 1

Row = dict[str, object]
"""An object of JSON."""


def json_report(outcome: Outcome) -> str:
    """Return what a run found as JSON."""
    document = {
        "version": VERSION,
        "root": outcome.root,
        "django": django_row(outcome.django),
        "diagnostics": [diagnostic_row(diagnostic) for diagnostic in outcome.diagnostics],
        "summary": {
            "files": outcome.files,
            "parsed": outcome.parsed,
            "by_code": _by_code(outcome.diagnostics),
        },
    }
    return json.dumps(document, indent=2) + "\n"


def diagnostic_row(diagnostic: Diagnostic) -> Row:
    """Return a diagnostic as JSON has it: lines and columns are 1-based, the end column is exclusive."""
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        **_start(diagnostic.location),
        "end_line": diagnostic.location.span.end_line,
        "end_column": diagnostic.location.span.end_column + 1,
        "related": [_related(related) for related in diagnostic.related],
        "fix": _fix(diagnostic.fix) if diagnostic.fix else None,
        "help": diagnostic.help or None,
        "fingerprint": diagnostic.fingerprint,
    }


def _related(related: Related) -> Row:
    return {**_start(related.location), "message": related.message}


def _fix(fix: Fix) -> Row:
    return {"title": fix.title, "safety": fix.safety}


def _start(location: Location) -> Row:
    return {"path": location.path, "line": location.span.line, "column": location.span.column + 1}


def _by_code(diagnostics: Iterable[Diagnostic]) -> dict[str, int]:
    counts = Counter(diagnostic.code for diagnostic in diagnostics)
    return {code: counts[code] for code in sorted(counts)}
