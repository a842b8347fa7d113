"""What is handed to the parser, and what comes back."""

from __future__ import annotations

import re
from typing import Literal

from signal_lint import syntax
from signal_lint.extract.outline import Outline
from signal_lint.extract.statements import logical_lines
from signal_lint.extract.tokens import Text, holds_names, token_spans
from signal_lint.facts import CONNECTING, Problem
from signal_lint.record import record

_COMMA = re.compile(r"[ \t]*,")


@record
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
    text, start, end = source.text, outline.start, outline.end
    mentions = holds_names(text, start, end, CONNECTING)
    while text[start] in " \t\f":
        start += 1
    span = source.span(start, code_end(text, start, end))
    match outline.kind:
        case "function" | "class" | "assignment" as kind:
            return syntax.Deferred(kind, outline.names or (), key, mentions, span)
        case _:
            return syntax.Deferred("other", outline.names or (), key, mentions, span)


def code_end(text: str, start: int, end: int) -> int:
    """Return where a statement ends without the comment in its last line."""
    last_line = text.rfind("\n", start, end) + 1
    if text.find("#", max(last_line, start), end) != -1:
        lines = list(logical_lines(text, start, end))
        line, line_end = lines[-1] if lines else (start, end)
        if tokens := token_spans(text, line, line_end):
            found = _COMMA.match(text, tokens[-1][1], line_end)
            return found.end() if found else tokens[-1][1]
    return start + len(text[start:end].rstrip(" \t\f\n\\;"))
