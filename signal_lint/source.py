"""Where a piece of code is: spans and locations.

Lines are 1-based, columns are 0-based and count code points; the end column is
exclusive. The front doors shift columns to 1-based where people or other tools
read them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one file, from its first character to the one after its last."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A span of a file; `path` is POSIX and relative to the project root."""

    path: str
    span: Span


def at_line(path: str, line: int) -> Location:
    """Return the location of the start of a line, for what has no better span."""
    return Location(path, Span(line, 0, line, 0))
