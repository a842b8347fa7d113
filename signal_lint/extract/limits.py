"""What is refused before it reaches the parser, for it would crash the process or stall it.

libcst's native parser recurses, and so do walks over the tree. In a thread with a deep stack the depth
allowed here is safe by a factor of ten. What takes time is that at every bracket, and at every link of a
chain (`a + b + …`, `a.b(c).d(e)…`, `not not …`), the parser copies all that it has of the expression so far.
So the copied tokens are counted: as many as are allowed take about four seconds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from signal_lint.extract.scanning import COMMENT, STRING, WORD, is_formatted, string_end
from signal_lint.extract.tokens import Text
from signal_lint.facts import Problem

_DEEPEST = 200
_MOST_ELIFS = 1_000
_MOST_COPIED = 16_000_000
# How often a token is copied: anywhere; for each pair of brackets around it; for each after it in its chain.
_COPIES, _COPIES_INSIDE, _COPIES_BEFORE = 20, 32, 6
# Nothing shorter takes long, nor, with so few brackets, is too deep.
_SHORT = 2_000
_FEW_BRACKETS = 40

_ELIF = re.compile(r"^([ \t]*)elif\b", re.MULTILINE)
_LINK = re.compile(
    rf"({STRING})|{COMMENT}|\\.|([(\[{{])|([)\]}}])|([,;\n])|([^\"'#\\()\[\]{{}},;\n]++)|([\"'])", re.DOTALL
)
_STRING, _OPENING, _CLOSING, _SEPARATOR, _PIECE, _QUOTE = range(1, 7)
_TOKEN = re.compile(rf"{WORD}|[^\s\w]")
_BRACKET = re.compile(r"([(\[{])|([)\]}])")


def excess(source: Text, start: int, end: int) -> Problem | None:
    """Return why a stretch of a file is too deep or too long to be parsed."""
    text = source.text
    openings = text.count("(", start, end) + text.count("[", start, end) + text.count("{", start, end)
    if openings <= _FEW_BRACKETS and end - start < _SHORT:
        return None
    elifs = Counter([found[1] for found in _ELIF.finditer(text, start, end)])
    if elifs and max(elifs.values()) > _MOST_ELIFS:
        return Problem(source.place(start)[0], 0, f"more than {_MOST_ELIFS} `elif` in one statement")
    measure = _Measure()
    for at, group, written in _links(text, start, end):
        measure.take(group, written)
        if len(measure.chains) > _DEEPEST:
            return Problem(*source.place(at), f"brackets nested more than {_DEEPEST} deep")
        if measure.copied > _MOST_COPIED:
            return Problem(*source.place(at), "an expression too long to be parsed")
    return None


class _Measure:
    """How deep in brackets a scan is, and how many tokens the parser has copied until there."""

    __slots__ = ("chains", "copied", "done")

    def __init__(self) -> None:
        # Of each open bracket the tokens since its last separator, and those before.
        self.chains = [0]
        self.done = [0]
        self.copied = 0

    def take(self, group: int, written: str) -> None:
        """Count what stands next."""
        chains = self.chains
        if group == _PIECE:
            links = len(_TOKEN.findall(written))
            self.copied += links * (chains[-1] + links // 2 + _COPIES)
            chains[-1] += links
        elif group == _OPENING:
            chains.append(0)
            self.done.append(0)
        elif group == _CLOSING and len(chains) > 1:
            inside = chains.pop() + self.done.pop()
            self.copied += inside * _COPIES_INSIDE + chains[-1] * _COPIES_BEFORE
            chains[-1] += inside + 2
        elif group == _STRING:
            chains[-1] += 1
            self.copied += _COPIES
        elif group == _SEPARATOR and (written != "\n" or len(chains) == 1):
            self.done[-1] = self.done[-1] + chains[-1] + 1 if len(chains) > 1 else 0
            chains[-1] = 0


def _links(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield where each bracket, separator, string and other stretch stands, which it is, and its text."""
    at = start
    while at < end:
        for found in _LINK.finditer(text, at, end):
            group = found.lastindex
            if group in (_STRING, _QUOTE):
                at = string_end(text, found.start())
                if is_formatted(text, found.start()):  # what it nests is parsed like anything else
                    for each in _BRACKET.finditer(text, found.start(), at):
                        yield each.start(), _OPENING if each[1] else _CLOSING, each[0]
                yield found.start(), _STRING, ""
                if group == _QUOTE:  # of a string beyond a regular expression
                    break
            elif group:
                yield found.start(), group, found[0]
        else:
            return
