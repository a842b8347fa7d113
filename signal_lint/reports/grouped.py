"""The diagnostics by file, a line for each: for terminals, where there are many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from signal_lint.findings import Diagnostic
from signal_lint.text.paint import Paint
from signal_lint.text.printable import at_line_start, printable


def grouped(diagnostics: Iterable[Diagnostic], paint: Paint) -> str:
    """Return each file with its diagnostics below it and an empty line behind; columns are 1-based."""
    return "".join(
        f"{line}\n"
        for path, found in groupby(diagnostics, key=lambda diagnostic: diagnostic.location.path)
        for line in (paint(at_line_start(path), "place"), *_lines(list(found), paint), "")
    )


def _lines(found: list[Diagnostic], paint: Paint) -> Iterator[str]:
    places = [f"{each.location.span.line}:{each.location.span.column + 1}" for each in found]
    wide = max(map(len, places)), max(len(each.severity) for each in found)
    for place, each in zip(places, found, strict=True):
        severity = paint(f"{each.severity:{wide[1]}}", each.severity.value)
        yield f"  {place:{wide[0]}}  {severity}  {paint(each.code, 'code')}  {printable(each.message)}"
