"""Reading one call: does it connect, disconnect or import, and with what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from signal_lint.django.names import canonical
from signal_lint.django.signals import known_signal
from signal_lint.link.events import Connecting, Disconnecting, Event, Receiving
from signal_lint.link.likely import is_likely_signal
from signal_lint.link.values import (
    Every,
    External,
    Function,
    Given,
    Instance,
    Items,
    Literal,
    ReceiverDecorator,
    Returned,
    Scope,
    SignalObject,
    Table,
    Unknown,
    Value,
)
from signal_lint.source import Location
from signal_lint.syntax import (
    Argument,
    Attribute,
    Call,
    Expression,
    FunctionDef,
    Name,
)
from signal_lint.unparse import unparse
from signal_lint.walk import inside

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

#: The parameters of `Signal.connect` and `Signal.disconnect`, in order.
CONNECT = ("receiver", "sender", "weak", "dispatch_uid")
DISCONNECT = ("receiver", "sender", "dispatch_uid")
Arguments = dict[str, tuple[Value, str]]
NOTHING: tuple[Value, str] = (Literal(None), "")
#: Every parameter that says what is connected, for the calls whose arguments cannot all be read.
PARAMETERS = ("signal", *CONNECT)
RECEIVER = "django.dispatch.receiver"


def connecting(ev: Evaluator, node: Call, scope: Scope) -> list[Event]:
    """Return what a call of a signal's method does; nothing for any other call."""
    match node.func:
        case Attribute(value=base, attr="connect" | "disconnect" as verb):
            signal = ev.evaluate(base, scope)
            # What a parameter stands for, only a caller tells.
            is_one = is_signal(ev, signal) or isinstance(signal, Given)
            if not is_one and not (verb == "connect" and is_likely_signal(ev, signal, node, scope)):
                return []
            given = _given(ev, node, scope, CONNECT if verb == "connect" else DISCONNECT)
            if verb == "connect":
                return _in_turn(_connected(node, signal, unparse(base), given, scope))
            return [_disconnected(node, signal, unparse(base), given, scope)]
        case _:
            return []


def is_signal(ev: Evaluator, value: Value) -> bool:
    """Tell whether a value is certainly a Django signal."""
    match value:
        case SignalObject():
            return True
        case External(name=name):
            return known_signal(canonical(name)) is not None
        case Returned() | Instance():
            return ev.signal_kind(value) != ""
        case _:
            return False


def _given(ev: Evaluator, node: Call, scope: Scope, names: tuple[str, ...]) -> Arguments:
    """Return the arguments of a call by parameter, each with its text.

    Behind a `*` or `**` whose items are not known, any parameter may be given.
    """
    found: Arguments = {}
    positional = iter(names)
    hidden: list[str] = []
    for written in node.args:
        value = ev.evaluate(written.value, scope)
        text = unparse(written.value)
        match written, value:
            case Argument(keyword=str(name)), _:
                found[name] = (value, text)
            case Argument(star="**"), Table(items=items, complete=complete):
                found |= {str(k.value): (v, text) for k, v in items if isinstance(k, Literal)}
                hidden += [] if complete else [f"**{text}"]
            case Argument(star="*"), Items(elements=elements, exact=True):
                found |= {name: (element, text) for name, element in zip(positional, elements, strict=False)}
            case Argument(star=""), _:
                found[next(positional, "")] = (value, text)
            case _:
                hidden.append(f"{written.star}{text}")
                found |= {name: (Unknown(text), text) for name in positional if written.star == "*"}
    # A parameter that stays without an argument may have one of those.
    return {name: (Unknown(text), text) for text in hidden for name in PARAMETERS} | found


def _connected(node: Call, signal: Value, signal_text: str, given: Arguments, scope: Scope) -> Connecting:
    receiver, receiver_text = given.get("receiver", (Unknown(""), ""))
    sender, sender_text = given.get("sender", (None, ""))
    return Connecting(
        form="connect",
        location=Location(scope.path, node.span),
        signal=signal,
        signal_text=signal_text,
        sender=None if sender == Literal(None) else sender,
        sender_text=sender_text,
        receiver=receiver,
        receiver_text=receiver_text,
        uid=given.get("dispatch_uid", (None, ""))[0],
        weak=given.get("weak", (None, ""))[0],
        scope=scope,
        receiver_node=next((a.value for a in node.args if unparse(a.value) == receiver_text), None),
        call=node,
        sender_argument=next((a for a in node.args if _may_be_sender(a, sender_text)), None),
    )


def _may_be_sender(argument: Argument, text: str) -> bool:
    named = argument.star == "" and argument.keyword in (None, "sender")
    return named and unparse(argument.value) == text


def _disconnected(
    node: Call, signal: Value, signal_text: str, given: Arguments, scope: Scope
) -> Disconnecting:
    event = _connected(node, signal, signal_text, given, scope)
    return Disconnecting(
        location=event.location,
        signal=signal,
        signal_text=signal_text,
        sender=event.sender,
        sender_text=event.sender_text,
        receiver=event.receiver if given.get("receiver", NOTHING)[0] != Literal(None) else None,
        receiver_text=event.receiver_text,
        uid=event.uid,
        scope=scope,
        receiver_node=event.receiver_node,
    )


def applied(
    ev: Evaluator, decorator: ReceiverDecorator, function: Value, text: str, location: Location
) -> list[Event]:
    """Return the connections of `receiver(…)` applied to a function, one for each of its signals."""
    scope = decorator.scope
    given = _given(ev, decorator.call, scope, ("signal",))
    signal, signal_text = given.pop("signal", (Unknown(""), ""))
    given["receiver"] = (function, text)
    events: list[Event] = []
    for one, one_text in _signals(signal, signal_text):
        event = _connected(decorator.call, one, one_text, given, scope)
        events += _in_turn(_at_site(event, location))
    return events


def receiving(
    ev: Evaluator, written: Expression, scope: Scope, location: Location, on: str = ""
) -> list[Event]:
    """Return the use of `receiver` that an expression is: its bare name, or a call of it."""
    call = written if isinstance(written, Call) else None
    match ev.evaluate(written if call is None else call.func, scope):
        case External(name=name) if canonical(name) == RECEIVER:
            given = {} if call is None else _given(ev, call, scope, ("signal",))
            signal, _ = given.get("signal", (Unknown(""), ""))
            # Django connects to the first of several, and says so if it cannot.
            first = signal.elements[:1] if isinstance(signal, Items) else (signal,)
            return [Receiving(location, call, on, *(first or (signal,)))]
        case _:
            return []


def wrapped(event: Event, args: tuple[Value, ...]) -> Event:
    """Return an event with the function that its receiver wraps, where that is one of some arguments."""
    match event:
        case Connecting(receiver=Function(scope=around) as receiver, wraps=None):
            held = [pair for scope in _outwards(around) for pair in scope.bindings.items()]
            for each in args:
                names = {name for name, value in held if isinstance(each, Function) and value == each}
                if names and isinstance(each, Function) and not _only_calls_back(receiver, names):
                    return replace(event, wraps=each)
            return event
        case _:
            return event


def _only_calls_back(receiver: Function, names: set[str]) -> bool:
    """Tell whether a receiver calls a function with values of its own, and hands on nothing of the signal's.

    Such a function is no receiver that is wrapped: it cannot tell which signal it was.
    """
    body = receiver.node.body if isinstance(receiver.node, FunctionDef) else ()
    parts = (part for statement in body for part in inside(statement))
    calls = [
        part
        for part in parts
        if isinstance(part, Call) and isinstance(part.func, Name) and part.func.id in names
    ]
    parameters = receiver.node.parameters
    given = {each.name for each in (*parameters.positional, *parameters.keyword_only)}
    return bool(calls) and not any(
        each.star or (isinstance(each.value, Name) and each.value.id in given)
        for call in calls
        for each in call.args
    )


def _outwards(scope: Scope | None) -> Iterator[Scope]:
    while scope is not None:
        yield scope
        scope = scope.parent


def names_signal(ev: Evaluator, node: Call, scope: Scope) -> bool:
    """Tell whether a call of `receiver` names what certainly is a signal."""
    signal, text = _given(ev, node, scope, ("signal",)).get("signal", (Unknown(""), ""))
    return any(is_signal(ev, one) for one, _ in _signals(signal, text))


def _in_turn(event: Connecting) -> list[Event]:
    """Return one connection for each value that the sender has in turn."""
    if not isinstance(event.sender, Every):
        return [event]
    return [replace(event, sender=sender) for sender in event.sender.values]


def _at_site(event: Connecting, location: Location) -> Connecting:
    """Return what `receiver(…)` connects where it is applied; the call itself may stand elsewhere."""
    path, around = event.location.path, location.span
    inner = event.location.span
    begins = (around.line, around.column) <= (inner.line, inner.column)
    ends = (inner.end_line, inner.end_column) <= (around.end_line, around.end_column)
    is_here = path == location.path and begins and ends
    return replace(event, form="decorator", location=location, call=event.call if is_here else None)


def _signals(signal: Value, text: str) -> list[tuple[Value, str]]:
    if not isinstance(signal, Items):
        return [(signal, text)]
    rest = [] if signal.complete else [(Unknown(text), text)]
    return [*((element, text) for element in signal.elements), *rest]
