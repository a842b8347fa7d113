"""A line of source with a mark under what is meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from signal_lint.record import record
from signal_lint.source import Span
from signal_lint.text.printable import printable

_WIDTH = 160
_BEFORE = 40


@record
class Snippet:
    """A line as shown, and the indent and width of the mark below it, in terminal columns."""

    text: str
    indent: int
    width: int


def snippet(lines: Sequence[str], span: Span) -> Snippet | None:
    """Return the first line of a span with its mark, None where the file has no such line."""
    if not 1 <= span.line <= len(lines):
        return None
    line = lines[span.line - 1].rstrip()
    end = span.end_column if span.end_line == span.line else len(line)
    # A line of a generated file can be a megabyte long.
    start = span.column - _BEFORE if len(line) > _WIDTH and span.column > _BEFORE else 0
    shown = line[start : start + _WIDTH]
    before, marked = shown[: span.column - start], shown[span.column - start : max(end - start, 0)]
    return Snippet(_shown(shown), _columns(_shown(before)), max(_columns(_shown(marked)), 1))


def _shown(text: str) -> str:
    return "".join("    " if character == "\t" else printable(character) for character in text)


def _columns(text: str) -> int:
    return sum(_character_columns(character) for character in text)


def _character_columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
