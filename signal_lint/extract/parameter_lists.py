"""The parameters of functions and lambdas."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from signal_lint import syntax
from signal_lint.extract.recursion import Lower
from signal_lint.extract.tokens import Cursor


def parameters(node: cst.Parameters, cursor: Cursor, lower: Lower) -> syntax.Parameters:
    """Lower what stands between the brackets of a `def`, or after `lambda`."""
    positional_only = _group(node.posonly_params, cursor, lower)
    positional = _group(node.params, cursor, lower)
    vararg: str | None = None
    match node.star_arg:
        case cst.Param() as param:
            cursor.at += 1
            vararg = _parameter(param, cursor, lower).name
        case cst.ParamStar():
            cursor.at += 1
    keyword_only = _group(node.kwonly_params, cursor, lower)
    kwarg: str | None = None
    if node.star_kwarg:
        cursor.at += 1
        kwarg = _parameter(node.star_kwarg, cursor, lower).name
    return syntax.Parameters(positional_only, positional, vararg, keyword_only, kwarg)


def _group(params: Sequence[cst.Param], cursor: Cursor, lower: Lower) -> tuple[syntax.Parameter, ...]:
    return tuple([_parameter(param, cursor, lower) for param in params])


def _parameter(node: cst.Param, cursor: Cursor, lower: Lower) -> syntax.Parameter:
    cursor.at += 1
    if node.annotation:
        lower(node.annotation.annotation, cursor)
    default = lower(node.default, cursor) if node.default else None
    return syntax.Parameter(node.name.value, default)
