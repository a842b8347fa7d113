"""Finding every place that connects, and running it on paper.

A place is run where start-up runs it, with the values that it has there: with its module, or by a `ready()`.
A function that nothing at start-up calls is run by itself, and by whatever calls it with arguments.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from signal_lint.connections import NotFollowed, ReceiverUse
from signal_lint.django.names import ROUTINE
from signal_lint.facts import CONNECTING
from signal_lint.link.connections import signal_of
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Connecting, Disconnecting, Event, Receiving
from signal_lint.link.execution import Execution
from signal_lint.link.happenings import Happening, by_class_statements, settled
from signal_lint.link.imports import Imports
from signal_lint.link.places import is_test
from signal_lint.link.receivers import RECEIVER, aliases_of, can_mean_receiver
from signal_lint.link.startup import Ready
from signal_lint.link.unreached import Unreached
from signal_lint.link.values import Class, Function, Scope
from signal_lint.source import Location
from signal_lint.syntax import Attribute, ClassDef, Deferred, FunctionDef, Name, Return, Statement
from signal_lint.walk import blocks, inside

NO_NAMES: frozenset[str] = frozenset()
#: What a connection is written with.
WRITTEN = CONNECTING - {"disconnect"}
#: How many times the callers of functions that connect are looked for.
ROUNDS = 2


class Sites:
    """Every place of a project that connects."""

    def __init__(self, ev: Evaluator, imports: Imports, readies: tuple[Ready, ...]) -> None:
        self._ev = ev
        self._imports = imports
        self._readies = readies
        self._happenings: list[Happening] = []
        self._receivings: dict[Location, Receiving] = {}
        self._connectors: dict[Function, bool] = {}
        self.not_followed: tuple[NotFollowed, ...] = ()
        self._words = CONNECTING
        self._written: dict[str, frozenset[str]] = {}
        self._others: dict[str, frozenset[str]] = {}
        self._inner: dict[int, tuple[Statement, frozenset[str]]] = {}
        self._caring: dict[int, tuple[Statement, bool]] = {}

    def find(self) -> tuple[Happening, ...]:
        """Return every connection and disconnection of the project."""
        for ready in self._readies:
            self._keep(ready.events, ready)
        paths = self._ev.sources.containing(WRITTEN)
        self._follow(paths)
        found = (*settled(self._ev, self._happenings), *self._unreached(paths))
        return by_class_statements(self._ev, found)

    def find_in(self, found: Iterable[str]) -> tuple[Happening, ...]:
        """Return what some files connect and disconnect, and who calls them."""
        self._follow(found)
        return settled(self._ev, self._happenings)

    def _follow(self, found: Iterable[str]) -> None:
        paths = sorted(found)
        aliases = {path: aliases_of(self._ev.sources.facts(path).body) for path in paths}
        self._words = CONNECTING.union(*aliases.values())
        for path in paths:
            self._module(path, aliased=bool(aliases[path]))
            self._written[path] = (WRITTEN | aliases[path]) - self._others.get(path, NO_NAMES)
        for _ in range(ROUNDS):
            self._callers()

    def _unreached(self, paths: Iterable[str]) -> tuple[Happening, ...]:
        """Return what no run came by, each by the function around it or by its module."""
        before = len(self._happenings)
        met = _places(settled(self._ev, self._happenings))
        unreached = Unreached(self._ev, met, self._run_alone)
        for path in paths:
            unreached.look(path, self._written[path])
        self.not_followed = tuple(sorted(unreached.not_followed, key=attrgetter("location")))
        more = [Happening(event, by) for event, by in unreached.found]
        return settled(self._ev, self._happenings[before:] + more)

    def _run_alone(self, function: Function) -> set[Location]:
        """Run a function by itself, and return the places that it came by."""
        before = len(self._happenings)
        execution = Execution(self._ev, self._follows, self._cares)
        execution.enter(function, (), ())
        self._keep(execution.events, function)
        return _places(settled(self._ev, self._happenings[before:]))

    def receiver_uses(self) -> tuple[ReceiverUse, ...]:
        """Return every use of `receiver` that was met, sorted by place."""
        return tuple(
            ReceiverUse(location, each.call, each.on, signal_of(each.signal))
            for location, each in sorted(self._receivings.items())
        )

    def _keep(
        self, events: Iterable[Event], by: str | Ready | Function, within: Location | None = None
    ) -> None:
        for event in events:
            match event:
                case Connecting() | Disconnecting():
                    self._happenings.append(Happening(event, by, within))
                case Receiving(location=location):
                    self._receivings[location] = event
                case _:
                    continue

    def _module(self, path: str, *, aliased: bool) -> None:
        scope = self._ev.module_scope(path)
        if not can_mean_receiver(self._ev, path):
            self._others[path] = RECEIVER
        words = self._words_in(path)
        for statement in scope.body:
            whole: Statement | None = statement
            if isinstance(statement, Deferred):
                if not (statement.mentions or aliased) or not self._holds(path, statement, words):
                    continue
                whole = self._ev.sources.header(path, statement.key, words)
            if whole is not None:
                self._collect(whole, scope)
                self._run(whole, scope, path)

    def _words_in(self, path: str) -> frozenset[str]:
        """Return the words that may stand for a connection in a file."""
        return self._words - self._others.get(path, NO_NAMES)

    def _holds(self, path: str, statement: Deferred, words: frozenset[str]) -> bool:
        return self._ev.sources.mentions(path, statement.key, words)

    def _is_done(self, path: str, statement: Deferred) -> bool:
        """Tell whether a statement was looked at with its module."""
        others = self._others.get(path)
        return statement.mentions and (not others or self._holds(path, statement, CONNECTING - others))

    def _run(self, statement: Statement, scope: Scope, path: str) -> None:
        execution = Execution(self._ev, self._follows, self._cares)
        execution.run((statement,), scope)
        self._keep(execution.events, path, Location(path, statement.span))

    def _collect(self, statement: Statement, scope: Scope) -> None:
        """Note the functions of a statement whose bodies connect, methods included."""
        whole = statement
        if isinstance(statement, Deferred):
            found = self._ev.sources.statement(scope.path, statement.key)
            if found is None:
                return
            whole = found
        match whole:
            case FunctionDef(body=body) if any(map(self._cares, body)):
                self._connectors.setdefault(self._ev.function(whole, scope), False)
                self._heed(body)
            case ClassDef(name=name, body=body):
                owner = Class(scope.path, self._ev.qualname(scope, name), whole.span, whole, scope)
                inner = Scope(scope.path, body, "class", owner.qualname, None, scope, {}, owner)
                for member in body:
                    words = self._words_in(scope.path)
                    if not isinstance(member, Deferred) or self._holds(scope.path, member, words):
                        self._collect(member, inner)
            case _:
                for block in blocks(whole):
                    for inside_block in block:
                        self._collect(inside_block, scope)

    def _heed(self, body: tuple[Statement, ...]) -> None:
        """Take the names of inner functions that connect for words of a connection: their calls matter.

        In the function around them only: elsewhere, a `wrapper` or a `decorator` is another.
        """
        parts = [part for statement in body for part in inside(statement) if isinstance(part, Statement)]
        functions = [part for part in parts if isinstance(part, FunctionDef)]
        names = frozenset(each.name for each in functions if any(map(self._cares, each.body)))
        if names:
            self._inner |= {id(part): (part, names) for part in parts}
            self._caring.clear()

    def _cares(self, statement: Statement) -> bool:
        """Tell whether a statement holds a word of a connection, or the name of a function that connects."""
        if isinstance(statement, Deferred):
            return statement.mentions
        known = self._caring.get(id(statement))
        if known is None or known[0] is not statement:
            _, inner = self._inner.get(id(statement), (statement, NO_NAMES))
            known = (statement, _mentions(statement, self._words | inner))
            self._caring[id(statement)] = known
        return known[1]

    def _follows(self, function: Function) -> bool:
        return function in self._connectors or any(map(self._cares, _body(self._ev.whole(function))))

    def _hands_out(self, function: Function) -> bool:
        """Tell whether a function returns what connects: `receiver(…)`, or an inner function that does."""
        return any(
            isinstance(part, Return) and self._cares(part)
            for statement in _body(self._ev.whole(function))
            for part in inside(statement)
        )

    def _callers(self) -> None:
        """Run the functions that connect by themselves, then whatever calls them by name."""
        wanted: dict[str, list[Function]] = {}
        for function in [function for function, done in self._connectors.items() if not done]:
            self._connectors[function] = True
            before = len(self._happenings)
            self._run_alone(function)
            name = _called_name(function)
            connects = any(isinstance(each.event, Connecting) for each in self._happenings[before:])
            if (connects or self._hands_out(function)) and _is_called_by_name(function, name):
                wanted.setdefault(name, []).append(function)
        if not wanted:
            return
        self._words = self._words.union(wanted)
        self._caring.clear()
        for path, words in self._ev.sources.containing(frozenset(wanted)).items():
            if any(self._knows(path, function) for word in sorted(words) for function in wanted[word]):
                self._call_sites(path)

    def _knows(self, path: str, function: Function) -> bool:
        """Tell whether a file can name a function: it holds it, imports it, or calls a method."""
        if path == function.path:
            return True
        if is_test(path):
            return False
        edges = self._imports.edges(path)
        if function.owner is not None:
            return bool(edges)
        targets = {edge.target for edge in edges}
        return function.path in targets or not targets.isdisjoint(
            self._imports.offering(function.path, function.qualname)
        )

    def _call_sites(self, path: str) -> None:
        scope = self._ev.module_scope(path)
        for statement in scope.body:
            whole: Statement | None = statement
            if isinstance(statement, Deferred):
                if self._is_done(path, statement) or not self._holds(path, statement, self._words_in(path)):
                    continue
                whole = self._ev.sources.statement(path, statement.key)
            if whole is None or not self._cares(whole):
                continue
            self._collect(whole, scope)
            self._run(whole, scope, path)


def _is_called_by_name(function: Function, name: str) -> bool:
    return not (is_test(function.path) or name in ROUTINE)


def _called_name(function: Function) -> str:
    name = function.qualname.rpartition(".")[2]
    return function.owner.node.name if name == "__init__" and function.owner is not None else name


def _body(function: Function) -> tuple[Statement, ...]:
    return function.node.body if isinstance(function.node, FunctionDef) else ()


def _mentions(statement: Statement, words: frozenset[str]) -> bool:
    for node in inside(statement):
        match node:
            case Name(id=word) | Attribute(attr=word) if word in words:
                return True
            case Deferred(mentions=True):
                return True
            case _:
                continue
    return False


def _places(happenings: Iterable[Happening]) -> set[Location]:
    """Return the places of what happens, and of the calls that name its signals."""
    events = [happening.event for happening in happenings]
    calls = [(each.location.path, each.call) for each in events if isinstance(each, Connecting)]
    named = {Location(path, call.span) for path, call in calls if call is not None}
    return named | {event.location for event in events}
