"""Edits on texts: a place is where a piece of the text stands."""

from __future__ import annotations

from collections.abc import Iterable

from signal_lint.edits import Edit
from signal_lint.fixing.rewriting import rewrite
from signal_lint.source import Location, Span

PATH = "shop/signals.py"


def at(text: str, piece: str) -> Location:
    """Return where a piece of a text stands, which has to stand there once."""
    assert text.count(piece) == 1, piece
    start = text.index(piece)
    return at_offset(PATH, text, start, start + len(piece))


def at_offset(path: str, text: str, start: int, end: int) -> Location:
    """Return the location of a piece of a text, by its first character and the one after its last."""
    return Location(path, Span(*_place(text, start), *_place(text, end)))


def rewritten(text: str, *edits: Edit) -> str:
    """Return the text with the edits made, all of them."""
    made = rewrite(text, edits)
    assert made.refused == {}
    return made.text


def refusals(text: str, *edits: Edit) -> list[str]:
    """Return why edits are not made, which leave the text alone."""
    made = rewrite(text, edits)
    assert made.text == text
    return list(made.refused.values())


def _place(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset].replace("\r\n", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n") - 1


def replaced(text: str, changes: Iterable[tuple[Span, str]]) -> str:
    """Make changes of a text, from the last to the first."""
    starts = [0]
    for line in text.replace("\r\n", "\0\n").replace("\r", "\n").split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for span, new in reversed(list(changes)):
        start, end = starts[span.line - 1] + span.column, starts[span.end_line - 1] + span.end_column
        text = text[:start] + new + text[end:]
    return text
