"""A fix as replacements of text: what it changes in each file, for tools that make it themselves."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise, takewhile

from signal_lint.findings import Diagnostic
from signal_lint.fixing.changes import Read
from signal_lint.fixing.diff import text_of
from signal_lint.fixing.passes import make_alone
from signal_lint.record import record
from signal_lint.source import Location, Span

# What Python takes for the end of a line.
_LINE_END = re.compile(r"\r\n|\r|\n")


@record
class Replacement:
    """A text to write in place of what stands at a location, where nothing need stand."""

    location: Location
    text: str


def replacements(diagnostic: Diagnostic, read: Read) -> tuple[Replacement, ...]:
    """Return what makes the fix of a diagnostic, and no other, by file and from top to bottom.

    `read` returns the bytes of a file, or why there are none. There are no replacements where there is no
    fix, or where it can't be made.
    """
    before, after = make_alone(diagnostic, read)
    return tuple(
        Replacement(Location(path, span), text)
        for path in sorted(after)
        for span, text in differences(text_of(before[path]), text_of(after[path]))
    )


def differences(before: str, after: str) -> Iterator[tuple[Span, str]]:
    """Yield what to replace in a text to have the other: by lines, and of those only what differs."""
    starts, lines = _lines(before)
    _, changed = _lines(after)
    head, tail = _shared(lines, changed)
    old, new = lines[head : len(lines) - tail], changed[head : len(changed) - tail]
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            removed, added = "".join(old[start:end]), "".join(new[new_start:new_end])
            first, last = _shared(removed, added)
            offset = len("".join(lines[: head + start]))
            span = _span(starts, offset + first, offset + len(removed) - last)
            yield span, added[first : len(added) - last]


def _lines(text: str) -> tuple[list[int], list[str]]:
    """Return where the lines of a text start, the one behind its last line end included, and the lines."""
    starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
    return starts, [text[start:end] for start, end in pairwise([*starts, len(text)])]


def _shared(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """Return how much two sequences have in common at the start, and how much of the rest at the end."""
    head = _alike(one, other)
    return head, _alike(one[head:][::-1], other[head:][::-1])


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _span(starts: list[int], start: int, end: int) -> Span:
    line, end_line = bisect_right(starts, start), bisect_right(starts, end)
    return Span(line, start - starts[line - 1], end_line, end - starts[end_line - 1])
