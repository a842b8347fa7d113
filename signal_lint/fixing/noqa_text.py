"""`# noqa` comments added to lines, or codes to the comments that are there."""

from __future__ import annotations

import re
from collections.abc import Mapping

from signal_lint.extract.suppressions import end_of_codes, suppressions
from signal_lint.extract.tokens import Text, comment_spans, token_spans
from signal_lint.record import record

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")


@record
class Suppressed:
    """The new text, and the lines on which no comment can stand."""

    text: str
    refused: frozenset[int]


def with_noqa(text: str, codes: Mapping[int, tuple[str, ...]]) -> Suppressed:
    """Return a text that suppresses some codes on some lines, which are counted from 1.

    No comment can stand on a line that ends within a string, or with a backslash.
    """
    lines: list[list[str]] = [[*found.groups()] for found in _LINE.finditer(text)]
    source = Text("\n".join(line for line, _ in lines))
    commented = {each.line: each.column for each in suppressions(source) if each.codes}
    comments = {source.place(end)[0]: source.place(start)[1] for start, end in comment_spans(source.text)}
    within = _within_strings(source)
    refused = set()
    for number, added in codes.items():
        line, end = lines[number - 1]
        quoted = number in commented and commented[number] < comments.get(number, len(line))
        if number in within or line.endswith("\\") or quoted:
            refused.add(number)
        elif number in commented:
            at = end_of_codes(line, commented[number])
            lines[number - 1] = [f"{line[:at]}, {', '.join(added)}{line[at:]}", end]
        else:
            lines[number - 1] = [f"{line.rstrip()}  # noqa: {', '.join(added)}", end]
    return Suppressed("".join(line + end for line, end in lines), frozenset(refused))


def _within_strings(source: Text) -> set[int]:
    """Return the lines that end within a token: only strings reach over lines."""
    within: set[int] = set()
    for start, end in token_spans(source.text, 0, len(source.text)):
        first, last = source.place(start)[0], source.place(end)[0]
        within.update(range(first, last))
    return within
