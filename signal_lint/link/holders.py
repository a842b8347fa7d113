"""Objects that stand as attributes of classes, and the classes that they are told of.

Django calls `contribute_to_class(cls, name)` of every attribute of a model's body that has such a method
(`ModelBase.add_to_class`), when the class is made. What a method of that name keeps of its first
argument is, one after the other, every model whose body holds such an object.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from signal_lint.link.classes import class_scope
from signal_lint.link.models import is_model
from signal_lint.link.names import module_name
from signal_lint.link.scopes import in_scope
from signal_lint.link.values import Class, Each, Every, Instance, Value
from signal_lint.syntax import Deferred

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

TOLD = "contribute_to_class"


def told(ev: Evaluator, of: Class) -> Value:
    """Return what `contribute_to_class` of a class is given, in all its calls.

    A field is copied into the heirs of an abstract model, and told of each: only a run knows them all.
    """
    if any(not isinstance(base, Class) for base in ev.class_order(of)):
        return Each(f"each model with a {of.node.name}")
    found = tuple(_holders(ev, of))
    return Every(found) if found else Each(f"each model with a {of.node.name}")


def _holders(ev: Evaluator, of: Class) -> Iterator[Class]:
    return (holder for holder in classes_with(ev, of.node.name) if _holds(ev, holder, of))


def classes_with(ev: Evaluator, word: str, others: frozenset[str] | None = None) -> Iterator[Class]:
    """Yield the top-level classes of the project whose text holds a word, and one of others if given."""
    words = frozenset({word})
    for path in ev.sources.containing(words):
        for statement in ev.sources.facts(path).body:
            if isinstance(statement, Deferred) and statement.kind == "class":
                holds = ev.sources.holds(path, statement.key, words)
                holds = holds and (others is None or ev.sources.holds(path, statement.key, others))
                found = module_name(ev, path, statement.names[0], None) if holds else None
                if isinstance(found, Class) and found.path == path:
                    yield found


def members_with(ev: Evaluator, of: Class, word: str) -> Iterator[Value]:
    """Yield what the assignments in a class body that hold a word bind."""
    scope, words = class_scope(of), frozenset({word})
    for statement in of.node.body:
        if not isinstance(statement, Deferred) or statement.kind != "assignment":
            continue
        if ev.sources.holds(of.path, statement.key, words):
            found = (in_scope(ev, name, scope, None) for name in statement.names)
            yield from (value for value in found if value is not None)


def _holds(ev: Evaluator, holder: Class, of: Class) -> bool:
    if is_model(ev, holder) is False:
        return False
    found = members_with(ev, holder, of.node.name)
    return any(isinstance(each, Instance) and of in ev.class_order(each.of) for each in found)
