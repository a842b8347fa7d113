"""Calls that may change a list by no method of its own: it is handed to them, or in their reach."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from signal_lint.django.settings_calls import OPTIONAL
from signal_lint.link.list_statements import NAMES, is_named
from signal_lint.link.values import External, Literal, Returned, Scope, Value
from signal_lint.syntax import (
    Argument,
    Assign,
    Attribute,
    Call,
    Constant,
    Dict,
    Expr,
    Expression,
    Name,
    Statement,
    Subscript,
)

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

#: Functions of Python that run code in the scope they are called in.
RUNS_CODE = frozenset({"exec", "execfile"})
INCLUDES = frozenset({"include"})
#: What the text of a statement holds that may bind a name without spelling it as one.
REACHING = NAMES | RUNS_CODE | INCLUDES


def call_of(statement: Statement) -> Call | None:
    """Return the call that a statement consists of, or whose result it assigns."""
    match statement:
        case Expr(value=Call() as call) | Assign(value=Call() as call):
            return call
        case _:
            return None


def is_handed(call: Call, name: str) -> bool:
    """Tell whether a call is handed what a name is bound to."""
    return any(is_named(each.value, name) and not each.star for each in call.args)


def reaches(statement: Statement, name: str, scope: Scope) -> bool:
    """Tell whether a statement calls what may bind or change any name of a module."""
    if not (name.isupper() and scope.kind == "module"):
        return False
    match statement:
        case Expr(value=Call(func=Name(id=function))) if function in RUNS_CODE | INCLUDES:
            return True
        case Expr(value=Call(func=Attribute(value=owner), args=args)) if _is_scope(owner):
            return not _holds_others(args, name)
        case Expr(value=Call(args=args)):
            return any(_is_scope(each.value) or each.value == Constant(name) for each in args)
        case Assign(targets=targets):
            return any(
                isinstance(each, Subscript) and _is_scope(each.value) and not isinstance(each.slice, Constant)
                for each in targets
            )
        case _:
            return False


def _is_scope(expression: Expression) -> bool:
    """Tell whether an expression is the names of the scope it stands in."""
    return (
        isinstance(expression, Call)
        and isinstance(expression.func, Name)
        and expression.func.id in NAMES
        and not expression.args
    )


def _holds_others(args: tuple[Argument, ...], name: str) -> bool:
    """Tell whether what `globals().update(…)` is given are names as written, and others than this."""
    match args:
        case (Argument(value=Dict(items=items), keyword=None, star=""),):
            return all(isinstance(key, Constant) and key.value != name for key, _ in items)
        case _:
            return bool(args) and all(each.keyword not in (None, name) for each in args)


def included(ev: Evaluator, values: tuple[Value, ...], beside: str) -> Iterator[str]:
    """Yield the files that the arguments of `include` name, as they stand beside a module."""
    for value in values:
        match value:
            case Returned(callee=External(name=called), args=args) if called == OPTIONAL:
                yield from included(ev, args, beside)
            case Literal(value=str(pattern)):
                whole = posixpath.normpath(posixpath.join(posixpath.dirname(beside), pattern))
                yield from (path for path in ev.sources.paths if fnmatch(path, whole))
            case _:
                continue
