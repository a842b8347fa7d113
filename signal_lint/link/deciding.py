"""Tests that the values of loop variables, and of the list that is being changed, decide.

Settings and the environment differ between runs: a test that asks for nothing but them stays open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from signal_lint.link.lists import contents, holds
from signal_lint.link.values import Literal, Scope, Value
from signal_lint.syntax import Argument, Attribute, BoolOp, Call, Compare, Expression, Name, UnaryOp
from signal_lint.walk import parts

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator


def decided(ev: Evaluator, test: Expression, scope: Scope) -> bool | None:
    """Return what a test comes to, None where that depends on the run."""
    match test:
        case UnaryOp(op="not", operand=operand):
            inner = decided(ev, operand, scope)
            return None if inner is None else not inner
        case BoolOp(left=left, op=op, right=right):
            sides = (decided(ev, left, scope), decided(ev, right, scope))
            decisive = op == "or"
            return decisive if decisive in sides else None if None in sides else not decisive
        case _ if not any(isinstance(part, Name) and _is_given(part.id, scope) for part in parts(test)):
            return ev.truth(test, scope)
        case Compare(left=left, comparisons=((op, right),)):
            return _compared(ev.evaluate(left, scope), op, ev.evaluate(right, scope))
        case Call(func=Attribute(value=owner, attr=method), args=(Argument(value=given, star=""),)):
            return _of_text(ev.evaluate(owner, scope), method, ev.evaluate(given, scope))
        case _:
            return ev.truth(test, scope)


def _is_given(name: str, scope: Scope) -> bool:
    return name in scope.innermost or name in scope.bindings


def _compared(left: Value, op: str, right: Value) -> bool | None:
    match op.removeprefix("not "), left, right:
        case "in", Literal(value=str(part)), Literal(value=str(text)):
            found: bool | None = part in text
        case "in", _, _:
            items = contents(right)
            found = None if items is None else holds(items, left)
        case "==" | "!=", Literal(), Literal():
            return (left == right) is (op == "==")
        case _:
            return None
    return found if found is None or op == "in" else not found


def _of_text(owner: Value, method: str, given: Value) -> bool | None:
    """Return what `text.startswith(…)` and its like give."""
    items = contents(given)
    found = (given,) if items is None else items.elements if items.exact else (None,)
    plain = [value.value for value in found if isinstance(value, Literal)]
    texts = tuple(text for text in plain if isinstance(text, str))
    match owner, method:
        case Literal(value=str(text)), "startswith" if len(texts) == len(found):
            return text.startswith(texts)
        case Literal(value=str(text)), "endswith" if len(texts) == len(found):
            return text.endswith(texts)
        case _:
            return None
