"""What becomes of a connection: is it still there once start-up is done.

Django holds a receiver weakly unless told otherwise, takes a known key for a duplicate, and forgets what is
disconnected. https://docs.djangoproject.com/en/stable/topics/signals/#listening-to-signals
"""

from __future__ import annotations

from signal_lint.link.connections import uid_of, weak_of
from signal_lint.link.events import Connecting, Disconnecting
from signal_lint.link.sites import Happening
from signal_lint.link.values import Function, Instance, Method, Partial, Scope
from signal_lint.project import Lost
from signal_lint.source import Location
from signal_lint.syntax import Attribute, Call, Deferred, Expression, FunctionDef, Lambda, Name, Statement
from signal_lint.walk import blocks, expressions, subexpressions


def lost(happening: Happening, others: tuple[Happening, ...]) -> Lost | None:
    """Return why a connection is not there after start-up, None where nothing shows that."""
    event = happening.event
    assert isinstance(event, Connecting)
    if weak_of(event) and (reason := _collected(event)) and not any(_keeps(other, event) for other in others):
        return Lost("collected", reason)
    for other in others:
        match other.event:
            case Disconnecting() as undone if not isinstance(other.by, Function) and _undoes(undone, event):
                return Lost("disconnected", "the project disconnects it again", undone.location)
            case Connecting() as first if _holds_uid(other, happening):
                return Lost("duplicate", f"its dispatch_uid `{uid_of(event)}` is taken", first.location)
            case _:
                continue
    return _replaced(event) if weak_of(event) else None


def _keeps(other: Happening, event: Connecting) -> bool:
    """Tell whether another connection holds the same function strongly."""
    held = other.event
    return isinstance(held, Connecting) and weak_of(held) is False and held.receiver == event.receiver


def _collected(event: Connecting) -> str:
    """Say why nothing keeps a receiver alive, "" where something does or may."""
    receiver = event.receiver
    written = event.receiver_node
    match receiver:
        case Function(node=Lambda()) if isinstance(written, Lambda):
            return "nothing but the connection refers to the lambda, and that holds it weakly"
        case Function(scope=Scope(kind="function") as around, qualname=qualname):
            name = qualname.rpartition(".")[2]
            if not _escapes(name, around.body):
                return f"`{name}` is gone when the function around it returns"
        case Partial() | Instance(args=tuple(), name="") | Method(bound_to=Instance(args=tuple(), name="")):
            if _is_temporary(written):
                return "nothing but the connection refers to the object, and that holds it weakly"
            if isinstance(written, Name) and event.scope.kind == "function" and not _escapes(written.id, event.scope.body):
                return f"`{written.id}` is gone when the function around it returns"
        case _:
            return ""
    return ""


def _is_temporary(written: Expression | None) -> bool:
    match written:
        case Call():
            return True
        case Attribute(value=value):
            return _is_temporary(value)
        case _:
            return False


def _escapes(name: str, body: tuple[Statement, ...]) -> bool:
    """Tell whether a local name is used for anything but connecting: then something may keep its value."""
    return any(_used(name, statement) for statement in body)


def _used(name: str, statement: Statement) -> bool:
    if isinstance(statement, Deferred):
        return False
    for expression in expressions(statement):
        if _refers(name, expression):
            return True
    inner = (statement.body,) if isinstance(statement, FunctionDef) and statement.name != name else blocks(statement)
    return any(_used(name, one) for block in inner for one in block)


def _refers(name: str, expression: Expression) -> bool:
    match expression:
        case Call(func=Attribute(attr="connect" | "disconnect")):
            return False
        case Name(id=found):
            return found == name
        case _:
            return any(_refers(name, part) for part in subexpressions(expression))


def _undoes(undone: Disconnecting, event: Connecting) -> bool:
    if undone.signal != event.signal or undone.sender != event.sender:
        return False
    if undone.uid is not None or uid_of(event) is not None:
        return undone.uid == event.uid
    return undone.receiver == event.receiver


def _holds_uid(other: Happening, happening: Happening) -> bool:
    """Tell whether an earlier connection in the same run already holds a connection's uid."""
    first, second = other.event, happening.event
    assert isinstance(first, Connecting) and isinstance(second, Connecting)
    uid = uid_of(second)
    return (
        uid is not None
        and uid_of(first) == uid
        and other.by == happening.by
        and first.location < second.location
        and first.signal == second.signal
        and first.sender == second.sender
        and first.receiver != second.receiver
    )


def _replaced(event: Connecting) -> Lost | None:
    """Return what dropped the only reference to a module-level function: a later one of the same name."""
    receiver = event.receiver
    if not isinstance(receiver, Function) or receiver.scope.kind != "module" or "." in receiver.qualname:
        return None
    body = receiver.scope.body
    own = [s for s in body if s.span.line <= receiver.span.line <= s.span.end_line]
    if not own or not isinstance(own[0], Deferred):
        return None
    for later in body[body.index(own[0]) + 1 :]:
        if isinstance(later, Deferred) and later.kind in ("function", "class") and receiver.qualname in later.names:
            reason = f"a later definition of `{receiver.qualname}` drops the only reference to it"
            return Lost("replaced", reason, Location(receiver.path, later.span))
    return None
