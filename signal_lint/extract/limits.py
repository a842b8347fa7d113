"""What is refused before it reaches the parser, for it would crash the process or stall it.

libcst's native parser recurses. In a thread with a deep stack the depth allowed
here is safe by a factor of ten; what limits a chain (`a + b + …`, `a.b().c()…`,
`elif` after `elif`) is time, which grows with the square of its length: about
two seconds for the longest allowed. CPython compiles hardly more of either.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from signal_lint.extract.scanning import COMMENT, STRING, WORD, is_formatted, string_end
from signal_lint.extract.tokens import Text
from signal_lint.facts import Problem

_DEEPEST = 200
_LONGEST_CHAIN = 2_000
_MOST_ELIFS = 1_000
# Nothing shorter can be too long a chain, nor, below the other, too deep.
_SHORT = 4_000
_FLAT = 400

_ELIF = re.compile(r"^([ \t]*)elif\b", re.MULTILINE)
_LINK = re.compile(
    rf"({STRING})|{COMMENT}|\\.|([(\[{{])|([)\]}}])|([,;\n])|({WORD}|[-+*/%@&|^<>=~]++)|([\"'])", re.DOTALL
)
_STRING, _QUOTE = 1, 6
_OPENING, _CLOSING = "([{", ")]}"
_BRACKET = re.compile(r"[()\[\]{}]")


def excess(source: Text, start: int, end: int) -> Problem | None:
    """Return why a stretch of a file is too deep or too long to be parsed."""
    if end - start < _FLAT:
        return None
    text = source.text
    openings = text.count("(", start, end) + text.count("[", start, end) + text.count("{", start, end)
    if openings <= _DEEPEST and end - start < _SHORT:
        return None
    elifs = Counter([found[1] for found in _ELIF.finditer(text, start, end)])
    if elifs and max(elifs.values()) > _MOST_ELIFS:
        return Problem(source.place(start)[0], 0, f"more than {_MOST_ELIFS} `elif` in one statement")
    # One entry for each open bracket: how long the chain in it is since its last comma.
    chains = [0]
    for at, written in _links(text, start, end):
        if written in _OPENING:
            chains.append(0)
        elif written in _CLOSING and len(chains) > 1:
            chains.pop()
            chains[-1] += 1
        elif written in ",;" or (written == "\n" and len(chains) == 1):
            chains[-1] = 0
        elif written != "\n":
            chains[-1] += 1
        if len(chains) > _DEEPEST:
            return Problem(*source.place(at), f"brackets nested more than {_DEEPEST} deep")
        if chains[-1] > _LONGEST_CHAIN:
            return Problem(*source.place(at), "an expression too long to be parsed")
    return None


def _links(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield where each bracket, separator, word and operator stands, and its text."""
    at = start
    while at < end:
        for found in _LINK.finditer(text, at, end):
            if found.lastindex in (_STRING, _QUOTE):
                at = string_end(text, found.start())
                if is_formatted(text, found.start()):  # what it nests is parsed like anything else
                    yield from [
                        (each.start(), each[0]) for each in _BRACKET.finditer(text, found.start(), at)
                    ]
                if found.lastindex == _QUOTE:  # of a string beyond a regular expression
                    break
            elif found.lastindex:
                yield found.start(), found[0]
        else:
            return
