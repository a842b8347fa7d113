"""The splitter: where each statement of a file begins and ends, without parsing it.

A compound statement keeps its `elif`, `else`, `except` and `finally` clauses, a
definition its decorators. What stands between two statements (blank lines and
comments) belongs to neither; together they are the whole text, always.

The same engine splits the body of a class into its members: the statements at
the indentation of the first one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from signal_lint.extract.scanning import BRACKET, COMMENT, STRING, string_end
from signal_lint.record import record

_TRIVIA_LINES = r"(?:[ \t\f]*+(?:\#[^\n]*+)?\n)*+"
TRIVIA = re.compile(rf"{_TRIVIA_LINES}(?:[ \t\f]*+(?:\#[^\n]*+)?\Z)?")
_PIECES = rf"""[^\n"'#\\()\[\]{{}}]++|{STRING}|{COMMENT}|\\.|{BRACKET}"""
# Where a bracket or a string is never closed, the next of these at a line's start is taken for sound.
_RESTART = re.compile(r"^(?=(?:def|class|import|from|async)\b|@)", re.MULTILINE)
_MOST_RESTARTS = 20


@record
class Chunk:
    """One statement, as offsets: from its first decorator (`start`) to its last character.

    `head` is where the statement itself begins, after the decorators. Both
    `start` and `head` are at the beginning of a line, before its indentation.
    """

    start: int
    head: int
    end: int


@lru_cache(maxsize=64)
def _skipper(indent: str) -> re.Pattern[str]:
    """Return what jumps from the start of a statement at an indentation to its end."""
    deeper = r"[ \t]++(?![\n#]|\Z)"
    clause = r"(?=(?:elif|else|except|finally)\b)"
    onward = rf"\n{_TRIVIA_LINES}\f*+{re.escape(indent)}(?:{deeper}|{clause})"
    return re.compile(f"(?:{_PIECES}|{onward})*+", re.DOTALL)


# It stops at the end of a line and at each `;`, `:` and `=` on the way, but for those of comparisons.
LINE = re.compile(
    rf"""(?:[^\n"'#\\()\[\]{{}};:=!<>]++|{STRING}|{COMMENT}|\\.|{BRACKET}|[!<>=]=|[!<>])*+""", re.DOTALL
)
_BLANK = re.compile(r"(?:[ \t\f]|\\\n)*+")


def skip(skipper: re.Pattern[str], text: str, at: int, stop: int, halts: str = "\n") -> int:
    """Return where `skipper` halts, counting the brackets that it can't; -1 if one stays open.

    It halts at one of the characters `halts` outside of brackets, or at `stop`.
    """
    depth = 0
    while at < stop:
        found = skipper.match(text, at, stop)
        at = found.end() if found else at
        if at >= stop:
            break
        match text[at]:
            case character if not depth and character in halts:
                return at
            case "(" | "[" | "{":
                depth += 1
            case ")" | "]" | "}":
                depth = max(depth - 1, 0)
            case "'" | '"':
                at = string_end(text, at)
                continue
        at += 1
    return -1 if depth or at > stop else stop


def split(text: str, start: int, stop: int, indent: str = "") -> list[Chunk]:
    """Return the statements between two offsets, each `start` being the beginning of a line."""
    skipper = _skipper(indent)
    chunks: list[Chunk] = []
    restarts = _MOST_RESTARTS
    decorators: int | None = None
    at = trivia_end(text, start, stop)
    while at < stop:
        end = skip(skipper, text, at, stop)
        if end == -1:
            sound = _RESTART.search(text, at + 1, stop) if restarts and not indent else None
            end = sound.start() - 1 if sound else stop
            restarts -= 1
        first = at if decorators is None else decorators
        if text.startswith("@", at + len(indent)) and end < stop:
            decorators = first
        else:
            chunks.append(Chunk(first, at, end))
            decorators = None
        at = trivia_end(text, min(end + 1, stop), stop)
    if decorators is not None:
        chunks.append(Chunk(decorators, decorators, stop))
    return chunks


def trivia_end(text: str, at: int, stop: int) -> int:
    """Return the beginning of the first line with code from the line at `at` on."""
    found = TRIVIA.match(text, at, stop)
    return found.end() if found else at


def logical_lines(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield where each logical line begins, before its indentation, and ends; bodies are not skipped."""
    at = trivia_end(text, start, stop)
    while at < stop:
        end = skip(LINE, text, at, stop)
        if end == -1:
            end = stop
        yield at, end
        at = trivia_end(text, min(end + 1, stop), stop)


def parts(text: str, start: int, stop: int, halts: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a logical line between the characters `halts`, without blanks around them."""
    at = start
    while at < stop:
        end = skip(LINE, text, at, stop, halts)
        end = stop if end == -1 else end
        found = _BLANK.match(text, at, end)
        first = found.end() if found else at
        length = len(text[first:end].rstrip())
        if length:
            yield first, first + length
        at = end + 1
