"""What becomes of a connection: is it still there once start-up is done.

Django holds a receiver weakly unless told otherwise, takes a known key for a duplicate, and forgets what is
disconnected. https://docs.djangoproject.com/en/stable/topics/signals/#listening-to-signals
"""

from __future__ import annotations

from dataclasses import replace

from signal_lint.connections import Lost
from signal_lint.link.bindings import binds
from signal_lint.link.connections import uid_of, weak_of
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Connecting, Disconnecting
from signal_lint.link.keeping import escapes, is_decorated, redefined_in_loop, replaced, without_return
from signal_lint.link.sites import Happening
from signal_lint.link.temporaries import (
    is_for_a_while,
    is_made,
    is_made_by,
    is_passed_elsewhere,
    local_value,
)
from signal_lint.link.values import Function, Instance, Method, Partial, Scope
from signal_lint.syntax import Attribute, Call, Expression, Lambda, Name


def lost(
    ev: Evaluator, event: Connecting, happening: Happening, others: tuple[Happening, ...]
) -> Lost | None:
    """Return why a connection is not there after start-up, None where nothing shows that.

    `others` are all that happens, in order where one module or `ready()` does both.
    """
    is_weak = weak_of(event) is True and not any(_may_hold(other, event) for other in others)
    if is_weak and (reason := _collected(ev, event)):
        return Lost("collected", reason)
    is_before = True
    for other in others:
        is_before = is_before and other is not happening
        match other.event:
            case Disconnecting(certain=True) as undone if _undoes(undone, event):
                if not isinstance(other.by, Function) and not (is_before and other.by == happening.by):
                    return Lost("disconnected", "the project disconnects it again", undone.location)
            case Connecting(certain=True) as first if (
                is_before and other.by == happening.by and _holds_uid(first, event)
            ):
                return Lost("duplicate", f"its dispatch_uid `{uid_of(event)}` is taken", first.location)
            case Connecting(certain=True) as later if (
                is_weak and not is_before and redefined_in_loop(ev, later, event)
            ):
                reason = f"the next round of the loop defines `{event.receiver_text}` again"
                return Lost("replaced", reason, event.location)
            case _:
                continue
    return replaced(ev, event) if is_weak else None


def _may_hold(other: Happening, event: Connecting) -> bool:
    """Tell whether another connection holds, or may hold, the same function strongly."""
    held = other.event
    return (
        isinstance(held, Connecting)
        and held.weak is not None
        and (weak_of(held) is not True and held.receiver == event.receiver)
    )


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


def _undoes(undone: Disconnecting, event: Connecting) -> bool:
    if undone.signal != event.signal or undone.sender != event.sender:
        return False
    if undone.uid is not None or uid_of(event) is not None:
        return undone.uid == event.uid
    return undone.receiver == event.receiver


def _holds_uid(first: Connecting, second: Connecting) -> bool:
    """Tell whether a connection holds the uid under which another function is to be connected."""
    uid = uid_of(second)
    return (
        uid is not None
        and uid_of(first) == uid
        and first.signal == second.signal
        and first.sender == second.sender
        and first.receiver != second.receiver
    )
