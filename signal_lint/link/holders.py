"""Objects that stand as attributes of classes, and the classes that they are told of.

Django calls `contribute_to_class(cls, name)` of every attribute of a model's body that has such a method
(`ModelBase.add_to_class`), when the class is made. What a method of that name keeps of its first
argument is, one after the other, every model whose body holds such an object.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from signal_lint.link.classes import class_scope
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
    return Every(found) if found else Each(f"each class with a {of.node.name}")


def _holders(ev: Evaluator, of: Class) -> Iterator[Class]:
    name = of.node.name
    for path in ev.sources.containing(frozenset({name})):
        for statement in ev.sources.facts(path).body:
            if not isinstance(statement, Deferred) or statement.kind != "class":
                continue
            if ev.sources.mentions(path, statement.key, frozenset({name})):
                holder = module_name(ev, path, statement.names[0], None)
                if isinstance(holder, Class) and _holds(ev, holder, of):
                    yield holder


def _holds(ev: Evaluator, holder: Class, of: Class) -> bool:
    scope = class_scope(holder)
    for statement in holder.node.body:
        if not isinstance(statement, Deferred) or statement.kind != "assignment":
            continue
        if ev.sources.mentions(holder.path, statement.key, frozenset({of.node.name})):
            found = [in_scope(ev, name, scope, None) for name in statement.names]
            if any(isinstance(each, Instance) and of in ev.class_order(each.of) for each in found):
                return True
    return False
