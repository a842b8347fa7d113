"""The other side of a relation: what `related_name` puts on the model that a field points to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from signal_lint.link.holders import classes_with, members_with
from signal_lint.link.models import is_abstract, is_model, resolved
from signal_lint.link.values import Class, LabelledModel, Literal, Returned, Value

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

RELATIONS = ("ForeignKey", "OneToOneField", "ManyToManyField")


def relating(ev: Evaluator, model: Value, name: str) -> Class | None:
    """Return the model whose field points to a model by this `related_name`, None if not just one does."""
    of = resolved(ev, model)
    if not isinstance(of, Class):
        return None
    found = [each for each in classes_with(ev, name) if _points(ev, each, of, name)]
    return found[0] if len(found) == 1 else None


def _points(ev: Evaluator, model: Class, of: Class, name: str) -> bool:
    if not is_model(ev, model) or is_abstract(ev, model):
        return False
    for field in members_with(ev, model, name):
        if isinstance(field, Returned) and field.callee.name.endswith(RELATIONS):
            given = dict(field.keywords)
            target = next(iter(field.args), given.get("to"))
            if given.get("related_name") == Literal(name) and _target(ev, target) in ev.class_order(of):
                return True
    return False


def _target(ev: Evaluator, target: Value | None) -> Value | None:
    match target:
        case Literal(value=str(label)) if "." in label:
            return resolved(ev, LabelledModel(label, lazy=False))
        case None:
            return None
        case _:
            return resolved(ev, target)
