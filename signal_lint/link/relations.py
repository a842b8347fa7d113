"""The other side of a relation: what `related_name` puts on the model that a field points to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from signal_lint.link.classes import own_attribute
from signal_lint.link.models import is_abstract, resolved
from signal_lint.link.names import module_name
from signal_lint.link.values import Class, LabelledModel, Literal, Returned, Value
from signal_lint.syntax import Deferred

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

RELATIONS = ("ForeignKey", "OneToOneField", "ManyToManyField")


def relating(ev: Evaluator, model: Value, name: str) -> Class | None:
    """Return the model whose field points to a model by this `related_name`, None if not just one does."""
    of = resolved(ev, model)
    found = set(_relating(ev, of, name)) if isinstance(of, Class) else set()
    return found.pop() if len(found) == 1 else None


def _relating(ev: Evaluator, of: Class, name: str) -> Iterator[Class]:
    words = frozenset({name})
    for path in ev.sources.containing(words):
        for statement in ev.sources.facts(path).body:
            if not isinstance(statement, Deferred) or statement.kind != "class":
                continue
            if ev.sources.holds(path, statement.key, words):
                model = module_name(ev, path, statement.names[0], None)
                if isinstance(model, Class) and not is_abstract(ev, model) and _points(ev, model, of, name):
                    yield model


def _points(ev: Evaluator, model: Class, of: Class, name: str) -> bool:
    for statement in model.node.body:
        if isinstance(statement, Deferred) and ev.sources.holds(model.path, statement.key, frozenset({name})):
            for field in statement.names:
                match own_attribute(ev, model, field):
                    case Returned(callee=callee, args=args, keywords=keywords):
                        given = dict(keywords)
                        target = next(iter(args), given.get("to"))
                        related = callee.name.endswith(RELATIONS) and given.get("related_name")
                        if related == Literal(name) and _target(ev, target) in ev.class_order(of):
                            return True
                    case _:
                        continue
    return False


def _target(ev: Evaluator, target: Value | None) -> Value | None:
    match target:
        case Literal(value=str(label)) if "." in label:
            return resolved(ev, LabelledModel(label, lazy=False))
        case None:
            return None
        case _:
            return resolved(ev, target)
