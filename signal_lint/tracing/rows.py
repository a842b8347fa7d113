"""Which model the rows are of that an expression of a receiver stands for.

Django's own managers and querysets are meant, under the names that Django gives them.
"""

from __future__ import annotations

from signal_lint.connections import Function
from signal_lint.flow.expressions import dotted
from signal_lint.flow.origins import FETCHING
from signal_lint.flow.scenes import INSTANCE
from signal_lint.flow.targets import MANAGERS, SENDER
from signal_lint.models import Model
from signal_lint.project import Lookup
from signal_lint.record import record
from signal_lint.syntax import Argument, Attribute, Call, Constant, Expression, Name, Subscript

#: Stands for the model of an instance that may be of any.
ANY_MODEL = Model("", None, None, abstract=False, proxy=False)
#: Methods that give a queryset of the same model.
NARROWING = frozenset(
    {"all", "annotate", "defer", "distinct", "exclude", "filter", "iterator", "only", "order_by"}
    | {"prefetch_related", "reverse", "select_for_update", "select_related", "using"}
)
FINDING = FETCHING | {"create", "acreate", "earliest", "aearliest", "latest", "alatest"}
FINDING_OR_NOT = frozenset({"get_or_create", "aget_or_create", "update_or_create", "aupdate_or_create"})


@record
class Asking:
    """The function that an expression stands in, the models of sender and instance, and whom to ask."""

    function: Function
    sender: Model
    instance: Model
    lookup: Lookup


def model_of_row(found: Expression, asking: Asking) -> Model | None:
    """Return the model of an object, None where it is not known."""
    match found:
        case _ if found == INSTANCE:
            return asking.instance if asking.instance != ANY_MODEL else None
        case Subscript(value=Call(func=Attribute(value=rows, attr=verb)), slice=Constant(value=0)) if (
            verb in FINDING_OR_NOT
        ):
            return model_of_rows(rows, asking)
        case Subscript(value=rows):
            return model_of_rows(rows, asking)
        case Call(func=Attribute(value=rows, attr=verb)) if verb in FINDING:
            return model_of_rows(rows, asking)
        case Call(func=Name(id="get_object_or_404"), args=(rows, *_)):
            return model_of_class(rows.value, asking) or model_of_rows(rows.value, asking)
        case Call(func=made):
            return model_of_class(made, asking)
        case Attribute(value=owner, attr=name):
            return _along(owner, name, asking, many=False)
        case _:
            return None


def model_of_rows(rows: Expression, asking: Asking) -> Model | None:
    """Return the model of what a manager or a queryset finds, None where it is not known."""
    match rows:
        case Call(func=Attribute(value=inner, attr=method)) if method in NARROWING:
            return model_of_rows(inner, asking)
        case Subscript(value=inner):
            return model_of_rows(inner, asking)
        case Attribute(value=of, attr=manager) if manager in MANAGERS:
            return model_of_class(of, asking)
        case Attribute(value=owner, attr=name):
            return _along(owner, name, asking, many=True)
        case _:
            return None


def model_of_class(of: Expression, asking: Asking) -> Model | None:
    """Return the model that an expression names, None where it names none for certain."""
    match of:
        case (
            Attribute(value=owner, attr="__class__")
            | Call(func=Name(id="type"), args=(Argument(value=owner),))
        ):
            return model_of_row(owner, asking)
        case _ if of == SENDER:
            return asking.sender if asking.sender != ANY_MODEL else None
        case _:
            name = dotted(of)
            return asking.lookup.model(name, asking.function) if name else None


def is_of_manager(rows: Expression) -> bool:
    """Tell whether a chain of calls begins with what is surely a manager, of whatever model."""
    match rows:
        case Call(func=Attribute(value=inner)):
            return is_of_manager(inner)
        case Attribute(attr=manager):
            return manager in MANAGERS
        case _:
            return False


def _along(owner: Expression, name: str, asking: Asking, *, many: bool) -> Model | None:
    """Return where a key of an object leads."""
    held_by = model_of_row(owner, asking)
    step = None if held_by is None else asking.lookup.relation(held_by, name)
    return step.model if step is not None and step.many is many else None
