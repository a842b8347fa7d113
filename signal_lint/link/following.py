"""A name that is followed through the statements of a scope, in order: what they bind it to, and change.

Of a test that depends on the run, both branches are taken; of a loop over what is not known, one round.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from signal_lint.django.settings_calls import INCLUDE, LEAVES_APPS
from signal_lint.link.arithmetic import with_target
from signal_lint.link.bindings import STAR, start, target_names, walrus_names
from signal_lint.link.calls import DEEPEST_CALL, arguments, called, entered
from signal_lint.link.deciding import decided
from signal_lint.link.handing import REACHING, call_of, included, is_handed, reaches
from signal_lint.link.list_statements import changed, is_change, is_harmless
from signal_lint.link.lists import contents, weakened
from signal_lint.link.merging import merge
from signal_lint.link.names import bound_by
from signal_lint.link.values import External, Function, Items, Method, Scope, Unknown, Value, at
from signal_lint.syntax import (
    Call,
    Deferred,
    Expr,
    Expression,
    For,
    If,
    Jump,
    Match,
    Name,
    Raise,
    Return,
    Statement,
    Try,
    While,
    With,
)
from signal_lint.walk import blocks, own_parts

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

#: A loop over more elements than this is gone through once, for all of them.
_MOST_ROUNDS = 200


class Following:
    """One name, followed through statements; its value is None where nothing binds it (yet)."""

    def __init__(self, ev: Evaluator, name: str) -> None:
        self._ev = ev
        self._name = name
        self._here = False
        self._gone = False
        self._left: list[Value | None] = []
        self.changes = False

    def is_changed_by(self, statement: Statement, scope: Scope) -> bool:
        """Tell whether a statement changes what the name is bound to, without binding it."""
        whole = self._whole(statement, scope)
        if whole is None:
            return False
        self.changes = self.changes or self._is_change(whole, scope)
        return self.changes or any(
            self.is_changed_by(inner, scope) for block in blocks(whole) for inner in block
        )

    def _is_change(self, statement: Statement, scope: Scope) -> bool:
        if is_change(statement, self._name) or reaches(statement, self._name, scope):
            return True
        call = call_of(statement)
        return call is not None and (is_handed(call, self._name) or self._is_changer(call, scope))

    def _is_changer(self, call: Call, scope: Scope) -> bool:
        """Tell whether a call is of a function that changes the list of that name in its own module."""
        if scope.kind != "module" or not isinstance(call.func, Name):
            return False
        callee = self._ev.evaluate(call.func, at(scope, call.span.line))
        if not isinstance(callee, Function):
            return False
        changing = self._ev.rebinding.functions(callee.path, self._name)
        return callee.qualname in {function.name for function in changing}

    def through(self, body: tuple[Statement, ...], scope: Scope, value: Value | None) -> Value | None:
        """Return what the name is after the body of a function or a loop, wherever it is left."""
        before, self._left = self._left, []
        after = self.block(body, scope, value)
        ways = [*self._left, *(() if self._gone else (after,))]
        self._left, self._gone = before, False
        return merge([way for way in ways if way is not None]) if ways else value

    def _whole(self, statement: Statement, scope: Scope) -> Statement | None:
        if not isinstance(statement, Deferred):
            return statement
        if statement.kind in ("function", "class"):
            return statement if self._name in statement.names else None
        changing = self._ev.rebinding.functions(scope.path, self._name) if scope.kind == "module" else ()
        words = frozenset({self._name, *(function.name for function in changing)})
        words |= REACHING if self._name.isupper() else frozenset()
        if self._name not in statement.names and not self._ev.sources.holds(scope.path, statement.key, words):
            return None
        return self._ev.sources.statement(scope.path, statement.key)

    def block(self, body: tuple[Statement, ...], scope: Scope, value: Value | None) -> Value | None:
        """Return what the name is after a block, or before the line of the scope where that is in it."""
        for statement in body:
            if self._here or self._gone:
                break
            if scope.line is not None and start(statement) >= scope.line:
                self._here = True
                break
            whole = self._whole(statement, scope)
            if whole is not None:
                value = self._after(whole, scope, value)
        return value

    def _after(self, statement: Statement, scope: Scope, value: Value | None) -> Value | None:
        around = self._around_line(statement, scope)
        if around:
            value = self.block(around, scope, value)
            self._here = True
            return value
        match statement:
            case If() | For() | While() | Try() | Match() | With():
                return self._after_compound(statement, scope, value)
            case Return() | Raise() | Jump(kind="break" | "continue"):
                self._gone = True
                if not isinstance(statement, Raise):
                    self._left.append(value)
                return value
            case _ if self._name in (bound := self._ev.binds(statement)) or STAR in bound:
                here = self._seen(scope, start(statement), value)
                found = bound_by(self._ev, statement, self._name, here)
                return value if found is None else found
            case _ if (items := contents(value)) is not None:
                here = self._seen(scope, start(statement), items)
                call = call_of(statement)
                if is_change(statement, self._name):
                    return changed(self._ev, statement, self._name, here, items)
                if call is None:
                    return weakened(items) if reaches(statement, self._name, here) else items
                return self._after_call(statement, call, here, items)
            case _:
                return value

    def _after_call(self, statement: Statement, call: Call, here: Scope, items: Items) -> Value | None:
        """Return what a call leaves of a list that it is handed, or that is in its reach."""
        callee = called(self._ev, call, here)
        in_reach, is_own = reaches(statement, self._name, here), is_handed(call, self._name)
        match callee:
            case Function() | Method() if is_own or self._is_changer(call, here):
                return self._followed(callee, call, here, items)
            case External(name=name) if name == INCLUDE:
                return self._with_files(call, here, items)
            case External(name=name) if name in LEAVES_APPS or (
                name.startswith("builtins.") and not in_reach
            ):
                return items
            case _:
                is_changed = in_reach or (is_own and isinstance(statement, Expr))
                return weakened(items) if is_changed else items

    def _followed(self, callee: Function | Method, call: Call, here: Scope, items: Items) -> Value | None:
        """Return what a function of the project leaves of the list."""
        ev = self._ev
        if ev.call_depth >= DEEPEST_CALL:
            return weakened(items)
        ev.call_depth += 1
        try:
            inner = entered(ev, callee, *arguments(ev, call, here))
            names = [name for name, value in inner.bindings.items() if value is items] or [self._name]
            value: Value | None = items
            for name in names:
                value = Following(ev, name).through(inner.body, inner, value)
            return value
        finally:
            ev.call_depth -= 1

    def _with_files(self, call: Call, here: Scope, value: Value | None) -> Value | None:
        """Return what a list is after the files that `include` runs in the module."""
        values, _ = arguments(self._ev, call, here)
        for path in included(self._ev, values, here.path):
            value = self.block(self._ev.sources.facts(path).body, self._ev.module_scope(path), value)
        return value

    def _around_line(self, statement: Statement, scope: Scope) -> tuple[Statement, ...]:
        """Return the block of a statement in which the line of the scope is, if it is in one."""
        line = scope.line
        for block in () if line is None else blocks(statement):
            if line is not None and block and start(block[0]) <= line <= block[-1].span.end_line:
                return block
        return ()

    def _after_compound(self, statement: Statement, scope: Scope, value: Value | None) -> Value | None:
        if not self._concerns(statement, scope):
            return value
        match statement:
            case If(test=test, body=body, orelse=orelse) if self._name not in walrus_names(test):
                truth = decided(self._ev, test, self._seen(scope, start(statement), value))
                branches = [body] if truth is True else [orelse] if truth is False else [body, orelse]
                return self._either([(block, value) for block in branches], scope)
            case For(target=target, iter=iterable, body=body, orelse=orelse):
                return self.block(orelse, scope, self._looped(target, iterable, body, (scope, value)))
            case While(body=body, orelse=orelse):
                return self.block(orelse, scope, self._some_rounds(body, scope, value))
            case Try():
                return self._tried(statement, scope, value)
            case With(items=items, body=body):
                bound = any(each is not None and self._name in target_names(each) for _, each in items)
                return self.block(body, scope, Unknown(self._name) if bound else value)
            case Match(cases=cases):
                return self._either([*((case.body, value) for case in cases), ((), value)], scope)
            case _:
                return Unknown(self._name)

    def _concerns(self, statement: Statement, scope: Scope) -> bool:
        bound = self._ev.binds(statement)
        if (
            self._name in bound
            or STAR in bound
            or Following(self._ev, self._name).is_changed_by(statement, scope)
        ):
            return True
        return any(isinstance(part, Jump | Return | Raise) for part in own_parts(statement))

    def _either(self, ways: list[tuple[tuple[Statement, ...], Value | None]], scope: Scope) -> Value | None:
        """Return what the name is behind several blocks, of which one runs."""
        found: list[Value | None] = []
        for body, value in ways:
            after = self.block(body, scope, value)
            if not self._gone:
                found.append(after)
            self._gone = False
        self._gone = not found
        return merge([value for value in found if value is not None])

    def _looped(
        self,
        target: Expression,
        iterable: Expression,
        body: tuple[Statement, ...],
        begin: tuple[Scope, Value | None],
    ) -> Value | None:
        """Return what the name is after a `for` loop."""
        scope, value = begin
        if self._name in target_names(target):
            return Unknown(self._name)
        here = self._seen(scope, body[0].span.line, value)
        items = contents(self._ev.evaluate(iterable, here))
        known = items is not None and len(items.elements) <= _MOST_ROUNDS
        for element in items.elements if items is not None and known else ():
            inner = with_target(scope, target, element)
            again = self.through(body, inner, value)
            value = again if items is not None and element not in items.unsure else self._or(value, again)
        if items is not None and known and items.complete:
            return value
        each = self._ev.elements(iterable, here)[-1]
        return self._some_rounds(body, with_target(scope, target, each), value)

    def _some_rounds(self, body: tuple[Statement, ...], scope: Scope, value: Value | None) -> Value | None:
        """Return what the name is after any number of rounds."""
        after = self._or(value, self.through(body, scope, value))
        return replace(after, complete=False) if isinstance(after, Items) and after != value else after

    def _or(self, first: Value | None, second: Value | None) -> Value | None:
        return merge([value for value in (first, second) if value is not None])

    def _tried(self, statement: Try, scope: Scope, value: Value | None) -> Value | None:
        """Return what the name is behind a `try`: its handlers begin where its body failed, if it can."""
        ways = [self.block((*statement.body, *statement.orelse), scope, value)]
        between = self._or(value, ways[0])
        ways = [] if self._gone else ways
        if not all(is_harmless(each, self._name) for each in statement.body):
            for handler in statement.handlers:
                self._gone = False
                after = self.block(handler.body, scope, between)
                ways += [] if self._gone else [after]
        self._gone = not ways
        return self.block(statement.finalbody, scope, merge([way for way in ways if way is not None]))

    def _seen(self, scope: Scope, line: int, value: Value | None) -> Scope:
        """Return a scope as a statement sees it where the name is bound to a value."""
        here = at(scope, line)
        if value is None:
            return here
        return replace(here, innermost={**here.innermost, self._name: value}, known={})
