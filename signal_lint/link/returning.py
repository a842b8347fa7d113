"""What the body of a function may hand back: by `return`, or, from a generator, by `yield`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from signal_lint.link.bindings import start
from signal_lint.link.known_calls import lacks
from signal_lint.link.values import Items, Literal, Scope, Unknown, Value, at
from signal_lint.syntax import (
    Call,
    Constant,
    Expression,
    If,
    Name,
    Raise,
    Return,
    Statement,
    Try,
    With,
    Yield,
)
from signal_lint.walk import blocks, expressions, own_subparts

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator


def returns(ev: Evaluator, body: tuple[Statement, ...], scope: Scope) -> list[tuple[Expression, int]]:
    """Return the values that a body may return, each with its line; a decided test leaves one branch."""
    found: list[tuple[Expression, int]] = []
    for statement in body:
        match statement:
            case Return(value=value, span=span):
                return [*found, (Constant(None) if value is None else value, span.line)]
            case If(test=test, body=inner, orelse=orelse):
                truth = ev.truth(test, at(scope, start(statement)))
                found += returns(ev, inner, scope) if truth is not False else []
                found += returns(ev, orelse, scope) if truth is not True else []
                if truth is True and any(isinstance(last, Return) for last in inner):
                    return found
            case _:
                for block in blocks(statement):
                    found += returns(ev, block, scope)
    return found


def ends(body: tuple[Statement, ...]) -> bool:
    """Tell whether no run goes past the end of a block."""
    match body[-1:]:
        case (Return() | Raise(),):
            return True
        case (If(body=inner, orelse=orelse),):
            return ends(inner) and ends(orelse)
        case (Try(body=inner, handlers=handlers, orelse=orelse, finalbody=final),):
            tried = ends(inner) or ends(orelse)
            return ends(final) or (tried and all(ends(handler.body) for handler in handlers))
        case (With(body=inner),):
            return ends(inner)
        case _:
            return False


def raises(ev: Evaluator, expression: Expression, scope: Scope) -> bool:
    """Tell whether an expression certainly raises AttributeError: `getattr` of what nothing defines."""
    match expression:
        case Call(func=Name(id="getattr"), args=(owner, name)):
            given = ev.evaluate(name.value, scope)
            return isinstance(given, Literal) and lacks(ev, ev.evaluate(owner.value, scope), str(given.value))
        case _:
            return False


def is_generator(body: tuple[Statement, ...]) -> bool:
    """Tell whether a function yields: what calls it never gets the value of its `return`."""
    return any(True for _ in _yields(body))


def yielded(ev: Evaluator, scope: Scope) -> Items:
    """Return what a generator yields, in some order and some number."""
    found: list[Value] = []
    complete = True
    for part, line in _yields(scope.body):
        value = Literal(None) if part.value is None else ev.evaluate(part.value, at(scope, line))
        if isinstance(value, Unknown):
            complete = False
        elif not part.delegates:
            found.append(value)
        elif isinstance(value, Items):
            found += value.elements
            complete = complete and value.complete
        else:
            complete = False
    return Items("set", tuple(found), complete)


def _yields(body: tuple[Statement, ...]) -> Iterator[tuple[Yield, int]]:
    for statement in body:
        for expression in expressions(statement):
            for part in own_subparts(expression):
                if isinstance(part, Yield):
                    yield part, start(statement)
        for block in blocks(statement):
            yield from _yields(block)
