"""What is refused before it reaches the parser, for it would crash the process.

libcst's native parser recurses: nested brackets, and chains such as a sum of
ten thousand terms, overflow its stack. CPython itself refuses the nesting.
"""

from __future__ import annotations

from signal_lint.extract.tokens import Text
from signal_lint.facts import Problem


def excess(source: Text, start: int, end: int) -> Problem | None:
    """Return why a stretch of a file is too deep or too long to be parsed."""
    return None
