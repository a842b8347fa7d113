"""The calls by which a receiver saves rows of other models, and whether a path to one is surely taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from signal_lint.connections import Connection
from signal_lint.flow.calls import Site
from signal_lint.flow.expressions import last_name
from signal_lint.flow.guards import Weight, around, known
from signal_lint.flow.names import MISSING, resolve, sent
from signal_lint.flow.origins import Asking, Origin, given, row, several
from signal_lint.flow.paths import Fact, Path
from signal_lint.flow.recursion import following, is_intervened
from signal_lint.flow.resending import COROUTINES, NO, NOTHING, PLAIN, SIGNATURES, YES, named, sent_fields
from signal_lint.flow.scenes import INSTANCE, PRE_SAVE, Recursion, Scene
from signal_lint.flow.statements import reached_calls
from signal_lint.models import Model
from signal_lint.project import Lookup
from signal_lint.record import record
from signal_lint.source import Location
from signal_lint.syntax import Attribute, Call, Compare, Constant, Expression, Opaque

CREATING = frozenset({"create", "acreate"})
CREATING_OR_NOT = frozenset({"update_or_create", "aupdate_or_create"})
REMOVING = frozenset({"delete", "adelete", "update", "aupdate", "clear", "remove", "set"})


@record
class Save:
    """A call of a connected receiver that saves rows of another model than `model`, its sender.

    `arguments` is what the signal that it sends carries. `location` is the call in the receiver itself,
    `place` where it is made, in a function that the receiver calls.
    """

    model: Model
    scene: Scene
    location: Location
    place: Location
    call: Call
    target: Expression
    origin: Origin
    arguments: Mapping[str, Expression]
    path: Path


def saves(connection: Connection, recursion: Recursion, lookup: Lookup) -> Iterator[Save]:
    """Yield the saves of other models that a receiver makes, once for each path to them."""
    function, model = connection.receiver.function, connection.sender.model
    if function is None or model is None or is_intervened(function, connection):
        return
    scene = Scene(recursion, connection, lookup)
    for site in reached_calls(function, following(scene)):
        found = None if site.frame.deferred else _saved(site, Asking(site.frame.function, model, lookup))
        if found is not None and found[1].model.name != model.name and lookup.stores_plainly(found[1].model):
            hops = site.frame.hops
            place = Location(site.frame.function.location.path, site.written.span)
            location = hops[0].location if hops else place
            yield Save(model, scene, location, place, site.written, *found, site.path)


def _saved(site: Site, asking: Asking) -> tuple[Expression, Origin, Mapping[str, Expression]] | None:
    """Return what a call saves, where that comes from, and what the signal carries."""
    match site.call:
        case Call(func=Attribute(attr=verb)) if verb in COROUTINES and not site.awaited:
            return None
        case Call(func=Attribute(value=target, attr=verb), args=args) if verb in SIGNATURES:
            origin = row(target, asking)
            options = named(args, SIGNATURES[verb])
            fields = None if options is None else sent_fields(options.get("update_fields", NOTHING))
            if origin is None or options is None or fields is None or "force_insert" in options:
                return None
            created = NO if origin.made is None else YES
            carried = {"created": created, "raw": options.get("raw", NO), "update_fields": fields}
            return target, origin, {**PLAIN, **carried}
        case Call(func=Attribute(value=rows, attr=verb), args=args) if verb in CREATING | CREATING_OR_NOT:
            return _created(rows, several(rows, asking), verb, given(args))
        case _:
            return None


def _created(
    rows: Expression, table: Origin | None, verb: str, made: Mapping[str, Expression] | None
) -> tuple[Expression, Origin, Mapping[str, Expression]] | None:
    if table is None or made is None:
        return None
    match table.steps:
        case ():
            fields = made
        case (back,) if not back.forward:
            fields = {**made, back.field.rpartition(".")[2]: INSTANCE}
        case _:
            return None
    sure = verb in CREATING
    carried = {
        "created": YES if sure else Opaque("created"),
        "update_fields": NOTHING if sure else Opaque("update_fields"),
    }
    return rows, Origin(table.model, made=fields), {**PLAIN, **carried}


def is_taken(save: Save, before: Save) -> bool:
    """Tell whether the signal of one save surely leads to the next."""
    return _is_fed(save, before) and _is_open(save, before) and not _is_moved(save)


def _is_fed(save: Save, before: Save) -> bool:
    """Tell whether there surely are rows to save, where another save has just stored the instance."""
    steps, lookup = save.origin.steps, save.scene.lookup
    if save.scene.recursion is PRE_SAVE and before.origin.made is not None:
        return False  # The instance has no row yet.
    if save.origin.made is not None and save.arguments["created"] == YES:
        return not lookup.may_clash(save.origin.model)
    rest = steps
    if before.origin.made is not None and steps and steps[0].forward:
        # Where a new row belongs is what it was given, if anything.
        given_key = before.origin.made.get(steps[0].field.rpartition(".")[2])
        if given_key is None:
            return False
        rest = steps[1:] if given_key == INSTANCE else steps
    there_and_back = tuple((step.field, not step.forward) for step in reversed(before.origin.steps))
    return all(step.required for step in rest) or there_and_back == tuple((s.field, s.forward) for s in steps)


def _is_open(save: Save, before: Save) -> bool:
    """Tell whether nothing that is tested or turned off on the path may keep the save from being made."""
    arguments = {name: value for name, value in before.arguments.items() if name != "instance"}
    if save.scene.recursion is PRE_SAVE:
        del arguments["created"]
    sent_again = {sent(name).id: value for name, value in arguments.items()}
    return around(save.path, save.scene) is Weight.BARE and all(
        known(resolve(fact.test, sent_again), save.scene) is fact.holds or _finds(fact, save.origin)
        for fact in save.path.facts
    )


def _finds(fact: Fact, origin: Origin) -> bool:
    """Tell whether a test says no more than that there is something to save."""
    match fact.test:
        case Compare(left=left, comparisons=(("is", other),)) if other in (Constant(None), MISSING):
            return left in origin.read and not fact.holds
        case test:
            return test in origin.read and fact.holds


def _is_moved(save: Save) -> bool:
    """Tell whether the path may have changed what the rows belong to, or removed them."""
    return any(_moves(step, save) for step in save.path.touched)


def _moves(step: Expression, save: Save) -> bool:
    match step:
        case Call(func=func):
            return last_name(func) in REMOVING
        case Attribute(value=owner, attr=name) if owner == INSTANCE:
            return _is_key(save.model, name, save)
        case Attribute(value=owner, attr=name) if owner == save.target:
            return _is_key(save.origin.model, name, save)
        case Attribute(attr=name):
            return name == "adding"
        case _:
            return False


def _is_key(model: Model, name: str, save: Save) -> bool:
    field = name.removesuffix("_id")
    return name in {"pk", "id", "_state"} or save.scene.lookup.relation(model, field) is not None
