"""The patterns of `match`."""

from __future__ import annotations

import libcst as cst

from signal_lint import syntax
from signal_lint.extract.expressions import expression
from signal_lint.extract.recursion import pass_over
from signal_lint.extract.tokens import Cursor


def pattern(node: cst.MatchPattern, cursor: Cursor) -> syntax.Expression:
    """Lower a pattern that is a constant, a dotted name or a capture; any other is opaque."""
    match node:
        case cst.MatchValue(value=value) if not value.lpar:
            return expression(value, cursor)
        case cst.MatchSingleton(value=value):
            return expression(value, cursor)
        case cst.MatchAs(pattern=None, lpar=[]):
            cursor.at += 1
            return syntax.Name(node.name.value if node.name else "_")
        case _:
            return syntax.Opaque(pass_over(node, cursor))
