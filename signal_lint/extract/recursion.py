"""The recursion over a tree: how modules below `expressions` call it, how a node is passed over."""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst

from signal_lint import syntax
from signal_lint.extract.tokens import Cursor, token_spans

Lower = Callable[[cst.BaseExpression, Cursor], syntax.Expression]


def pass_over(node: cst.CSTNode, cursor: Cursor) -> str:
    """Take the tokens of a node from the cursor; return its text."""
    text = cst.Module([]).code_for_node(node)
    cursor.at += len(token_spans(text, 0, len(text)))
    return text
