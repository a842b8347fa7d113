"""The calls of one receiver that reach beyond the database: mail, tasks, requests, processes, channels.

What is left to `on_commit()` or to a thread is left out: it is not the receiver that makes the call.
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection, Function
from signal_lint.django.effects import EFFECTS, TASK_DECORATORS, is_only_read
from signal_lint.flow.acts import Act
from signal_lint.flow.calls import Entry, Follow, Site
from signal_lint.flow.paths import Path
from signal_lint.flow.recursion import entered_by, is_intervened, is_plain
from signal_lint.flow.resending import BRIDGES
from signal_lint.flow.scenes import INSTANCE
from signal_lint.flow.statements import reached_calls
from signal_lint.project import Lookup
from signal_lint.source import Location
from signal_lint.syntax import Argument, Attribute, Call, Expression, FunctionDef, Name
from signal_lint.walk import parts

QUEUEING = frozenset({"delay", "apply_async"})
# `task.s(…)` is the task with its arguments.
SIGNATURES = frozenset({"s", "si", "signature", "subtask"})
# Who says when a task runs has thought of the transaction.
TIMED = frozenset({"countdown", "eta"})
# What asks whether there is a transaction.
ASKING = frozenset({"in_atomic_block", "get_autocommit"})


def leavings(connection: Connection, lookup: Lookup) -> Iterator[Act]:
    """Yield the calls that are made whether the transaction is committed or not, once for each place."""
    function = connection.receiver.function
    if function is None or is_intervened(function, connection):
        return
    seen: set[Location] = set()
    for site in reached_calls(function, _following(connection, lookup)):
        if site.frame.deferred or _asks(site.path):
            continue
        effect = _effect(site, lookup)
        hops = site.frame.hops
        location = hops[0].location if hops else Location(function.location.path, site.written.span)
        if effect and location not in seen:
            seen.add(location)
            yield Act(location, site.written, effect, hops)


def _asks(path: Path) -> bool:
    """Tell whether a path is taken or not according to the transaction."""
    inside = (part for fact in path.facts for part in parts(fact.test))
    return any(isinstance(part, Attribute) and part.attr in ASKING for part in inside)


def _effect(site: Site, lookup: Lookup) -> str:
    call = _unbridged(site.written)
    within = site.frame.function
    match call.func:
        case Attribute(value=owner, attr=verb) if verb in QUEUEING:
            task = _task(owner, call, within, lookup)
            timed = any(argument.keyword in TIMED for argument in call.args)
            return "" if task is None or timed else f"queues the task `{task.qualname}`"
        case Attribute() | Name():
            name = lookup.outside(call, within) or ""
            return "" if is_only_read(name, call.args) else EFFECTS.get(name, "")
        case _:
            return ""


def _unbridged(call: Call) -> Call:
    """Return the call that `async_to_sync(function)(…)` makes, any other call as it is."""
    match call:
        case Call(func=Call(func=Name(id=name), args=(Argument(value=function), *_)), args=args):
            return Call(function, args, call.span) if name in BRIDGES else call
        case _:
            return call


def _task(owner: Expression, call: Call, within: Function, lookup: Lookup) -> Function | None:
    """Return the function of a Celery task, None for anything else, and for a task of a class of its own."""
    match owner:
        case Call(func=Attribute(value=inner, attr=name)) if name in SIGNATURES:
            return _task(inner, call, within, lookup)
        case Name() | Attribute():
            task = lookup.called(Call(owner, (), call.span), within)
            return task if task is not None and _is_plain_task(task) else None
        case _:
            return None


def _is_plain_task(function: Function) -> bool:
    definition = function.definition
    decorators = definition.decorators if isinstance(definition, FunctionDef) else ()
    calls = (each.expression for each in decorators if isinstance(each.expression, Call))
    based = any(option.keyword == "base" or option.star for call in calls for option in call.args)
    return not (based or TASK_DECORATORS.isdisjoint(function.decorators))


def _following(connection: Connection, lookup: Lookup) -> Follow:
    """Return what the walk may enter: functions of the project, called by the receiver itself."""

    def follow(site: Site) -> Entry | None:
        if site.frame.hops:
            return None
        entry = _method(site.call, connection, lookup) or _function(site, lookup)
        return entry if entry is not None and is_plain(entry.function) else None

    return follow


def _method(call: Call, connection: Connection, lookup: Lookup) -> Entry | None:
    model = connection.sender.model
    match call.func:
        case Attribute(value=owner, attr=name) if owner == INSTANCE and model is not None:
            method = lookup.method(model, name)
            return None if method is None else entered_by(method, INSTANCE, call.args)
        case _:
            return None


def _function(site: Site, lookup: Lookup) -> Entry | None:
    function = lookup.called(site.written, site.frame.function)
    match site.call.func:
        case Attribute(value=owner) if function is not None:
            return entered_by(function, owner, site.call.args)
        case _:
            return None if function is None else Entry(function, site.call.args)
