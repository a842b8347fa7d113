"""`# noqa` comments, by flake8's own grammar, so that every front door agrees."""

from __future__ import annotations

import re
from bisect import bisect_right

from signal_lint.extract.tokens import Text, comment_spans
from signal_lint.facts import Suppression

_START = re.compile("# [nN][oO][qQ][aA]")
# flake8.defaults.NOQA_INLINE_REGEXP; it is searched for in the physical line, the first one counts.
_NOQA = re.compile(r"# noqa(?::\s?(?P<codes>([A-Z]+[0-9]+(?:[,\s]+)?)+))?", re.IGNORECASE)
_CODE = re.compile(r"[^,\s]+")


def suppressions(source: Text) -> tuple[Suppression, ...]:
    """Return the `# noqa` comments of a file, at most one for each line."""
    found: dict[int, Suppression] = {}
    comments: list[tuple[int, int]] | None = None
    for start in _START.finditer(source.text):
        line, column = source.place(start.start())
        noqa = _NOQA.match(source.text, start.start(), source.lines[line] - 1)
        if noqa and line not in found:
            codes = None if noqa["codes"] is None else tuple(_CODE.findall(noqa["codes"]))
            ours = any(code.startswith("SGL") for code in codes or ())
            if ours:
                comments = comment_spans(source.text) if comments is None else comments
                ours = _is_within(comments, start.start())
            found[line] = Suppression(line, codes, column, ours)
    return tuple(found.values())


def end_of_codes(line: str, column: int) -> int:
    """Return the column behind the last code of the comment that begins at a column of a line."""
    found = _NOQA.match(line, column)
    return column if found is None else found.end() - len(found[0]) + len(found[0].rstrip(" \t,"))


def _is_within(spans: list[tuple[int, int]], offset: int) -> bool:
    before = bisect_right(spans, (offset, offset))
    return any(start <= offset < end for start, end in spans[max(before - 1, 0) : before + 1])
