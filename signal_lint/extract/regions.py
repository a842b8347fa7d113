"""What is handed to the parser, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from signal_lint import syntax
from signal_lint.extract.outline import Outline
from signal_lint.extract.tokens import Text
from signal_lint.facts import Problem


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a file with one logical line or one compound statement.

    A `statement` begins in the first column, or is one line without its
    indentation; a `member` stands indented in a class; a `header` is a class
    without its body.
    """

    start: int
    end: int
    kind: Literal["statement", "member", "header"] = "statement"


Lowered = tuple[syntax.Statement, ...] | Problem


def deferred(source: Text, outline: Outline, key: str) -> syntax.Deferred:
    """Return the statement of an outline as known by its outline only."""
    kind = outline.kind
    text, start, end = source.text, outline.start, outline.end
    mentions = text.find("connect", start, end) != -1 or text.find("receiver", start, end) != -1
    if kind == "import" or kind == "eager":
        kind = "other"
    first = start
    while text[first : first + 1] in (" ", "\t", "\f"):
        first += 1
    return syntax.Deferred(kind, outline.names or (), key, mentions, source.span(first, end))
