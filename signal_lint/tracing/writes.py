"""What one receiver writes to the database: of which model, where, and on what conditions.

The receiver is walked along every path, and so are the functions of the project that it calls. Code outside
the project is not followed.

Invariant: a write that depends on what is not known is not certain, or has it among its conditions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from signal_lint.connections import Connection, Function
from signal_lint.flow.calls import Entry, Follow, Site
from signal_lint.flow.evaluate import Walk
from signal_lint.flow.names import resolve
from signal_lint.flow.paths import Path, forget_names, join
from signal_lint.flow.recursion import FARTHEST, entered_by, is_intervened, is_plain
from signal_lint.flow.scenes import DELETING, INSTANCE, SAVING
from signal_lint.flow.statements import walked
from signal_lint.models import Model
from signal_lint.project import Lookup, Project
from signal_lint.record import record
from signal_lint.source import Location
from signal_lint.syntax import Attribute, Expression
from signal_lint.tracing.conditions import Known, around, open_facts, readable, told
from signal_lint.tracing.rows import ANY_MODEL, Asking, is_of_manager
from signal_lint.tracing.writing import AWAITED, M2M_CHANGED, MANAGING, Writing, of_call

LATER = "later, when what it is handed to calls it"


@record
class Write:
    """A call of a receiver that writes to the database; `verb` is Django's word for it, without an `a`.

    `location` is the call, in the receiver or in what that calls. `when` are the conditions on the way as
    text. `certain` is false where it may not happen although all of them hold.
    """

    verb: str
    model: Model
    location: Location
    when: tuple[str, ...]
    certain: bool


@record
class Effect:
    """A write, and what its signals carry: by name, what is not there is not known.

    `doubts` say why it is not certain. `holder` is the model of the instance, where that is not the sender.
    """

    write: Write
    carried: Mapping[str, Expression]
    doubts: tuple[str, ...]
    holder: Model | None = None


@record
class Unread:
    """A call that writes, as far as one can see, to a model that is not known; `text` is the call."""

    text: str
    location: Location


@record
class Effects:
    """What a receiver writes, in the order in which it comes to it, and what of it could not be read."""

    effects: tuple[Effect, ...] = ()
    unread: tuple[Unread, ...] = ()


def writes(connection: Connection, project: Project) -> tuple[Write, ...]:
    """Return what a connected receiver writes, whatever its signal carries; nothing without its source."""
    sender = connection.sender.model or ANY_MODEL
    # Either side of a many-to-many relation may be the instance.
    instance = ANY_MODEL if connection.signal_name == M2M_CHANGED else None
    known = Known(sender, {}, instance=instance)
    return tuple(effect.write for effect in effects(connection, known, project.lookup).effects)


def effects(connection: Connection, known: Known, lookup: Lookup) -> Effects:
    """Return what a connected receiver writes for a signal of which something is known."""
    function = connection.receiver.function
    if function is None:
        return Effects()
    instance = known.instance or known.model
    walk = walked(function, _following(instance, lookup))
    groups: dict[tuple[object, ...], list[tuple[Site, Writing]]] = defaultdict(list)
    unread: dict[Location, Unread] = {}
    for site in walk.sites:
        within = site.frame.function
        if open_facts(site.path, known, function, lookup) is None:
            continue
        place = Location(within.location.path, site.written.span)
        found = of_call(site, Asking(within, known.model, instance, lookup), known)
        if found is not None:
            hops = tuple(hop.location for hop in site.frame.hops)
            groups[place, hops, found.verb, found.model.name].append((site, found))
        elif _may_write(site):
            unread[place] = Unread(readable(site.written), place)
    read = Reading(connection, function, known, lookup, _iterated(walk))
    return Effects(tuple(_effect(group, read) for group in groups.values()), tuple(unread.values()))


@record
class Reading:
    """What a receiver is read with: what is known of its signal, and what its loops go through."""

    connection: Connection
    function: Function
    known: Known
    lookup: Lookup
    iterated: frozenset[Expression]


def _iterated(walk: Walk) -> frozenset[Expression]:
    loops = (read for read in walk.reads if read.iterated)
    return frozenset(resolve(read.written, path.bindings) for read in loops for path in read.paths)


def _effect(group: list[tuple[Site, Writing]], read: Reading) -> Effect:
    """Return what a call writes on all the paths that lead to it."""
    site, first = group[0]
    carried = dict(first.carried)
    for _, other in group:
        carried = {name: value for name, value in carried.items() if other.carried.get(name) == value}
    doubts = [doubt for _, found in group for doubt in found.doubts]
    paths = forget_names(tuple(each.path for each, _ in group))
    doubts += [doubt for path in paths for doubt in around(path)]
    if site.frame.deferred:
        doubts.append(LATER)
    if is_intervened(read.function, read.connection):
        doubts.append("a decorator of the receiver may keep it from running")
    when = (*_conditions(paths, read), *first.when)
    place = Location(site.frame.function.location.path, site.written.span)
    write = Write(first.verb, first.model, place, when, certain=not doubts)
    return Effect(write, carried, tuple(dict.fromkeys(doubts)), first.holder)


def _conditions(paths: tuple[Path, ...], read: Reading) -> tuple[str, ...]:
    """Return what any of several paths takes: what all of them do, then what one or another does."""
    left = (open_facts(path, read.known, read.function, read.lookup) or () for path in paths)
    # Paths that differ in what they did as well could not meet before.
    ways = [path.facts for path in join(tuple(Path(frozenset(facts)) for facts in left))]
    common = frozenset.intersection(*ways)
    either = [told(facts - common, read.iterated) for facts in ways]
    apart = (" or ".join(" and ".join(way) for way in either),) if all(either) else ()
    return (*told(common, read.iterated), *apart)


def _may_write(site: Site) -> bool:
    """Tell whether a call looks like one of Django's that write, and is one of a manager, or saves."""
    match site.call.func:
        case Attribute(value=target, attr=verb):
            verb = verb.removeprefix("a") if verb in AWAITED else verb
            return verb in SAVING or (verb in MANAGING and is_of_manager(target))
        case _:
            return False


def _following(of: Model, lookup: Lookup) -> Follow:
    """Return what the walk may enter: methods of the instance, and functions of the project."""

    def follow(site: Site) -> Entry | None:
        if len(site.frame.hops) >= FARTHEST:
            return None
        entry = _entry(site, of, lookup)
        return None if entry is None or not is_plain(entry.function) else entry

    return follow


def _entry(site: Site, of: Model, lookup: Lookup) -> Entry | None:
    match site.call.func:
        case Attribute(value=owner, attr=name) if owner == INSTANCE:
            method = None if name in SAVING | DELETING else lookup.method(of, name)
            return None if method is None else entered_by(method, INSTANCE, site.call.args)
        case func:
            function = lookup.called(site.written, site.frame.function)
            if function is None:
                return None
            if isinstance(func, Attribute):
                return entered_by(function, func.value, site.call.args)
            return Entry(function, site.call.args)
