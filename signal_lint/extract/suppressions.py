"""`# noqa` comments, by flake8's own grammar, so that every front door agrees."""

from __future__ import annotations

import re

from signal_lint.extract.tokens import Text
from signal_lint.facts import Suppression

_START = re.compile("# [nN][oO][qQ][aA]")
# flake8.defaults.NOQA_INLINE_REGEXP; it is searched for in the physical line, the first one counts.
_NOQA = re.compile(r"# noqa(?::\s?(?P<codes>([A-Z]+[0-9]+(?:[,\s]+)?)+))?", re.IGNORECASE)
_CODE = re.compile(r"[^,\s]+")


def suppressions(source: Text) -> tuple[Suppression, ...]:
    """Return the `# noqa` comments of a file, at most one for each line."""
    found: dict[int, Suppression] = {}
    for start in _START.finditer(source.text):
        line, _ = source.place(start.start())
        noqa = _NOQA.match(source.text, start.start(), source.lines[line] - 1)
        if noqa and line not in found:
            codes = noqa["codes"]
            found[line] = Suppression(line, None if codes is None else tuple(_CODE.findall(codes)))
    return tuple(found.values())
