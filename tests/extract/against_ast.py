"""The standard library's tree in our words, for comparison: what stands where."""

from __future__ import annotations

import ast
import dataclasses
import sys
from collections.abc import Iterator

from signal_lint import syntax

Place = tuple[str, int, int, int, int]

_SAME = {
    "AnnAssign": "Assign", "TypeAlias": "Assign", "AsyncFunctionDef": "FunctionDef", "AsyncWith": "With",
    "AsyncFor": "For", "TryStar": "Try", "Global": "Scope", "Nonlocal": "Scope", "Pass": "Jump",
    "Break": "Jump", "Continue": "Jump",
}  # fmt: skip
# Before 3.12 the columns of what stands in an f-string are wrong there.
_SEES_FIELDS = sys.version_info >= (3, 12)


def theirs(text: str) -> set[Place]:
    """Return the statements, calls and lambdas of a text as `ast` places them."""
    lines = [line.encode() for line in text.split("\n")]

    def column(line: int, offset: int) -> int:
        return len(lines[line - 1][:offset].decode())

    def places(node: ast.AST) -> Iterator[Place]:
        if isinstance(node, ast.JoinedStr) and not _SEES_FIELDS:
            return
        if isinstance(node, ast.stmt | ast.Call | ast.Lambda):
            name, end = type(node).__name__, (node.end_lineno or 0, node.end_col_offset or 0)
            start = node.lineno, column(node.lineno, node.col_offset)
            yield (_SAME.get(name, name), *start, end[0], column(*end))
        for child in ast.iter_child_nodes(node):
            yield from places(child)

    return set(places(ast.parse(text)))


def ours(node: object) -> Iterator[Place]:
    """Yield the same of a tree of ours."""
    if isinstance(node, tuple):
        for each in node:
            yield from ours(each)
    if not dataclasses.is_dataclass(node) or (isinstance(node, syntax.JoinedStr) and not _SEES_FIELDS):
        return
    if not isinstance(node, syntax.Argument | syntax.Decorator) and hasattr(node, "span"):
        span = node.span
        yield (type(node).__name__, span.line, span.column, span.end_line, span.end_column)
    for field in dataclasses.fields(node):
        yield from ours(getattr(node, field.name))
