"""The diagnostics in the Reviewdog Diagnostic Format, whose columns count the bytes of UTF-8.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from signal_lint.findings import PROJECT_ITSELF, Diagnostic
from signal_lint.reports.about import NAME, URL
from signal_lint.reports.json_report import Row
from signal_lint.rules import rule_by_code
from signal_lint.source import Location, Span
from signal_lint.text.printable import printable, well_formed

if TYPE_CHECKING:
    from signal_lint.reports.formats import Context
    from signal_lint.reports.full import LinesOf

_URL = re.compile(r"https?://\S+")


def rdjson(diagnostics: Iterable[Diagnostic], context: Context) -> str:
    """Return the diagnostics as JSON; lines and columns are 1-based.

    A column that can't be counted, because the file can't be read, is left out.
    """
    found = [_diagnostic(diagnostic, context) for diagnostic in diagnostics]
    return json.dumps({"source": {"name": NAME, "url": URL}, "diagnostics": found}, indent=2) + "\n"


def _diagnostic(diagnostic: Diagnostic, context: Context) -> Row:
    related = [
        {"message": printable(each.message), "location": _location(each.location, context.lines_of)}
        for each in diagnostic.related
    ]
    suggestions = list(_suggestions(diagnostic, context))
    return {
        "message": printable(diagnostic.message),
        "location": _location(diagnostic.location, context.lines_of),
        "severity": diagnostic.severity.value.upper(),
        "code": _code(diagnostic.code),
        **({"suggestions": suggestions} if suggestions else {}),
        **({"related_locations": related} if related else {}),
    }


def _code(code: str) -> Row:
    """Return a code, and where to read more about what it is about."""
    rule = rule_by_code(code)
    url = _URL.search(rule.doc.sections.get("References", "")) if rule else None
    return {"value": code, **({"url": url[0]} if url else {})}


def _suggestions(diagnostic: Diagnostic, context: Context) -> Iterator[Row]:
    """Yield the fix, where it is safe and one change of the file of its finding.

    Each suggestion is made alone, at a click, and nothing can be said of it.
    """
    is_safe = diagnostic.fix is not None and diagnostic.fix.safety == "safe"
    replacements = context.replacements_of(diagnostic) if is_safe else ()
    if [each.location.path for each in replacements] == [diagnostic.location.path]:
        yield {
            "range": _range(replacements[0].location, context.lines_of),
            "text": replacements[0].text,
        }


def _location(location: Location, lines_of: LinesOf) -> Row:
    path: Row = {"path": well_formed(location.path)}
    return path if location.path == PROJECT_ITSELF else {**path, "range": _range(location, lines_of)}


def _range(location: Location, lines_of: LinesOf) -> Row:
    span, lines = location.span, lines_of(location.path)
    readable = span.line >= 1 and span.end_line <= len(lines)
    columns = _columns(span, (lines[span.line - 1], lines[span.end_line - 1])) if readable else ({}, {})
    return {
        "start": {"line": span.line, **columns[0]},
        "end": {"line": span.end_line, **columns[1]},
    }


def _columns(span: Span, lines: tuple[str, str]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the first column and the one behind the last, by the lines that they are on."""
    first, last = (
        len(line[:column].encode("utf-8", "surrogatepass")) + 1
        for line, column in zip(lines, (span.column, span.end_column), strict=True)
    )
    return {"column": first}, {"column": last}
