"""Several values of one name: what branches leave it, and what a tuple target takes of a value."""

from __future__ import annotations

import sys

from signal_lint.link.bindings import target_names
from signal_lint.link.lists import contents, mixed, surely_held
from signal_lint.link.values import (
    Class,
    External,
    Function,
    Items,
    Literal,
    Module,
    SignalObject,
    Unknown,
    Value,
)
from signal_lint.syntax import Name, Sequence, Starred


def merge(values: list[Value]) -> Value | None:
    """Return what a name may be where branches differ: what they agree on, lists put together."""
    if len(values) < 2 or len(set(values)) == 1:
        return values[0] if values else None
    lists = [items for items in map(contents, values) if items is not None]
    if all(isinstance(value, Items | Unknown) or value == Literal(None) for value in values) and any(
        isinstance(value, Items) for value in values
    ):
        elements = dict.fromkeys(element for items in lists for element in items.elements)
        complete = len(lists) == len(values) and all(items.complete for items in lists)
        in_all = frozenset.intersection(*map(surely_held, lists))
        sure = in_all if len(lists) == len(values) else frozenset[Value]()
        return Items("set", tuple(elements), complete, frozenset(elements) - sure)
    if len({value.node.parameters if isinstance(value, Function) else value for value in values}) == 1:
        return values[0]  # variants of one function: what is asked of it, its signature, is the same
    return Unknown("one of several", mixed(lists))


def is_importable(value: Value) -> bool:
    """Tell whether an import that gave a value can be counted on: of the project, Django or Python."""
    match value:
        case External(name=name):
            return name.partition(".")[0] in ("django", *sys.stdlib_module_names)
        case _:
            return isinstance(value, Function | Class | Module | SignalObject)


def element(value: Value, target: Sequence, name: str) -> Value:
    """Return what a name of a tuple target gets of a value."""
    starred = any(isinstance(part, Starred) for part in target.elts)
    if (
        starred
        or not isinstance(value, Items)
        or not value.exact
        or value.kind == "set"
        or len(value.elements) != len(target.elts)
    ):
        return Unknown(name)
    found: Value = Unknown(name)
    for part, given in zip(target.elts, value.elements, strict=True):
        match part:
            case Name(id=id) if id == name:
                found = given
            case Sequence() if name in target_names(part):
                found = element(given, part, name)
            case _:
                continue
    return found
