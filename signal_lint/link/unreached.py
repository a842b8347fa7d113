"""What is written like a connection and no run came by: in code that nothing seen calls, or that never runs.

Invariant: each place is a connection of the map or one that is not followed. Nothing is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from signal_lint.connections import NotFollowed
from signal_lint.django.names import canonical
from signal_lint.facts import CONNECTING
from signal_lint.link.arithmetic import with_target
from signal_lint.link.bindings import start, target_names
from signal_lint.link.calls import entered
from signal_lint.link.connecting import RECEIVER, applied, connecting, is_signal, names_signal
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Connecting, Event
from signal_lint.link.happenings import is_django
from signal_lint.link.values import (
    Class,
    Each,
    External,
    Function,
    Given,
    ReceiverDecorator,
    Scope,
    Value,
    at,
)
from signal_lint.record import record
from signal_lint.source import Location
from signal_lint.syntax import (
    Assign,
    Attribute,
    Call,
    ClassDef,
    Comprehension,
    Deferred,
    Expression,
    For,
    FunctionDef,
    If,
    Jump,
    Lambda,
    Name,
    Parameter,
    Parameters,
    Raise,
    Return,
    Statement,
)
from signal_lint.unparse import unparse
from signal_lint.walk import blocks, expressions, inside, parts, subexpressions

HANDED_ON = "it hands on what connects, and who calls that stands elsewhere"
BY_NAME = "it connects by another name of `connect`"
OF_CALLER = "its caller may give another signal"
UNAPPLIED = "it makes a decorator, and what that decorates stands elsewhere"


@record
class Around:
    """What a place stands in: the innermost function, None for none, and why it never runs, "" if it may."""

    within: Function | None = None
    dead: str = ""


class Unreached:
    """The places that no run came by. `met` are all others, `run` runs a function and says what it met."""

    def __init__(self, ev: Evaluator, met: set[Location], run: Callable[[Function], set[Location]]) -> None:
        self._ev = ev
        self._met = met
        self._run = run
        self._ran: set[Function] = set()
        self._words: frozenset[str] = frozenset()
        self.not_followed: list[NotFollowed] = []
        self.found: list[tuple[Connecting, str | Function]] = []

    def look(self, path: str, words: frozenset[str]) -> None:
        """Go through a file; `words` are `connect`, and the names that `receiver` has there."""
        self._words = words
        scope = self._ev.module_scope(path)
        self._block(scope.body, scope, Around())

    def _block(self, body: tuple[Statement, ...], scope: Scope, around: Around) -> None:
        for statement in body:
            whole: Statement | None = statement
            if isinstance(statement, Deferred):
                whole = self._read(scope.path, statement)
            if whole is not None and self._is_open(whole, scope.path):
                self._statement(whole, at(scope, start(whole)), around)
            if isinstance(statement, Return | Raise) or (
                isinstance(statement, Jump) and statement.kind != "pass"
            ):
                word = statement.kind if isinstance(statement, Jump) else type(statement).__name__.lower()
                around = replace(around, dead=f"it stands behind a `{word}`, and never runs")

    def _read(self, path: str, statement: Deferred) -> Statement | None:
        if not self._may_hold(path, statement):
            return None
        return self._ev.sources.header(path, statement.key, self._words)

    def _may_hold(self, path: str, statement: Deferred) -> bool:
        is_worth_a_look = statement.mentions or not self._words <= CONNECTING
        return is_worth_a_look and self._ev.sources.mentions(path, statement.key, self._words)

    def _is_open(self, statement: Statement, path: str) -> bool:
        """Tell whether a statement holds a place that no run came by, as far as its text tells."""
        for part in _with_defaults(statement):
            match part:
                case Deferred():
                    if self._may_hold(path, part):
                        return True
                case Call(span=span) if (self._is_written(part) or any(_handed_on(part))) and Location(
                    path, span
                ) not in self._met:
                    return True
                case Assign(value=Attribute(attr="connect")) | Return(value=Attribute(attr="connect")):
                    return True
                case _:
                    continue
        return False

    def _is_written(self, call: Call) -> bool:
        match call.func:
            case Attribute(attr="connect"):
                return True
            case Name(id=word) | Attribute(attr=word):
                return word in self._words
            case _:
                return False

    def _statement(self, statement: Statement, scope: Scope, around: Around) -> None:
        match statement:
            case FunctionDef(decorators=decorators, parameters=parameters, body=body):
                function = self._ev.function(statement, scope)
                for decorator in decorators:
                    place = Location(scope.path, decorator.span)
                    self._decorator(decorator.expression, (function, statement.name), place, scope, around)
                for default in defaults(parameters):
                    self._expression(default, scope, around)
                if any(self._is_open(each, scope.path) for each in body):
                    inner = entered(self._ev, function)
                    self._block(inner.body, inner, replace(around, within=function))
                return
            case ClassDef(name=name, body=body):
                owner = Class(scope.path, self._ev.qualname(scope, name), statement.span, statement, scope)
                inner = Scope(scope.path, body, "class", owner.qualname, None, scope, {}, owner)
                self._block(body, inner, around)
            case If(test=test, body=body, orelse=orelse):
                truth = self._ev.truth(test, scope)
                never = replace(around, dead=around.dead or f"`{unparse(test)}` decides that it never runs")
                self._block(body, scope, never if truth is False else around)
                self._block(orelse, scope, never if truth is True else around)
            case For(target=target, iter=iterable, body=body, orelse=orelse):
                each = with_target(scope, target, Each(unparse(iterable)))
                self._block(body, each, around)
                self._block(orelse, scope, around)
            case (
                Assign(value=Attribute(attr="connect") as kept, span=span)
                | Return(value=Attribute(attr="connect") as kept, span=span)
            ) if self._is_method(kept, scope):
                self._note(kept, Location(scope.path, span), around.dead or HANDED_ON)
            case _:
                for block in blocks(statement):
                    self._block(block, scope, around)
        for expression in expressions(statement):
            self._expression(expression, scope, around)

    def _expression(self, expression: Expression, scope: Scope, around: Around) -> None:
        match expression:
            case Lambda(body=body):
                function = self._ev.function(expression, scope)
                self._expression(body, entered(self._ev, function), replace(around, within=function))
                return
            case Comprehension(clauses=clauses):
                names = {name: clause for clause in clauses for name in target_names(clause.target)}
                each = {name: Each(unparse(clause.iter)) for name, clause in names.items()}
                scope = replace(scope, innermost={**scope.innermost, **each}, known={})
            case Call(func=Call() as made, args=(argument, *_), span=span) if self._is_written(made):
                written = argument.value
                given = (self._ev.evaluate(written, scope), unparse(written))
                self._decorator(made, given, Location(scope.path, span), scope, around)
                return
            case Call(span=span) if self._is_written(expression):
                self._called(expression, Location(scope.path, span), scope, around)
            case Call(span=span):
                if any(self._is_method(each, scope) for each in _handed_on(expression)):
                    self._note(expression, Location(scope.path, span), around.dead or HANDED_ON)
            case _:
                pass
        for part in subexpressions(expression):
            self._expression(part, scope, around)

    def _decorator(
        self, written: Expression, given: tuple[Value, str], place: Location, scope: Scope, around: Around
    ) -> None:
        """Look at what decorates something, by an `@` or by hand."""
        if not isinstance(written, Call) or not self._is_written(written) or place in self._met:
            self._expression(written, scope, around)
            return
        value = self._ev.evaluate(written, scope)
        if isinstance(value, ReceiverDecorator):
            self._happens(applied(self._ev, value, *given, place), written, place, around)

    def _called(self, call: Call, place: Location, scope: Scope, around: Around) -> None:
        if place in self._met:
            return
        callee = self._ev.evaluate(call.func, scope)
        if isinstance(callee, External) and canonical(callee.name) == RECEIVER:
            if names_signal(self._ev, call, scope):
                self._note(call, place, around.dead or UNAPPLIED)
        elif isinstance(callee, External) and isinstance(call.func, Name):
            if is_signal(self._ev, External(callee.name.removesuffix(".connect"))):
                self._note(call, place, around.dead or BY_NAME)
        elif isinstance(call.func, Attribute) and call.func.attr == "connect":
            events = connecting(self._ev, call, scope)
            self._happens(events, call, place, around)
            if any(self._is_by_default(event, around.within) for event in events):
                self._note(call, place, around.dead or OF_CALLER)

    def _is_method(self, written: Attribute, scope: Scope) -> bool:
        return is_signal(self._ev, self._ev.evaluate(written.value, scope))

    def _is_by_default(self, event: Event, within: Function | None) -> bool:
        """Tell whether an event is of a parameter whose default is a signal; a caller may give another."""
        if within is None or not (isinstance(event, Connecting) and isinstance(event.signal, Given)):
            return False
        name, scope = event.signal.name, within.scope
        found = [each for each in _parameters(within.node.parameters) if each.name == name]
        return any(
            each.default is not None and is_signal(self._ev, self._ev.evaluate(each.default, scope))
            for each in found
        )

    def _happens(self, events: list[Event], call: Call, place: Location, around: Around) -> None:
        found = [event for event in events if isinstance(event, Connecting) and is_django(self._ev, event)]
        if not found:
            return
        if around.dead:
            self._note(call, place, around.dead)
            return
        if around.within is not None and around.within not in self._ran:
            self._ran.add(around.within)
            self._met |= self._run(around.within)
        if place not in self._met:
            by = place.path if around.within is None else around.within
            self.found += [(replace(event, certain=False), by) for event in found]

    def _note(self, call: Expression, place: Location, reason: str) -> None:
        self.not_followed.append(NotFollowed(place, unparse(call), reason))


def defaults(parameters: Parameters) -> Iterator[Expression]:
    """Yield the defaults of parameters, which run where their function is defined."""
    for each in _parameters(parameters):
        if each.default is not None:
            yield each.default


def _parameters(parameters: Parameters) -> tuple[Parameter, ...]:
    return (*parameters.positional_only, *parameters.positional, *parameters.keyword_only)


def _handed_on(call: Call) -> list[Attribute]:
    """Return the methods called `connect` that are arguments of a call, not called themselves."""
    return [
        each.value for each in call.args if isinstance(each.value, Attribute) and each.value.attr == "connect"
    ]


def _with_defaults(statement: Statement) -> Iterator[Statement | Expression]:
    for part in inside(statement):
        yield part
        if isinstance(part, FunctionDef):
            for default in defaults(part.parameters):
                yield from parts(default)
