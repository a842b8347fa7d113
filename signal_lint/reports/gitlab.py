"""The diagnostics as a Code Quality report, which GitLab shows in merge requests.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from signal_lint.findings import Diagnostic, Severity
from signal_lint.reports.json_report import Row
from signal_lint.text.printable import printable, well_formed

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def gitlab(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the diagnostics as a JSON array; lines are 1-based."""
    return json.dumps([_issue(diagnostic) for diagnostic in diagnostics], indent=2) + "\n"


def _issue(diagnostic: Diagnostic) -> Row:
    span = diagnostic.location.span
    return {
        "description": f"{diagnostic.code} {printable(diagnostic.message)}",
        "check_name": diagnostic.code,
        "fingerprint": diagnostic.fingerprint,
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {
            "path": well_formed(diagnostic.location.path),
            "lines": {"begin": span.line, "end": span.end_line},
        },
    }
