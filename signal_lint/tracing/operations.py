"""What Django sends for one operation on a model: https://docs.djangoproject.com/en/stable/ref/signals/.

`pre_init` and `post_init` of instances that are loaded on the way are left out: only those of a new object
are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from signal_lint.flow.resending import NO
from signal_lint.models import ForeignKey, Model, Operation
from signal_lint.project import Lookup
from signal_lint.record import record
from signal_lint.syntax import Constant, Expression
from signal_lint.tracing.conditions import Known
from signal_lint.tracing.deletion import Deletion, deletion
from signal_lint.tracing.writing import CREATED, M2M_CHANGED, OWN, SAVED

INIT = ("pre_init", "post_init")
SAVE = ("pre_save", "post_save")
DELETE = ("pre_delete", "post_delete")
MAKING = frozenset({"create", "get_or_create", "update_or_create"})


@record
class Emission:
    """A signal of a model, by its last name. `when` says what rows it takes, "" for those of the operation.

    `skipped` says why Django does not send it, "" where it does.
    """

    signal: str
    known: Known
    when: str = ""
    skipped: str = ""


@record
class Sending:
    """What an operation sends, in order, and remarks on what is not certain about it.

    `surely` is false where the model may not leave it to Django to send anything.
    """

    emissions: tuple[Emission, ...]
    remarks: tuple[str, ...] = ()
    surely: bool = True


def sending(verb: str, model: Model, carried: Mapping[str, Expression], lookup: Lookup) -> Sending:
    """Return what Django sends for a write of a receiver, by its verb and what its signals carry."""
    match verb:
        case "delete":
            return _deleting(model, lookup)
        case "save":
            return _storing(_saving(model, carried), model, lookup)
        case _ if verb in MAKING:
            made = tuple(Emission(signal, Known(model, {}, stored=None)) for signal in INIT)
            return _storing((*made, *_saving(model, carried)), model, lookup)
        case _:
            return _bulk(verb, model, lookup)


def relating(verb: str, through: Model, holder: Model) -> Sending:
    """Return what Django sends for a change of a many-to-many relation of a model, made by its field."""
    steps = {"set": (("remove", "if there are rows to take away"), ("add", "if there are rows to add"))}
    return Sending(
        tuple(
            Emission(
                M2M_CHANGED,
                Known(
                    through,
                    {"action": Constant(f"{when}_{step}"), "reverse": NO},
                    stored=True,
                    instance=holder,
                ),
                condition,
            )
            for step, condition in steps.get(verb, ((verb, ""),))
            for when in ("pre", "post")
        )
    )


def performed(operation: Operation, model: Model, lookup: Lookup) -> Sending:
    """Return what Django sends for an operation: `save` is of a row that is there, `create` of a new one."""
    begun = sending(operation, model, CREATED if operation == "create" else SAVED, lookup)
    if operation in ("save", "create") and not begun.surely:
        own = f"{OWN.format(_name(model))}, so that it may send nothing, or something else"
        return replace(begun, remarks=(own, *begun.remarks))
    return begun


def _saving(model: Model, carried: Mapping[str, Expression]) -> tuple[Emission, ...]:
    created = carried.get("created")
    before = {name: value for name, value in carried.items() if name != "created"}
    is_new = None if created is None else created == CREATED["created"]
    return (
        Emission("pre_save", Known(model, before, stored=None if is_new is None else not is_new)),
        Emission("post_save", Known(model, carried, stored=True)),
    )


def _storing(emissions: tuple[Emission, ...], model: Model, lookup: Lookup) -> Sending:
    return Sending(emissions, tuple(_own(model, "save", lookup)), lookup.stores_plainly(model))


def _bulk(verb: str, model: Model, lookup: Lookup) -> Sending:
    skipped = tuple(
        Emission(signal, Known(model, {}), skipped=f"`{verb}()` sends no signals") for signal in SAVE
    )
    stored = lookup.ancestry(lookup.ancestry(model).concrete)
    if verb == "bulk_create" and stored.parents:
        return Sending(skipped, (f"Django refuses it: a row of `{_name(model)}` is in several tables",))
    return Sending(skipped)


def _deleting(model: Model, lookup: Lookup) -> Sending:
    found = deletion(model, lookup)
    sent = (
        Emission(signal, Known(each.model, {}, stored=True), "" if each.surely else _taken(each.key))
        for signal in DELETE
        for each in found.deleted
    )
    silent = (
        Emission(signal, Known(key.holder, {}), _taken(key), f"the database deletes along `{key.name}`")
        for signal in DELETE
        for key in found.by_database
    )
    remarks = (*_own(model, "delete", lookup), *_remarks(found))
    surely = lookup.method(model, "delete") is None and not found.refusing
    return Sending((*sent, *silent), remarks, surely)


def _taken(key: ForeignKey | None) -> str:
    return "" if key is None else f"for each row along `{key.name}`"


def _remarks(found: Deletion) -> Iterator[str]:
    """Say what may stand in the way of a deletion, and of which keys something is not known."""
    if found.refusing:
        yield f"Django refuses it while a row points to what is deleted along {_names(found.refusing)}"
    nowhere = tuple(key for key in found.unknown if key.target is None)
    if nowhere:
        yield f"where a key leads to is not known: {_names(nowhere)}"
    undecided = tuple(key for key in found.unknown if key.target is not None)
    if undecided:
        yield f"what the `on_delete` of a key does is not known: {_names(undecided)}"
    if found.unloaded:
        yield f"start-up does not load the model of a key: {_names(found.unloaded)}"


def _names(keys: tuple[ForeignKey, ...]) -> str:
    return ", ".join(f"`{key.name}`" for key in keys)


def _own(model: Model, name: str, lookup: Lookup) -> Iterator[str]:
    """Say that a model stores or deletes its rows in its own way: only Django's is followed."""
    stored = lookup.ancestry(model)
    if not stored.loaded:
        yield f"start-up does not load `{_name(model)}`"
    if not stored.known and model.location is not None:
        yield f"not all bases of `{_name(model)}` are known, so it may be stored in another way"
    method = lookup.method(model, name)
    if method is not None:
        yield f"what `{method.name}()` itself does is not followed"


def _name(model: Model) -> str:
    return model.label or model.name
