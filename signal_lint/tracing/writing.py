"""What one call of a receiver writes, and what the signals carry that it sends."""

from __future__ import annotations

from collections.abc import Mapping

from signal_lint.flow.calls import Site
from signal_lint.flow.origins import given
from signal_lint.flow.resending import (
    COROUTINES,
    NO,
    NOTHING,
    SIGNATURES,
    YES,
    named,
    saved_file,
    sent_fields,
)
from signal_lint.flow.scenes import DELETING, INSTANCE, SAVING
from signal_lint.flow.truth import truth
from signal_lint.models import Model
from signal_lint.record import record
from signal_lint.syntax import Attribute, Call, Expression, Name
from signal_lint.tracing.conditions import Known, readable
from signal_lint.tracing.rows import FINDING, Asking, model_of_row, model_of_rows

#: What a manager or a queryset does to rows, by the name of its method.
MANAGING = frozenset(
    {"create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "update", "delete"}
)
#: What is done to a many-to-many relation, by the names of its methods.
RELATING = {f"{prefix}{verb}": verb for verb in ("add", "remove", "set", "clear") for prefix in ("", "a")}
AWAITED = COROUTINES | {f"a{verb}" for verb in (*MANAGING, *RELATING.values())}
M2M_CHANGED = "m2m_changed"
SAVED: Mapping[str, Expression] = {"created": NO, "raw": NO, "update_fields": NOTHING}
CREATED: Mapping[str, Expression] = {**SAVED, "created": YES}
FILES = ("FileField", "ImageField")
OWN = "`{}` has a `save()`, or a manager, of its own"


@record
class Writing:
    """What a call writes: `when` is what it takes besides the tests on the way, `doubts` what may prevent it.

    `carried` is what its signals carry, by name, where that is known. `holder` is the model of their
    instance, where that is not the `model`, their sender.
    """

    verb: str
    model: Model
    carried: Mapping[str, Expression]
    when: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    holder: Model | None = None


def of_call(site: Site, asking: Asking, known: Known) -> Writing | None:
    """Return what a call writes, None where that is nothing, or to a model that is not known."""
    match site.call:
        case Call(func=Attribute(attr=verb)) if verb in AWAITED and not site.awaited:
            return None
        case Call(func=Attribute(value=Attribute(attr=field), attr="save")) as call if saved_file(call):
            kind = asking.lookup.field(asking.instance, field) or ""
            return Writing("save", asking.instance, SAVED) if kind.endswith(FILES) else None
        case Call(func=Attribute(value=target, attr=verb)) if verb in SAVING:
            model = model_of_row(target, asking)
            return None if model is None else _saved(model, target, site, asking, known)
        case Call(func=Attribute(value=Attribute(value=owner, attr=field), attr=verb)) if verb in RELATING:
            return _related(owner, field, site.call, RELATING[verb], asking)
        case Call(func=Attribute(value=rows, attr=verb)) if verb.removeprefix("a") in MANAGING:
            return _managed(rows, verb.removeprefix("a"), asking)
        case _:
            return None


def _saved(model: Model, target: Expression, site: Site, asking: Asking, known: Known) -> Writing | None:
    call = site.call
    verb = call.func.attr if isinstance(call.func, Attribute) else ""
    doubts = _doubts(model, asking)
    options = named(call.args, SIGNATURES[verb])
    if options is None:
        return Writing(
            "save", model, {}, (), (*doubts, f"its arguments are not those of Django's `{verb}()`")
        )
    asked = options.get("update_fields", NOTHING)
    fields = sent_fields(asked)
    if fields is None and truth(asked) is False:
        return None
    carried = {"raw": options.get("raw", NO)}
    if fields is None:
        doubts = (*doubts, "its `update_fields` may be empty")
    else:
        carried["update_fields"] = fields
    created = None if "force_insert" in options else _created(target, site, known)
    return Writing("save", model, carried if created is None else {**carried, "created": created}, (), doubts)


def _created(target: Expression, site: Site, known: Known) -> Expression | None:
    """Return whether saving an object makes a row, None where that is not known."""
    keys = {Attribute(target, name) for name in ("pk", "id", "_state")}
    if not site.path.touched.isdisjoint({*keys, Attribute(Attribute(target, "_state"), "adding")}):
        return None
    if target == INSTANCE:
        return NO if known.stored else None
    match target:
        case Call(func=Attribute(attr=verb)) if verb in FINDING:
            return NO
        case Call(func=Name(id="get_object_or_404")):
            return NO
        case Call(args=args):
            return None if given(args) is None else YES
        case _:
            return NO


def _managed(rows: Expression, verb: str, asking: Asking) -> Writing | None:
    model = model_of_rows(rows, asking)
    if model is None:
        row = model_of_row(rows, asking) if verb in DELETING else None
        return None if row is None else Writing(verb, row, {}, (), _doubts(row, asking))
    doubts = _doubts(model, asking)
    match verb:
        case "create":
            return Writing(verb, model, CREATED, (), doubts)
        case "get_or_create":
            return Writing(verb, model, CREATED, ("there is no such row",), doubts)
        case "update_or_create":
            carried = {name: value for name, value in SAVED.items() if name == "raw"}
            return Writing(verb, model, carried, (), doubts)
        case "delete":
            return Writing(verb, model, {}, (f"for each of `{readable(rows)}`",), doubts)
        case _:
            return Writing(verb, model, {}, (), doubts)


def _related(owner: Expression, field: str, call: Call, verb: str, asking: Asking) -> Writing | None:
    """Return what is done to the rows of a many-to-many relation; its signals carry its owner."""
    holder = model_of_row(owner, asking)
    through = None if holder is None else asking.lookup.through(holder, field)
    if holder is None or through is None or not (call.args or verb == "clear"):
        return None
    clears = verb == "set" and any(argument.keyword == "clear" for argument in call.args)
    doubts = ("`clear` decides what it sends",) if clears else ()
    if verb in ("add", "remove") and all(argument.star for argument in call.args):
        doubts = ("it may be given nothing",)
    return Writing(verb, through, {}, (), doubts, holder)


def _doubts(model: Model, asking: Asking) -> tuple[str, ...]:
    name = model.label or model.name
    return () if asking.lookup.stores_plainly(model) else (OWN.format(name),)
