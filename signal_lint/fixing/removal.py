"""Statements taken out of a body, with the comments above them left where they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import libcst as cst

Body = cst.Module | cst.IndentedBlock


def without_statements(original: Body, updated: Body, removed: frozenset[cst.CSTNode]) -> Body:
    """Return a body without some of the small statements of the original one."""
    lines: list[cst.CSTNode] = []
    left: list[cst.EmptyLine] = []
    for before, line in zip(original.body, updated.body, strict=True):
        kept = _kept(before, line, removed)
        if kept is None:
            left += _up_to_last_comment(line)
            continue
        lines.append(_below(left, kept) if left else kept)
        left = []
    if isinstance(updated, cst.IndentedBlock):
        lines = lines or [cst.SimpleStatementLine([cst.Pass()])]
    elif lines and lines[0] is not updated.body[0] and not updated.header:
        lines[0] = _without_blank_lines_above(lines[0])
    changed = updated.with_changes(body=lines, footer=[*left, *updated.footer])
    if isinstance(changed, cst.Module) and not (lines or changed.header or changed.footer):
        return changed.with_changes(has_trailing_newline=False)
    return changed


def _kept(before: cst.CSTNode, line: cst.CSTNode, removed: frozenset[cst.CSTNode]) -> cst.CSTNode | None:
    """Return what is left of a line, None for nothing."""
    if not (isinstance(before, cst.SimpleStatementLine) and isinstance(line, cst.SimpleStatementLine)):
        return line
    parts = [part for old, part in zip(before.body, line.body, strict=True) if old not in removed]
    if not parts:
        return None
    if before.body[-1] in removed:
        parts[-1] = parts[-1].with_changes(semicolon=cst.MaybeSentinel.DEFAULT)
    return line.with_changes(body=parts)


def _up_to_last_comment(line: cst.CSTNode) -> Sequence[cst.EmptyLine]:
    """Return the lines above a statement; the blank ones directly above go with it."""
    above = _above(line)
    while above and above[-1].comment is None:
        above.pop()
    return above


def _below(above: Sequence[cst.EmptyLine], line: cst.CSTNode) -> cst.CSTNode:
    return line.with_changes(leading_lines=[*above, *_above(line)])


def _without_blank_lines_above(line: cst.CSTNode) -> cst.CSTNode:
    """Let a file begin with its first statement or comment."""
    above = _above(line)
    while above and above[0].comment is None:
        above.pop(0)
    return line.with_changes(leading_lines=above)


def _above(line: cst.CSTNode) -> list[cst.EmptyLine]:
    return [*cast("cst.SimpleStatementLine | cst.BaseCompoundStatement", line).leading_lines]
