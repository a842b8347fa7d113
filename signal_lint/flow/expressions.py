"""Making one expression out of another, and the names in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from operator import is_

from signal_lint.syntax import (
    Argument,
    Attribute,
    Await,
    BinOp,
    BoolOp,
    Call,
    Clause,
    Compare,
    Comprehension,
    Dict,
    Expression,
    IfExp,
    JoinedStr,
    Name,
    NamedExpr,
    Sequence,
    Starred,
    Subscript,
    UnaryOp,
)

Change = Callable[[Expression], Expression]


def rebuilt(expression: Expression, change: Change) -> Expression:
    """Return an expression with each of its parts changed; what a comprehension binds stays as it is.

    Where nothing changes, it is the very same: to make it anew, and to compare it then, takes most of a walk.
    """
    match expression:
        case Attribute(value=value) | Starred(value=value) | Await(value=value):
            changed = change(value)
            return expression if changed is value else replace(expression, value=changed)
        case UnaryOp(operand=operand):
            return replace(expression, operand=change(operand))
        case Call(func=func, args=args):
            called, given = change(func), tuple([_argument(argument, change) for argument in args])
            is_same = called is func and all(map(is_, given, args))
            return expression if is_same else replace(expression, func=called, args=given)
        case JoinedStr(values=values):
            return replace(expression, values=tuple(map(change, values)))
        case Sequence(elts=values):
            return replace(expression, elts=tuple(map(change, values)))
        case Subscript(value=value, slice=index):
            return replace(expression, value=change(value), slice=change(index))
        case BinOp(left=left, right=right) | BoolOp(left=left, right=right):
            return replace(expression, left=change(left), right=change(right))
        case Compare(left=left, comparisons=comparisons):
            others = tuple((op, change(right)) for op, right in comparisons)
            return replace(expression, left=change(left), comparisons=others)
        case IfExp(test=test, body=body, orelse=orelse):
            return replace(expression, test=change(test), body=change(body), orelse=change(orelse))
        case _:
            return _rebuilt_rarely(expression, change)


def dotted(expression: Expression) -> str:
    """Return `a.b.c` for a name and its attributes, "" for anything else."""
    match expression:
        case Name(id=name):
            return name
        case Attribute(value=value, attr=attr):
            before = dotted(value)
            return f"{before}.{attr}" if before else ""
        case _:
            return ""


def last_name(expression: Expression) -> str:
    """Return the name of an attribute or a name, whatever stands before it; "" for anything else."""
    match expression:
        case Name(id=name) | Attribute(attr=name):
            return name
        case _:
            return ""


def _argument(argument: Argument, change: Change) -> Argument:
    changed = change(argument.value)
    return argument if changed is argument.value else replace(argument, value=changed)


def _rebuilt_rarely(expression: Expression, change: Change) -> Expression:
    match expression:
        case NamedExpr(value=value):
            return replace(expression, value=change(value))
        case Dict(items=items):
            pairs = tuple((None if key is None else change(key), change(value)) for key, value in items)
            return replace(expression, items=pairs)
        case Comprehension(clauses=clauses, element=element, key=key):
            changed = tuple(_clause(clause, change) for clause in clauses)
            fresh = None if key is None else change(key)
            return replace(expression, clauses=changed, element=change(element), key=fresh)
        case _:
            return expression


def _clause(clause: Clause, change: Change) -> Clause:
    return replace(clause, iter=change(clause.iter), ifs=tuple(map(change, clause.ifs)))
