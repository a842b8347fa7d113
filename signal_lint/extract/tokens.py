"""Positions without asking the parser for them.

libcst keeps no positions; printing a tree to learn them costs a third of the
parse. But the words, numbers, strings and brackets of a text stand in the order
in which a walk over the tree meets them. So the text is cut into these once, by
a regular expression, and `lowering` takes one from a `Cursor` for each that it
passes: the cursor then knows where every node begins and ends.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from signal_lint.extract.scanning import COMMENT, FORMATTED_STRING, IN_WORD, PLAIN_STRING, WORD, string_end
from signal_lint.source import Span

_NUMBER = (
    r"0[xX][0-9a-fA-F_]++|0[bB][01_]++|0[oO][0-7_]++"
    r"|(?:[0-9][0-9_]*+\.?[0-9_]*+|\.[0-9][0-9_]*+)(?:[eE][-+]?[0-9][0-9_]*+)?+[jJ]?"
)
# Of the operators only those that can begin a node; `*=`, `->` and the like begin none.
_OPERATOR = r"[()\[\]{}]|\.\.\.|\*\*?+(?!=)|[-+](?![>=])|~|@(?!=)"
_TOKEN = re.compile(
    rf"(?:[rR][bB]?|[bB][rR]?|[uU])?+{PLAIN_STRING}"
    rf"|(?:[fFtT][rR]?|[rR][fFtT])(?:{FORMATTED_STRING}|(['\"]))"
    rf"|{WORD}|{_NUMBER}|{_OPERATOR}|({COMMENT})|(\"{{3}}|'{{3}})",
    re.DOTALL,
)
# Of code that is no Python: so many long strings that never end are passed over, each looked for to the end.
_MOST_UNCLOSED = 20


_INSIDE = re.compile(IN_WORD)
_with_end = (1).__add__


class Text:
    """The text of a file, and where its lines begin."""

    __slots__ = ("lines", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        # An offset in a list takes ten times the memory.
        self.lines = array("L", accumulate(map(_with_end, map(len, text.split("\n"))), initial=0))

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line, from 1, and the column, from 0, of an offset."""
        line = bisect_right(self.lines, offset)
        return line, offset - self.lines[line - 1]

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line, from 1, and a column, from 0."""
        return self.lines[line - 1] + column

    def span(self, start: int, end: int) -> Span:
        """Return the span between two offsets."""
        lines = self.lines
        line = bisect_right(lines, start)
        first = lines[line - 1]
        # Most spans are of one line.
        end_line = line if end < lines[line] else bisect_right(lines, end)
        return Span(line, start - first, end_line, end - lines[end_line - 1])


def token_spans(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Return where each token between two offsets begins and ends; comments are left out."""
    return _spans(text, start, stop)[0]


def comment_spans(text: str) -> list[tuple[int, int]]:
    """Return where each comment of a text begins and ends."""
    return _spans(text, 0, len(text))[1]


def _spans(text: str, start: int, stop: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return where the tokens are, and where the comments."""
    spans: list[tuple[int, int]] = []
    comments: list[tuple[int, int]] = []
    unclosed = 0
    at = start
    while at < stop and unclosed < _MOST_UNCLOSED:
        for found in _TOKEN.finditer(text, at, stop):
            if not found.lastindex:
                spans.append(found.span())
            elif found.lastindex == 1:  # an f-string beyond a regular expression
                at = min(string_end(text, found.end() - 1), stop)
                spans.append((found.start(), at))
                break
            elif found.lastindex == 2:
                comments.append(found.span())
            else:
                unclosed += 1
                if unclosed == _MOST_UNCLOSED:
                    break
        else:
            break
    return spans, comments


def holds_names(text: str, start: int, stop: int, names: frozenset[str]) -> bool:
    """Tell whether one of the names stands between two offsets as code, in no string and no comment."""
    places = {place for name in names for place in _places(text, start, stop, name)}
    return bool(places) and any(first in places for first, _ in token_spans(text, start, stop))


def _places(text: str, start: int, stop: int, name: str) -> Iterator[int]:
    """Yield where a name stands as a whole word; most others are longer ones that hold it."""
    at = text.find(name, start, stop)
    while at != -1:
        end = at + len(name)
        if not (at > start and _INSIDE.match(text, at - 1)) and not _INSIDE.match(text, end, stop):
            yield at
        at = text.find(name, end, stop)


class Cursor:
    """The tokens of a stretch of a file, of which `at` is the next to be taken."""

    __slots__ = ("at", "comma", "source", "spans")

    def __init__(self, source: Text, start: int, stop: int) -> None:
        self.source = source
        self.spans = token_spans(source.text, start, stop)
        self.at = 0
        self.comma = -1

    def next_is(self, token: str) -> bool:
        """Say whether the next token begins with `token`."""
        return self.at < len(self.spans) and self.source.text.startswith(token, self.spans[self.at][0])

    def start(self) -> int:
        """Return where the next token begins."""
        return self.spans[self.at][0]

    def end(self) -> int:
        """Return where the last token taken ends, or the comma after it that makes it a tuple."""
        end = self.spans[self.at - 1][1]
        return self.source.text.index(",", end) + 1 if self.comma == self.at else end

    def span(self, first: int) -> Span:
        """Return the span from the token of an index to the last one taken."""
        return self.source.span(self.spans[first][0], self.end())
