"""What becomes of a connection: is it still there once start-up is done.

Django holds a receiver weakly unless told otherwise, takes a known key for a duplicate, and forgets what is
disconnected. https://docs.djangoproject.com/en/stable/topics/signals/#listening-to-signals
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from operator import itemgetter

from signal_lint.connections import Lost
from signal_lint.link.bindings import binds
from signal_lint.link.connections import uid_of, weak_of
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Connecting, Disconnecting
from signal_lint.link.happenings import Happening
from signal_lint.link.keeping import escapes, is_decorated, redefined_in_loop, replaced, without_return
from signal_lint.link.temporaries import (
    is_for_a_while,
    is_made,
    is_made_by,
    is_passed_elsewhere,
    local_value,
)
from signal_lint.link.values import Function, Instance, Method, Partial, Scope, Value
from signal_lint.source import Location
from signal_lint.syntax import Attribute, Call, Expression, Lambda, Name


class Fates:
    """What becomes of connections. `others` are all that happens, in order where one module does both.

    What can bear on a connection is looked up: to go through all for each would take the square of their
    number.
    """

    def __init__(self, ev: Evaluator, others: tuple[Happening, ...]) -> None:
        self._ev = ev
        self._numbers = {id(other): number for number, other in enumerate(others)}
        self._held: set[Value] = set()
        self._undoing: dict[tuple[Value, Value | None], list[Happening]] = {}
        self._uids: dict[tuple[str | None, Value, Value | None], list[Happening]] = {}
        self._places: dict[Location, list[tuple[int, Connecting]]] = {}
        for other in others:
            self._note(other, other.event)

    def _note(self, other: Happening, event: Connecting | Disconnecting) -> None:
        if isinstance(event, Disconnecting):
            if event.certain:
                self._undoing.setdefault((event.signal, event.sender), []).append(other)
            return
        if event.weak is not None and weak_of(event) is not True:
            self._held.add(event.receiver)
        if event.certain:
            self._uids.setdefault((uid_of(event), event.signal, event.sender), []).append(other)
            place = self._places.setdefault(event.location, [])
            place.append((self._numbers[id(other)], event))

    def lost(self, event: Connecting, happening: Happening) -> Lost | None:
        """Return why a connection is not there after start-up, None where nothing shows that."""
        is_weak = weak_of(event) is True and event.receiver not in self._held
        if is_weak and (reason := _collected(self._ev, event)):
            return Lost("collected", reason)
        found = [*self._undone(event, happening), *self._doubled(event, happening)]
        found += self._redefined(event, happening) if is_weak else ()
        if found:
            return min(found, key=itemgetter(0))[1]
        return replaced(self._ev, event) if is_weak else None

    def _undone(self, event: Connecting, happening: Happening) -> Iterator[tuple[int, Lost]]:
        for other in self._undoing.get((event.signal, event.sender), ()):
            is_earlier = self._is_before(other, happening) and other.by == happening.by
            if not isinstance(other.by, Function) and not is_earlier and _undoes(other.event, event):
                reason = "the project disconnects it again"
                yield self._numbers[id(other)], Lost("disconnected", reason, other.event.location)

    def _doubled(self, event: Connecting, happening: Happening) -> Iterator[tuple[int, Lost]]:
        """Yield what holds the uid under which another function is to be connected."""
        uid = uid_of(event)
        for other in () if uid is None else self._uids.get((uid, event.signal, event.sender), ()):
            if not self._is_before(other, happening):
                return
            if other.by == happening.by and other.event.receiver != event.receiver:
                reason = f"its dispatch_uid `{uid}` is taken"
                yield self._numbers[id(other)], Lost("duplicate", reason, other.event.location)
                return

    def _redefined(self, event: Connecting, happening: Happening) -> Iterator[tuple[int, Lost]]:
        for number, later in self._places.get(event.location, ()):
            if number >= self._numbers[id(happening)] and redefined_in_loop(self._ev, later, event):
                reason = f"the next round of the loop defines `{event.receiver_text}` again"
                yield number, Lost("replaced", reason, event.location)
                return

    def _is_before(self, other: Happening, happening: Happening) -> bool:
        return self._numbers[id(other)] < self._numbers[id(happening)]


def _collected(ev: Evaluator, event: Connecting) -> str:
    """Say why nothing keeps a receiver alive, "" where something does or may."""
    receiver = event.receiver
    written = event.receiver_node
    match receiver:
        case Function(node=Lambda()):
            return _of_lambda(ev, event)
        case Function(scope=Scope(kind="function") as around, qualname=qualname):
            name = qualname.rpartition(".")[2]
            if isinstance(written, Call) and is_made_by(ev, written, receiver, event.scope):
                around = replace(around, body=without_return(name, around.body))
            elif isinstance(written, Call):
                return ""
            if not _may_keep(ev, name, around, event) and not is_decorated(ev, receiver):
                return f"`{name}` is gone when the function around it returns"
        case Method(function=function) if is_decorated(ev, function):
            return ""
        case Partial() | Instance(args=tuple()) | Method(bound_to=Instance(args=tuple())):
            if is_made(ev, written, event.scope):
                return "nothing but the connection refers to the object, and that holds it weakly"
            local = _local_name(written, event.scope)
            value = local_value(local, event.scope.body)
            if is_made(ev, value, event.scope) and not _may_keep(ev, local, event.scope, event):
                return f"`{local}` is gone when the function around it returns"
        case _:
            return ""
    return ""


def _of_lambda(ev: Evaluator, event: Connecting) -> str:
    if isinstance(event.receiver_node, Lambda):
        return "nothing but the connection refers to the lambda, and that holds it weakly"
    local = _local_name(event.receiver_node, event.scope)
    if isinstance(local_value(local, event.scope.body), Lambda) and not _may_keep(
        ev, local, event.scope, event
    ):
        return f"`{local}` is gone when the function around it returns"
    return ""


def _may_keep(ev: Evaluator, name: str, around: Scope, event: Connecting) -> bool:
    """Tell whether a function may give the value of a local name to somebody, or takes it back itself."""
    body = around.body
    return escapes(name, body) or is_for_a_while(body) or is_passed_elsewhere(ev, name, body, event.scope)


def _local_name(written: Expression | None, scope: Scope) -> str:
    """Return the name that a function binds the receiver, or the object of a method, to; "" for none."""
    match written:
        case Name(id=name) | Attribute(value=Name(id=name)) if scope.kind == "function":
            is_local = any(name in binds(statement) for statement in scope.body)
            return name if is_local else ""
        case _:
            return ""


def _undoes(undone: Connecting | Disconnecting, event: Connecting) -> bool:
    """Tell whether what is disconnected from the same signal and sender is this connection."""
    if undone.uid is not None or uid_of(event) is not None:
        return undone.uid == event.uid
    return undone.receiver == event.receiver
