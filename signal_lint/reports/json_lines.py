"""The diagnostics as JSON, one object a line, each as in the JSON report; columns are 1-based."""

from __future__ import annotations

import json
from collections.abc import Iterable

from signal_lint.findings import Diagnostic
from signal_lint.reports.json_report import diagnostic_row


def json_lines(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the diagnostics as JSON, one a line."""
    return "".join(f"{json.dumps(diagnostic_row(diagnostic))}\n" for diagnostic in diagnostics)
