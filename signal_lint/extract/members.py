"""The body of a class, split like that of a file."""

from __future__ import annotations

import re

from signal_lint.extract.outline import Outline, outlines
from signal_lint.extract.statements import LINE, skip, split, trivia_end

_INDENT = re.compile(r"[ \t\f]*")


def header_end(text: str, outline: Outline) -> int | None:
    """Return where the header of a class ends, None where its body stands in the same line."""
    end = skip(LINE, text, outline.head, outline.end)
    return end if 0 <= end < outline.end else None


def members(text: str, start: int, outline: Outline) -> list[Outline]:
    """Return the outlines of the members of a class whose header ended at `start`."""
    first = trivia_end(text, start + 1, outline.end)
    found = _INDENT.match(text, first)
    indent = found[0] if found else ""
    return [
        member
        for chunk in split(text, start + 1, outline.end, indent.lstrip("\f"))
        for member in outlines(text, chunk)
    ]
