"""Running code on paper: which connections and imports happen, with which values.

Loops go through what is known of their lists, tests that depend on the run take
both branches, and calls of the project's own functions are followed. Nothing of the project
is executed.
"""

from __future__ import annotations

from collections.abc import Callable

from signal_lint.django.names import canonical
from signal_lint.link import conditions
from signal_lint.link.arithmetic import rounds, with_target
from signal_lint.link.bindings import start
from signal_lint.link.calls import arguments, called, entered
from signal_lint.link.classes import found_in_order
from signal_lint.link.connecting import RECEIVER, applied, connecting, receiving, wrapped
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Autodiscovering, Event, Held, Importing
from signal_lint.link.importing import imported, imports
from signal_lint.link.values import (
    Class,
    Each,
    External,
    Function,
    Instance,
    Method,
    ReceiverDecorator,
    Scope,
    Value,
    at,
)
from signal_lint.source import Location
from signal_lint.syntax import (
    BoolOp,
    Call,
    ClassDef,
    Comprehension,
    Deferred,
    Expression,
    For,
    FunctionDef,
    If,
    IfExp,
    Import,
    ImportFrom,
    Jump,
    Lambda,
    Match,
    Raise,
    Return,
    Statement,
    Try,
    While,
    With,
)
from signal_lint.unparse import unparse
from signal_lint.walk import blocks, expressions, subexpressions

#: What an empty list may not bring about: that everything may be imported.
IMPORTS = Importing | Autodiscovering
#: How many calls deep code is followed.
DEEPEST_CALL = 5
#: How many statements one run may take; a run that would take more ends there.
MOST_STEPS = 20_000


class Execution:
    """A run: `follows` is what it enters, `cares` what it runs, `held` what a loop is over."""

    def __init__(
        self,
        ev: Evaluator,
        follows: Callable[[Function], bool] = lambda _: True,
        cares: Callable[[Statement], bool] = lambda _: True,
        held: Held = lambda _iterable, _scope: (),
    ) -> None:
        self.ev = ev
        self.events: list[Event] = []
        self._follows = follows
        self._cares = cares
        self._held = held
        self._steps = 0
        self._entered: list[Function] = []
        self._conditions: tuple[conditions.Condition, ...] = ()
        #: How many `with` and `try` are around what runs: these may take what it raises.
        self._shields = 0

    def run(self, body: tuple[Statement, ...], scope: Scope) -> None:
        """Run a block; what stands behind a `return` or `raise` of the block itself does not run."""
        before = self._conditions
        for statement in body:
            self._steps += 1
            if self._steps > MOST_STEPS:
                self._give_up(statement, scope)
                break
            if self._cares(statement):
                self._statement(statement, at(scope, start(statement)))
            if isinstance(statement, Return | Raise) or (
                isinstance(statement, Jump) and statement.kind != "pass"
            ):
                break
            if conditions.may_leave(self.ev, statement, scope):
                self._conditions += (conditions.staying(statement, at(scope, start(statement))),)
        self._conditions = before

    def _give_up(self, statement: Statement, scope: Scope) -> None:
        """Note, once, that the run ends here, so that whatever it would still import stays in doubt."""
        if self._steps == MOST_STEPS + 1:
            location = Location(scope.path, statement.span)
            self.events.append(Importing(location, None, text="more code than is followed"))

    def enter(
        self, callee: Function | Method, args: tuple[Value, ...], keywords: tuple[tuple[str, Value], ...]
    ) -> None:
        """Run the body of a function."""
        scope = entered(self.ev, callee, args, keywords)
        self.run(scope.body, scope)

    def _statement(self, statement: Statement, scope: Scope) -> None:
        match statement:
            case Deferred(key=key):
                whole = self.ev.sources.statement(scope.path, key)
                if whole is not None:
                    self._statement(whole, scope)
            case Import() | ImportFrom():
                self._happened(imported(self.ev, statement, scope.path))
            case FunctionDef():
                self._decorate(statement, self.ev.function(statement, scope), scope)
            case ClassDef(name=name, body=body):
                owner = Class(scope.path, self.ev.qualname(scope, name), statement.span, statement, scope)
                inner = Scope(scope.path, body, "class", owner.qualname, None, scope, {}, owner)
                self.run(body, inner)
                self._decorate(statement, owner, scope)
            case If() | While() | Match() | For():
                self._branching(statement, scope)
            case Try() | With():
                self._shields += 1
                self._shielded(statement, scope)
                self._shields -= 1
            case _:
                self._compound(statement, scope)

    def _branching(self, statement: If | While | Match | For, scope: Scope) -> None:
        match statement:
            case If(test=test, body=body, orelse=orelse):
                self._effects(test, scope)
                truth = self.ev.truth(test, scope)
                if truth is not False:
                    self._under(None if truth else conditions.holding(test, scope), body, scope)
                if truth is not True:
                    self._under(conditions.failing(test, scope) if truth is None else None, orelse, scope)
            case While(test=test, body=body, orelse=orelse):
                self._effects(test, scope)
                self._under(conditions.holding(test, scope), body, scope)
                self._under(conditions.failing(test, scope), orelse, scope)
            case Match(subject=subject, cases=cases):
                self._effects(subject, scope)
                for case in cases:
                    self._under(conditions.matching(subject, case, scope), case.body, scope)
            case _:
                self._loop(statement, scope)

    def _loop(self, statement: For, scope: Scope) -> None:
        """Run the rounds of a loop; through what is empty in the source, something else may lead."""
        target, iterable, body = statement.target, statement.iter, statement.body
        self._effects(iterable, scope)
        before, first = self._conditions, len(self.events)
        going_on = (*before, conditions.staying(statement, scope)) if conditions.may_break(body) else before
        elements = self.ev.elements(iterable, scope)
        if all(isinstance(each, Each) and each.of is None for each in elements):
            elements = self._held(iterable, scope) or elements
        for value in elements or (Each(unparse(iterable)),):
            self.run(body, with_target(scope, target, value))
            self._conditions = going_on
        if not elements:
            self.events[first:] = [event for event in self.events[first:] if not isinstance(event, IMPORTS)]
        self.run(statement.orelse, scope)
        self._conditions = before

    def _shielded(self, statement: Try | With, scope: Scope) -> None:
        match statement:
            case Try(body=body, handlers=handlers, orelse=orelse, finalbody=finalbody) if handlers:
                for block in (body, orelse):
                    self._under(conditions.unharmed(statement, scope), block, scope)
                for handler in handlers:
                    self._under(conditions.handling(handler, scope), handler.body, scope)
                self.run(finalbody, scope)
            case _:
                self._compound(statement, scope)

    def _under(
        self, condition: conditions.Condition | None, code: tuple[Statement, ...] | Expression, scope: Scope
    ) -> None:
        """Run a block or an expression under one more condition, None for none."""
        before = self._conditions
        self._conditions += () if condition is None else (condition,)
        if isinstance(code, tuple):
            self.run(code, scope)
        else:
            self._effects(code, scope)
        self._conditions = before

    def _compound(self, statement: Statement, scope: Scope) -> None:
        for expression in expressions(statement):
            self._effects(expression, scope)
        for block in blocks(statement):
            self.run(block, scope)

    def _happened(self, events: list[Event]) -> None:
        """Note what happens; under a condition it may not."""
        told = conditions.told(self._conditions) if events else ""
        self.events += [conditions.under(event, told) for event in events] if told else events

    def _decorate(self, node: FunctionDef | ClassDef, decorated: Function | Class, scope: Scope) -> None:
        for decorator in reversed(node.decorators):
            self._effects_inside(decorator.expression, scope)
            value = self.ev.evaluate(decorator.expression, scope)
            location = Location(scope.path, decorator.span)
            self._receives(decorator.expression, scope, location, node.name)
            if isinstance(value, ReceiverDecorator):
                self._happened(applied(self.ev, value, decorated, node.name, location))
            elif isinstance(value, Function | Method) and self._may_enter(value):
                self._enter(value, (decorated,), ())

    def _receives(self, written: Expression, scope: Scope, location: Location, on: str = "") -> None:
        """Note a use of `receiver` whose error nothing around it takes."""
        if not self._shields:
            self._happened(receiving(self.ev, written, scope, location, on))

    def _effects_inside(self, expression: Expression, scope: Scope) -> None:
        for inner in subexpressions(expression):
            self._effects(inner, scope)

    def _effects(self, expression: Expression, scope: Scope) -> None:
        """Run the calls of an expression, the inner ones first; a lambda's body does not run."""
        match expression:
            case Lambda():
                return
            case Comprehension(element=element, clauses=clauses):
                for inner in rounds(self.ev, clauses, scope):
                    self._effects(element, inner)
            case Call():
                self._effects_inside(expression, scope)
                self._call(expression, scope)
            case BoolOp(left=left, op=op, right=right):
                self._effects(left, scope)
                self._under(
                    conditions.holding(left, scope) if op == "and" else conditions.failing(left, scope),
                    right,
                    scope,
                )
            case IfExp(test=test, body=body, orelse=orelse):
                self._effects(test, scope)
                self._under(conditions.holding(test, scope), body, scope)
                self._under(conditions.failing(test, scope), orelse, scope)
            case _:
                self._effects_inside(expression, scope)

    def _call(self, node: Call, scope: Scope) -> None:
        happened = connecting(self.ev, node, scope)
        if happened:
            self._happened(happened)
            return
        callee = called(self.ev, node, scope)
        location = Location(scope.path, node.span)
        match callee:
            case External(name=name) if canonical(name) == RECEIVER:
                self._receives(node, scope, location)
            case External(name=name):
                self._happened(imports(self.ev, canonical(name), node, scope))
            case ReceiverDecorator() if len(node.args) == 1:
                value = self.ev.evaluate(node.args[0].value, scope)
                self._happened(applied(self.ev, callee, value, unparse(node.args[0].value), location))
            case Function() | Method() if self._may_enter(callee):
                args, keywords = arguments(self.ev, node, scope)
                self._enter(callee, args, keywords)
            case Class():
                _, init = found_in_order(self.ev, callee, "__init__")
                args, keywords = arguments(self.ev, node, scope)
                if isinstance(init, Function) and self._may_enter(init):
                    self._enter(Method(Instance(callee, args, keywords), init), args, keywords)
            case _:
                return

    def _may_enter(self, callee: Function | Method) -> bool:
        function = callee.function if isinstance(callee, Method) else callee
        return len(self._entered) < DEEPEST_CALL and function not in self._entered and self._follows(function)

    def _enter(
        self, callee: Function | Method, args: tuple[Value, ...], keywords: tuple[tuple[str, Value], ...]
    ) -> None:
        function = callee.function if isinstance(callee, Method) else callee
        self._entered.append(function)
        first = len(self.events)
        self.enter(callee, args, keywords)
        self.events[first:] = [wrapped(event, args) for event in self.events[first:]]
        self._entered.pop()
