"""One line for each diagnostic: `path:line:col: CODE message`, columns 1-based."""

from __future__ import annotations

from collections.abc import Iterable

from signal_lint.findings import Diagnostic
from signal_lint.text.printable import at_line_start, printable


def concise(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the diagnostics, one a line."""
    return "".join(f"{_line(diagnostic)}\n" for diagnostic in diagnostics)


def _line(diagnostic: Diagnostic) -> str:
    span = diagnostic.location.span
    place = f"{at_line_start(diagnostic.location.path)}:{span.line}:{span.column + 1}"
    return f"{place}: {diagnostic.code} {printable(diagnostic.message)}"
