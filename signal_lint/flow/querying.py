"""What one receiver reads from the database when an instance is made of a row that is loaded."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection
from signal_lint.flow.acts import Act
from signal_lint.flow.calls import Frame, Site
from signal_lint.flow.evaluate import Read
from signal_lint.flow.expressions import dotted
from signal_lint.flow.names import resolve, sent
from signal_lint.flow.paths import Fact, Path
from signal_lint.flow.places import is_settled
from signal_lint.flow.recursion import is_intervened
from signal_lint.flow.scenes import ADDING, INSTANCE, STORED
from signal_lint.flow.statements import walked
from signal_lint.flow.targets import MANAGERS, SENDER
from signal_lint.project import Lookup
from signal_lint.record import record
from signal_lint.source import Location, at_line
from signal_lint.syntax import Argument, Attribute, Call, Expression, Name
from signal_lint.walk import parts

QUERIES = "queries the database"
LOADS = "loads the related row"
RELATIONS = frozenset({"ForeignKey", "OneToOneField", "GenericForeignKey"})
# What makes another query of a query.
REFINING = frozenset(
    {"all", "filter", "exclude", "order_by", "reverse", "distinct", "values", "values_list", "annotate"}
    | {"only", "defer", "using", "select_related", "prefetch_related", "select_for_update"}
)
# What sends a query to the database.
SENDING = frozenset(
    {"get", "first", "last", "latest", "earliest", "count", "exists", "aggregate", "in_bulk", "contains"}
    | {"create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "update", "delete"}
)
GOING_THROUGH = frozenset({"list", "tuple", "set", "frozenset", "dict", "sorted", "len", "bool", "sum"})
# What holds while a row is loaded: it has a key, and is marked as stored only after its instance was made.
LOADED = frozenset(
    {
        *(fact for fact in STORED if fact.test != ADDING),
        Fact(ADDING, holds=True),
        Fact(sent("args"), holds=True),
    }
)


@record
class Asked:
    """What a receiver is connected to, and whom to ask."""

    connection: Connection
    lookup: Lookup


def queryings(connection: Connection, lookup: Lookup) -> Iterator[Act]:
    """Yield what a receiver asks the database for, each place and each field once."""
    function = connection.receiver.function
    if function is None or is_intervened(function, connection):
        return
    asked = Asked(connection, lookup)
    walk = walked(function, lambda _: None)
    acts = (*(_sent(site, asked) for site in walk.sites), *(_read(read, asked) for read in walk.reads))
    places: set[Location] = set()
    fields: set[Expression] = set()
    for act in acts:
        known = act is None or act.location in places or (act.effect == LOADS and act.written in fields)
        if act is not None and not known:
            places.add(act.location)
            fields.add(act.written)
            yield act


def _sent(site: Site, asked: Asked) -> Act | None:
    match site.call:
        case Call(func=Attribute(value=query, attr=verb)) if verb in SENDING:
            queries = _is_query(query, site.frame, asked)
        case Call(func=Name(id=name), args=(Argument(value=query), *_)) if name in GOING_THROUGH:
            queries = _is_query(query, site.frame, asked)
        case _:
            queries = False
    if not queries or site.frame.deferred or not _is_open(site.path):
        return None
    return Act(Location(site.frame.function.location.path, site.written.span), site.written, QUERIES)


def _read(read: Read, asked: Asked) -> Act | None:
    found = {resolve(read.written, path.bindings) for path in read.paths if _is_open(path)}
    if read.frame.deferred or not found:
        return None
    function = read.frame.function
    place = at_line(function.location.path, read.line or function.location.span.line)
    if read.iterated:
        queries = all(_is_query(query, read.frame, asked) for query in found)
        return Act(place, read.written, QUERIES) if queries else None
    unset = all(not found & path.touched for path in read.paths)
    loads = unset and all(_field(place, asked) in RELATIONS for place in found)
    return Act(place, read.written, LOADS) if loads else None


def _is_open(path: Path) -> bool:
    """Tell whether a path is surely open to a row that is loaded, and that nobody has looked into before."""
    facts = path.facts
    if any(Fact(fact.test, not fact.holds) in LOADED for fact in facts):
        return False
    tests = [fact.test for fact in facts]
    cached = any(
        isinstance(part, Attribute) and part.attr == "fields_cache" for test in tests for part in parts(test)
    )
    return not cached and all(map(is_settled, tests))


def _is_query(query: Expression, frame: Frame, asked: Asked) -> bool:
    """Tell whether an expression is a query of Django's own methods, or a manager."""
    match query:
        case Call(func=Attribute(value=inner, attr=name)) if name in REFINING:
            return _is_query(inner, frame, asked)
        case Attribute(value=owner, attr=manager) if manager in MANAGERS:
            name = dotted(owner)
            return owner == SENDER or (bool(name) and asked.lookup.model(name, frame.function) is not None)
        case Attribute():
            return _field(query, asked) == "ManyToManyField"
        case _:
            return False


def _field(place: Expression, asked: Asked) -> str:
    """Return the class of the field that an attribute of the instance is, if it is one of Django's."""
    model = asked.connection.sender.model
    match place:
        case Attribute(value=owner, attr=name) if owner == INSTANCE and model is not None:
            module, _, kind = (asked.lookup.field(model, name) or "").rpartition(".")
            return kind if module.startswith("django.") else ""
        case _:
            return ""
