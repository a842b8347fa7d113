"""Where everything stands: places are of the file, statements and what is between them the whole text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from signal_lint.extract import FileSources
from signal_lint.extract.statements import TRIVIA, split
from signal_lint.source import Span
from signal_lint.syntax import Statement
from signal_lint.syntax.expressions import NOWHERE


def spans(node: object) -> Iterator[Span]:
    """Yield every span in a tree, or in several."""
    pending = [node]
    while pending:
        match pending.pop():
            case Span() as span:
                yield from () if span == NOWHERE else (span,)
            case tuple() as several:
                pending += several
            case found if is_dataclass(found):
                pending += [getattr(found, field.name) for field in fields(found)]


def unjoined(text: str) -> Iterator[str]:
    """Yield where statements overlap, or where more than blank lines and comments is between them."""
    at = 0
    for chunk in split(text, 0, len(text)):
        if not at <= chunk.start <= chunk.head <= chunk.end <= len(text):
            yield f"a statement from {chunk.start} to {chunk.end} after one that ends at {at}"
        if not TRIVIA.fullmatch(text, min(at + bool(at), chunk.start), chunk.start):
            yield f"between {at} and {chunk.start} is more than blank lines"
        at = chunk.end
    if not TRIVIA.fullmatch(text, min(at + bool(at), len(text))):
        yield f"after {at} is more than blank lines"


def misplaced(sources: FileSources, name: str, body: tuple[Statement, ...], text: str) -> Iterator[str]:
    """Yield what is said to stand where the text has no such place."""
    widths = [len(line) for line in text.split("\n")]
    facts = sources.facts(name)
    for span in spans((facts.body, facts.imports, body)):
        start, end = (span.line, span.column), (span.end_line, span.end_column)
        if start > end or not (_is_in(widths, *start) and _is_in(widths, *end)):
            yield f"a span outside of the file: {span}"
    points = [(each.line, each.column) for each in facts.suppressions]
    points += [(problem.line, problem.column) for _, problem in sources.problems()]
    yield from (f"a place outside of the file: {point}" for point in points if not _is_in(widths, *point))


def _is_in(widths: list[int], line: int, column: int) -> bool:
    # A problem at the end of the text is placed behind its last line.
    return 1 <= line <= len(widths) + 1 and 0 <= column <= (widths[line - 1] if line <= len(widths) else 0)
