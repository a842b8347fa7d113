"""The diagnostics as workflow commands of GitHub Actions, which shows them beside the code.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from signal_lint.findings import PROJECT_ITSELF, Diagnostic, Severity
from signal_lint.source import Location
from signal_lint.text.printable import printable

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
# As the runner reads them back; a property ends at a comma, all of them at a colon.
_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def github(diagnostics: Iterable[Diagnostic]) -> str:
    """Return one command for each diagnostic; lines and columns are 1-based."""
    return "".join(f"{_command(diagnostic)}\n" for diagnostic in diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    title = f"{diagnostic.code} {diagnostic.name}"
    properties = ",".join(
        f"{name}={printable(value.translate(_IN_PROPERTY))}"
        for name, value in (*_place(diagnostic.location), ("title", title))
    )
    message = printable(diagnostic.message).translate(_IN_MESSAGE)
    return f"::{_COMMANDS[diagnostic.severity]} {properties}::{message}"


def _place(location: Location) -> Iterator[tuple[str, str]]:
    """Yield where a diagnostic is, for what is in a file."""
    if location.path == PROJECT_ITSELF:
        return
    span = location.span
    yield "file", location.path
    yield "line", str(span.line)
    # GitHub takes columns only of what is on one line.
    if span.line == span.end_line:
        yield "col", str(span.column + 1)
    yield "endLine", str(span.end_line)
    if span.line == span.end_line:
        yield "endColumn", str(span.end_column + 1)
