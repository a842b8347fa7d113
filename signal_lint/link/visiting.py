"""Every call that holds certain words, wherever in a file it stands, with the names that it sees there.

Unlike a run on paper, this goes once through everything: each function by itself, without a caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from signal_lint.django.names import canonical
from signal_lint.link.bindings import start, target_names
from signal_lint.link.calls import entered
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.values import Class, External, Function, Literal, Scope, Unknown, at
from signal_lint.record import record
from signal_lint.syntax import (
    Attribute,
    BoolOp,
    Call,
    ClassDef,
    Comprehension,
    Deferred,
    Expr,
    Expression,
    FunctionDef,
    If,
    IfExp,
    ImportFrom,
    Jump,
    Lambda,
    Name,
    Raise,
    Return,
    Sequence,
    Statement,
    Try,
    With,
)
from signal_lint.walk import blocks, expressions, own_parts, subexpressions

#: How functions are called that expect an error or a warning: `pytest.raises`, `assertRaises`, `suppress`.
EXPECTING = re.compile("raises|warns|suppress", re.IGNORECASE)


@record
class Around:
    """What stands around a call; the fields are those of `CallSite`."""

    in_async: bool = False
    conditional: bool = False
    expected: tuple[str | None, ...] = ()


@record
class Visited:
    """One call, the names it sees, and what stands around it; `alone` if it is a whole statement."""

    call: Call
    scope: Scope
    around: Around
    alone: bool


def visited(ev: Evaluator, path: str, words: frozenset[str]) -> Iterator[Visited]:
    """Yield the calls of a file that call one of the words, or name an argument so."""
    scope = ev.module_scope(path)
    return _Visit(ev, words | _aliases(scope.body, words)).block(scope.body, scope, Around())


class _Visit:
    def __init__(self, ev: Evaluator, words: frozenset[str]) -> None:
        self._ev = ev
        self._words = words

    def block(self, body: tuple[Statement, ...], scope: Scope, around: Around) -> Iterator[Visited]:
        """Visit a block; what stands behind the end of every run does not run."""
        for statement in body:
            yield from self._statement(statement, at(scope, start(statement)), around)
            if _leaves(statement):
                return
            if isinstance(statement, If) and any(map(_leaves, own_parts(statement))):
                around = replace(around, conditional=True)

    def _statement(self, statement: Statement, scope: Scope, around: Around) -> Iterator[Visited]:
        if isinstance(statement, Deferred):
            if self._ev.sources.mentions(scope.path, statement.key, self._words):
                whole = self._ev.sources.statement(scope.path, statement.key)
                yield from () if whole is None else self._statement(whole, scope, around)
            return
        for expression in expressions(statement):
            yield from self._expression(expression, scope, around, alone=isinstance(statement, Expr))
        match statement:
            case FunctionDef(is_async=is_async):
                inner = entered(self._ev, self._ev.function(statement, scope))
                yield from self.block(inner.body, inner, Around(is_async, around.conditional))
            case ClassDef(name=name, body=body):
                owner = Class(scope.path, self._ev.qualname(scope, name), statement.span, statement, scope)
                inner = Scope(scope.path, body, "class", owner.qualname, None, scope, {}, owner)
                yield from self.block(body, inner, around)
            case If(test=test, body=body, orelse=orelse):
                truth = self._ev.truth(test, scope)
                inside = replace(around, conditional=around.conditional or truth is None)
                yield from self.block(body, scope, inside) if truth is not False else ()
                yield from self.block(orelse, scope, inside) if truth is not True else ()
            case Try(body=body, handlers=handlers, orelse=orelse, finalbody=finalbody):
                inside = self._expecting(around, _handled(statement), scope)
                for block in (body, orelse, *(handler.body for handler in handlers)):
                    yield from self.block(block, scope, inside)
                yield from self.block(finalbody, scope, around)
            case With(items=items, body=body):
                for context, _ in items:
                    around = self._expecting(around, _asserted(context), scope)
                yield from self.block(body, scope, around)
            case _:
                for block in blocks(statement):
                    yield from self.block(block, scope, replace(around, conditional=True))

    def _expression(
        self, expression: Expression, scope: Scope, around: Around, *, alone: bool = False
    ) -> Iterator[Visited]:
        match expression:
            case Lambda(body=body):
                inner = entered(self._ev, self._ev.function(expression, scope))
                yield from self._expression(body, inner, replace(around, in_async=False))
                return
            case Comprehension(clauses=clauses):
                names = [name for clause in clauses for name in target_names(clause.target)]
                hidden = {**scope.innermost, **{name: Unknown(name) for name in names}}
                scope, around = replace(scope, innermost=hidden, known={}), replace(around, conditional=True)
            case IfExp() | BoolOp():
                around = replace(around, conditional=True)
            case Call():
                if self._is_wanted(expression):
                    yield Visited(expression, scope, around, alone)
                around = self._expecting(around, _asserted(expression), scope)
            case _:
                pass
        for part in subexpressions(expression):
            yield from self._expression(part, scope, around)

    def _is_wanted(self, call: Call) -> bool:
        match call.func:
            case Name(id=word) | Attribute(attr=word) if word in self._words:
                return True
            case _:
                return any(argument.keyword in self._words for argument in call.args)

    def _expecting(self, around: Around, taken: Iterator[Expression | None], scope: Scope) -> Around:
        """Return what is around a call within code that takes errors; None stands for all of them."""
        found: list[str | None] = []
        for each in taken:
            value = External("builtins.BaseException") if each is None else self._ev.evaluate(each, scope)
            # A text to look for, or what is to raise.
            if not isinstance(value, Literal | Function):
                found.append(canonical(value.name) if isinstance(value, External) else None)
        return replace(around, expected=(*around.expected, *found))


def _handled(statement: Try) -> Iterator[Expression | None]:
    for handler in statement.handlers:
        yield from handler.type.elts if isinstance(handler.type, Sequence) else (handler.type,)


def _asserted(context: Expression) -> Iterator[Expression]:
    """Yield what a call expects to be raised, by the name of what it calls; it can only silence a rule."""
    match context:
        case Call(func=Name(id=name) | Attribute(attr=name), args=args) if EXPECTING.search(name):
            yield from (argument.value for argument in args)
        case _:
            return


def _leaves(statement: Statement | Expression) -> bool:
    return isinstance(statement, Return | Raise) or (isinstance(statement, Jump) and statement.kind != "pass")


def _aliases(body: tuple[Statement, ...], words: frozenset[str]) -> frozenset[str]:
    """Return the other names under which a module imports one of the words."""
    return frozenset(
        alias.asname
        for statement in body
        if isinstance(statement, ImportFrom)
        for alias in statement.names
        if alias.asname is not None and alias.name in words
    )
