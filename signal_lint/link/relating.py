"""Where the attributes of a model's instances lead: along its own foreign keys, and back along others'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from signal_lint.link.classes import found_in_order
from signal_lint.link.known_calls import HIDDEN
from signal_lint.link.models import (
    external_model,
    is_abstract,
    is_model,
    label,
    model,
    model_of_label,
    resolved,
)
from signal_lint.link.names import module_name
from signal_lint.link.values import Class, External, LabelledModel, Literal, Returned, Value
from signal_lint.models import Model, Relation
from signal_lint.syntax import Deferred

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

KEYS = frozenset({"ForeignKey", "OneToOneField"})


def relation(ev: Evaluator, of: Class | External, name: str) -> Relation | None:
    """Return what an attribute of a model's instances leads to, None where no single key is known."""
    own = _forward(ev, of, name) if isinstance(of, Class) else None
    if own is not None:
        return own
    here = model_of(ev, of)
    found = [] if here is None else list(_backward(ev, here, name))
    return found[0] if len(found) == 1 else None


def model_of(ev: Evaluator, value: Value) -> Model | None:
    """Return the model that a value surely is."""
    match value:
        case Class() if is_model(ev, value) is True and not is_abstract(ev, value):
            return model(ev, value)
        case External(name=name) if ".models." in name:
            return external_model(ev, name)
        case _:
            return None


def _key(ev: Evaluator, of: Class, name: str) -> tuple[Class, Returned] | None:
    """Return a foreign key of a model, and the class that has its column."""
    definer, found = found_in_order(ev, of, name)
    match definer, found:
        case Class(), Returned(callee=External(name=field), keywords=keywords) if (
            field.startswith("django.") and field.endswith(tuple(KEYS)) and HIDDEN not in dict(keywords)
        ):
            return (of if is_abstract(ev, definer) else definer), found
        case _:
            return None


def _forward(ev: Evaluator, of: Class, name: str) -> Relation | None:
    key = _key(ev, of, name)
    if key is None:
        return None
    owner, field = key
    given = dict(field.keywords)
    target = target_of(ev, owner, next(iter(field.args), given.get("to")))
    leads_to = None if target is None else model_of(ev, target)
    if leads_to is None:
        return None
    required = given.get("null", Literal(value=False)) == Literal(value=False)
    return Relation(f"{ev.dotted(owner)}.{name}", forward=True, model=leads_to, required=required, many=False)


def target_of(ev: Evaluator, of: Class, written: Value | None) -> Value | None:
    """Return what a foreign key of a model points to, as far as that is a class in sight or outside."""
    match written:
        case Literal(value="self"):
            return of
        case Literal(value=str(name)) if "." in name:
            return resolved(ev, LabelledModel(name, lazy=False))
        case Literal(value=str(name)):
            app, _, _ = (label(ev, of) or "").partition(".")
            return module_name(ev, of.path, name, None) or model_of_label(ev, f"{app}.{name}")
        case None:
            return None
        case _:
            return resolved(ev, written)


def _backward(ev: Evaluator, of: Model, name: str) -> Iterator[Relation]:
    """Yield the keys to a model whose other side has a name."""
    for holder, field in _keys_that_may_give(ev, name):
        found = _forward(ev, holder, field)
        key = _key(ev, holder, field)
        if found is None or key is None or found.model.name != of.name:
            continue
        many = not key[1].callee.name.endswith("OneToOneField")
        if _accessor(holder, dict(key[1].keywords), many=many) == name:
            back = model(ev, holder)
            yield replace(found, forward=False, model=back, required=False, many=many)


def _accessor(holder: Class, given: dict[str, Value], *, many: bool) -> object:
    """Return the name that a key gives to its other side, None where it is not known."""
    match given.get("related_name"):
        case None:
            return holder.node.name.lower() + ("_set" if many else "")
        case Literal(value=value):
            return value
        case _:
            return None


def _keys_that_may_give(ev: Evaluator, name: str) -> Iterator[tuple[Class, str]]:
    """Yield the keys in models whose text holds a name, or which it is the default name of."""
    words = frozenset({name})
    named = ev.sources.containing(words)
    for path in ev.sources.containing(KEYS):
        for statement in ev.sources.facts(path).body:
            if not isinstance(statement, Deferred) or statement.kind != "class":
                continue
            by_default = statement.names[0].lower() == name.removesuffix("_set")
            if by_default or (path in named and ev.sources.holds(path, statement.key, words)):
                yield from _keys_of(ev, module_name(ev, path, statement.names[0], None), path)


def _keys_of(ev: Evaluator, holder: Value | None, path: str) -> Iterator[tuple[Class, str]]:
    if not isinstance(holder, Class) or holder.path != path or model_of(ev, holder) is None:
        return
    for member in holder.node.body:
        if isinstance(member, Deferred) and ev.sources.holds(path, member.key, KEYS):
            yield from ((holder, field) for field in member.names)
