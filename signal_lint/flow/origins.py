"""Which rows an expression of a receiver stands for: reached from the instance, found, or made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from signal_lint.connections import Function
from signal_lint.flow.expressions import dotted
from signal_lint.flow.scenes import INSTANCE
from signal_lint.models import Model, Relation
from signal_lint.project import Lookup
from signal_lint.record import record
from signal_lint.syntax import Argument, Attribute, Call, Constant, Expression, Opaque, Subscript

SAME_ROWS = frozenset(
    {"all", "iterator", "order_by", "prefetch_related", "select_for_update", "select_related"}
)
#: What stands for the instance in a condition on a key.
KEYS = (INSTANCE, Attribute(INSTANCE, "pk"), Attribute(INSTANCE, "id"))
FETCHING = frozenset({"get", "aget", "first", "afirst", "last", "alast"})


@record
class Origin:
    """Rows of a model. `steps` lead to them from the instance; there are none where they depend on nothing.

    `made` are the fields that new rows are given, None where the rows are there already. `read` is what is
    read on the way, so that a test of it tells whether there are such rows.
    """

    model: Model
    steps: tuple[Relation, ...] = ()
    made: Mapping[str, Expression] | None = None
    read: frozenset[Expression] = frozenset()


@record
class Asking:
    """The function that an expression stands in, the model of the instance, and whom to ask."""

    function: Function
    model: Model
    lookup: Lookup


def row(found: Expression, asking: Asking) -> Origin | None:
    """Return the origin of one object, None where it is not known."""
    match found:
        case _ if found == INSTANCE:
            return Origin(asking.model)
        case Attribute(value=owner, attr=name):
            return _along(found, row(owner, asking), name, asking, many=False)
        case Subscript(value=rows, slice=Opaque(text="each")):
            return _seen(found, several(rows, asking))
        case Call(func=Attribute(value=rows, attr="get" | "aget"), args=args) if args:
            return _seen(found, _filtered(several(rows, asking), args, asking))
        case Call(func=Attribute(value=rows, attr=verb), args=()) if verb in FETCHING:
            return _seen(found, several(rows, asking))
        case Call(func=func, args=args) if dotted(func):
            model = asking.lookup.model(dotted(func), asking.function)
            made = given(args)
            return None if model is None or made is None else Origin(model, made=made)
        case _:
            return None


def several(rows: Expression, asking: Asking) -> Origin | None:
    """Return the origin of what a manager or a queryset finds, None where it is not known."""
    match rows:
        case Call(func=Attribute(value=inner, attr=method)) if method in SAME_ROWS:
            return _seen(rows, several(inner, asking))
        case Call(func=Attribute(value=inner, attr="filter"), args=args):
            return _seen(rows, _filtered(several(inner, asking), args, asking))
        case Attribute(value=model, attr="objects") if dotted(model):
            found = asking.lookup.model(dotted(model), asking.function)
            return None if found is None else Origin(found, read=frozenset({rows}))
        case Attribute(value=owner, attr=name):
            return _along(rows, row(owner, asking), name, asking, many=True)
        case _:
            return None


def given(args: tuple[Argument, ...]) -> Mapping[str, Expression] | None:
    """Return the fields of new rows, None where not all are known; one with a key may be there already."""
    named = {argument.keyword: argument.value for argument in args if argument.keyword}
    return None if len(named) < len(args) or named.keys() & {"pk", "id"} else named


def _along(
    found: Expression, owner: Origin | None, name: str, asking: Asking, *, many: bool
) -> Origin | None:
    # Behind rows that are found or made, nothing is known of where a key leads.
    if owner is None or not (owner.steps or owner == Origin(asking.model)):
        return None
    step = asking.lookup.relation(owner.model, name)
    if step is None or step.many is not many:
        return None
    read = {found, Attribute(found.value, f"{name}_id")} if isinstance(found, Attribute) else {found}
    return Origin(step.model, (*owner.steps, step), read=owner.read | read)


def _filtered(table: Origin | None, args: tuple[Argument, ...], asking: Asking) -> Origin | None:
    """Return the rows of a table that one condition selects, None where it may select none."""
    if table is None or table.steps:
        return None
    match args:
        case (Argument(value=value, keyword=str(name), star=""),):
            if name in {"pk", "id"}:
                return _by_key(table, value, asking)
            # What a row is filtered by otherwise may be just what is changed before it is saved.
            if value not in KEYS:
                return None
            key = asking.lookup.relation(table.model, name.removesuffix("_id"))
            if key is None or not key.forward or key.model != asking.model:
                return None
            back = replace(key, forward=False, model=table.model, required=False, many=True)
            return replace(table, steps=(back,))
        case _:
            return None


def _by_key(table: Origin, value: Expression, asking: Asking) -> Origin | None:
    """Return the row that the instance's own key points to, or the one of a constant key."""
    match value:
        case Constant():
            return table
        case Attribute(value=owner, attr=name) if owner == INSTANCE and name.endswith("_id"):
            key = asking.lookup.relation(asking.model, name.removesuffix("_id"))
        case Attribute(value=Attribute(value=owner, attr=name), attr="pk" | "id") if owner == INSTANCE:
            key = asking.lookup.relation(asking.model, name)
        case _:
            return None
    found = key is not None and key.forward and key.model == table.model
    return replace(table, steps=(key,), read=table.read | {value}) if key is not None and found else None


def _seen(found: Expression, origin: Origin | None) -> Origin | None:
    return None if origin is None else replace(origin, read=origin.read | {found})
