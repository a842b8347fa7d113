"""The calls of one receiver that send its signal again without end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from signal_lint.connections import Connection, Function
from signal_lint.flow.calls import Entry, Follow, Hop, Site
from signal_lint.flow.entering import BOUND
from signal_lint.flow.expressions import last_name
from signal_lint.flow.guards import Weight, weigh
from signal_lint.flow.names import ALL, resolve, sent
from signal_lint.flow.paths import Path, forget_names
from signal_lint.flow.resending import resent
from signal_lint.flow.scenes import INSTANCE, Recursion, Resend, Scene
from signal_lint.flow.statements import reached_calls
from signal_lint.flow.truth import truth
from signal_lint.project import Lookup
from signal_lint.record import record
from signal_lint.source import Location
from signal_lint.syntax import (
    Argument,
    Assign,
    Attribute,
    BoolOp,
    Call,
    Constant,
    Decorator,
    Expr,
    Expression,
    FunctionDef,
    IfExp,
    Return,
)
from signal_lint.walk import own_parts

FARTHEST = 2
# What tells whether a call sends the signal again.
Sends = Callable[[Site, Scene], Resend | None]
# Decorators that run the function whenever they are called, with the same arguments.
TRANSPARENT = frozenset(
    {"receiver", "atomic", "staticmethod", "classmethod", "disable_for_loaddata", "override"}
)


@record
class Resending:
    """A call of a receiver that sends its signal again, with nothing, or too little, in its way.

    `location` is the call in the receiver itself; `hops` lead on from it to `call`, which
    sends. Both are as written. `weakly_guarded` tells whether a test stands before it that
    nothing changes, `on_update` whether only the update of a row gets there.
    """

    location: Location
    call: Call
    resend: Resend
    hops: tuple[Hop, ...]
    deferred: bool
    weakly_guarded: bool
    on_update: bool

    @property
    def is_certain(self) -> bool:
        """Tell whether the source in sight is enough to see the recursion."""
        return not (self.hops or self.deferred or self.weakly_guarded or self.resend.what == "row")


def resendings(
    connection: Connection, recursion: Recursion, lookup: Lookup, sends: Sends = resent
) -> Iterator[Resending]:
    """Yield the calls by which a connected receiver makes itself run again without end."""
    function = connection.receiver.function
    if function is None or is_intervened(function, connection):
        return
    scene = Scene(recursion, connection, lookup)
    for site, resend, paths in _sending(reached_calls(function, following(scene)), scene, sends):
        weight, path = max(
            ((weigh(path, resend, scene), path) for path in forget_names(paths)), key=lambda pair: pair[0]
        )
        if weight > Weight.UNSETTLED:
            frame, here = site.frame, Location(function.location.path, site.written.span)
            location = frame.hops[0].location if frame.hops else here
            weak = weight is Weight.WEAK
            yield Resending(
                location, site.written, resend, frame.hops, frame.deferred, weak, _needs_update(path)
            )


def _needs_update(path: Path) -> bool:
    """Tell whether a path is closed to the signal of a new row."""
    new = {sent("created").id: Constant(value=True)}
    return any(truth(resolve(fact.test, new)) is (not fact.holds) for fact in path.facts)


def _sending(
    sites: tuple[Site, ...], scene: Scene, sends: Sends
) -> list[tuple[Site, Resend, tuple[Path, ...]]]:
    """Return the calls that send the signal again, each with the paths that lead to it."""
    found: list[tuple[Site, Resend, tuple[Path, ...]]] = []
    for site in sites:
        resend = sends(site, scene)
        if resend is None:
            continue
        same = (i for i, (other, known, _) in enumerate(found) if _is_same(other, site) and known == resend)
        index = next(same, len(found))
        before = found[index][2] if index < len(found) else ()
        found[index : index + 1] = [(site, resend, (*before, site.path))]
    return found


def _is_same(one: Site, other: Site) -> bool:
    return (one.written.span, one.frame) == (other.written.span, other.frame)


def following(scene: Scene) -> Follow:
    """Return what the walk may enter: methods of the instance, and functions that are passed it."""

    def follow(site: Site) -> Entry | None:
        if len(site.frame.hops) >= FARTHEST:
            return None
        entry = _method(site.call, scene) or _function(site, scene.lookup)
        return None if entry is None or not is_plain(entry.function) else entry

    return follow


def _method(call: Call, scene: Scene) -> Entry | None:
    model = scene.connection.sender.model
    match call.func:
        case Attribute(value=owner, attr=name) if owner == INSTANCE and model is not None:
            if name in scene.recursion.verbs:
                return None
            method = scene.lookup.method(model, name)
            return None if method is None else entered_by(method, INSTANCE, call.args)
        case _:
            return None


def _function(site: Site, lookup: Lookup) -> Entry | None:
    values = [argument.value for argument in site.call.args]
    if INSTANCE not in values and ALL not in values:
        return None
    function = lookup.called(site.written, site.frame.function)
    match site.call.func:
        case _ if function is None:
            return None
        case Attribute(value=owner):
            return entered_by(function, owner, site.call.args)
        case _:
            return Entry(function, site.call.args)


def entered_by(method: Function, owner: Expression, args: tuple[Argument, ...]) -> Entry:
    """Return how a function is entered that was found as an attribute: with its owner, where it takes one."""
    parameters = method.parameters
    first = next(iter((*parameters.positional_only, *parameters.positional)), None)
    bound = first is not None and first.name in BOUND
    return Entry(method, (Argument(owner), *args) if bound else args)


def is_intervened(function: Function, connection: Connection) -> bool:
    """Tell whether a decorator may keep the receiver from running, or from running again.

    `@receiver` connects what stands below it; a decorator above never runs for a signal. One of the project
    may connect a wrapper, which may test whatever it likes before it calls the function.
    """
    wrapper = connection.receiver.wrapper
    if wrapper is not None:
        return len(_decorators(function)) > 1 or not _calls_at_once(wrapper)
    line = connection.location.span.line
    decorated = connection.form != "connect" and connection.location.path == function.location.path
    return any(
        not _is_transparent(decorator) and not (decorated and decorator.span.line <= line)
        for decorator in _decorators(function)
    )


def _calls_at_once(wrapper: Function) -> bool:
    """Tell whether a wrapper does nothing but calls, one after the other."""
    body = wrapper.definition.body if isinstance(wrapper.definition, FunctionDef) else ()
    simple = all(isinstance(statement, Assign | Expr | Return) for statement in body)
    parts = (part for statement in body for part in own_parts(statement))
    return simple and not any(isinstance(part, BoolOp | IfExp) for part in parts)


def is_plain(function: Function) -> bool:
    """Tell whether no decorator may keep a function from running when it is called."""
    return all(map(_is_transparent, _decorators(function)))


def _decorators(function: Function) -> tuple[Decorator, ...]:
    match function.definition:
        case FunctionDef(decorators=decorators):
            return decorators
        case _:
            return ()


def _is_transparent(decorator: Decorator) -> bool:
    match decorator.expression:
        case Call(func=func):
            return last_name(func) in TRANSPARENT
        case expression:
            return last_name(expression) in TRANSPARENT
