"""What calls of Python make of lists."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from signal_lint.link.deciding import decided
from signal_lint.link.lists import ANY, chosen, contents, distinct, joined, reversed_order
from signal_lint.link.values import External, Function, Items, Literal, Scope, Value
from signal_lint.syntax import Expression, Lambda

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

#: Methods of lists whose result `of_list_method` knows.
LIST_METHODS = frozenset({"copy", "index", "keys"})


def of_list_call(ev: Evaluator, name: str, args: tuple[Value, ...]) -> Value | None:
    """Return what a function of Python makes of lists, None where it is none of these."""
    match name:
        case "itertools.chain":
            return _together(args)
        case "itertools.chain.from_iterable" | "builtins.sum":
            outer = contents(args[0]) if args else None
            return None if outer is None else _together(outer.elements, *args[1:])
        case "builtins.filter" | "builtins.map" if len(args) == 2:
            return _one_by_one(ev, name, args[0], contents(args[1]))
        case _:
            items = contents(args[0]) if args else None
            return None if items is None else _converted(name, items)


def _converted(name: str, items: Items) -> Items | None:
    match name:
        case "builtins.list" | "builtins.tuple" | "builtins.iter" | "copy.copy" | "copy.deepcopy":
            return items
        case "builtins.set" | "builtins.frozenset" | "builtins.sorted":
            return replace(items, kind="set")
        case "builtins.reversed":
            return reversed_order(items)
        case "builtins.dict.fromkeys" | "collections.OrderedDict.fromkeys":
            return distinct(items)
        case _:
            return None


def _together(parts: tuple[Value, ...], *others: Value) -> Items | None:
    found = [contents(part) for part in (*others, *parts)]
    return joined("list", *(ANY if items is None else items for items in found)) if any(found) else None


def _one_by_one(ev: Evaluator, name: str, function: Value, items: Items | None) -> Items | None:
    """Return what `filter` leaves of a list, or `map` makes of it."""
    if items is None:
        return None
    if name == "builtins.map":
        if function in (External("builtins.str"), Literal(None)):
            return items
        made = [_entered(function, value) for value in items.elements]
        known = [ev.evaluate(*each) for each in made if each is not None]
        return Items("list", tuple(known), complete=items.exact) if len(known) == len(made) else None
    if function == Literal(None):
        return items
    tests = [(value, _entered(function, value)) for value in items.elements]
    return chosen(items, [(value, None if test is None else decided(ev, *test)) for value, test in tests])


def _entered(function: Value, value: Value) -> tuple[Expression, Scope] | None:
    """Return what a lambda gives for a value, as an expression in its scope; None for anything else."""
    match function:
        case Function(node=Lambda(parameters=parameters, body=body), scope=scope) if parameters.positional:
            bound = {**scope.innermost, parameters.positional[0].name: value}
            return body, replace(scope, innermost=bound, known={})
        case _:
            return None


def of_list_method(owner: Value, name: str, args: tuple[Value, ...]) -> Value | None:
    """Return what a method of a list gives that changes nothing, None where that is not known."""
    items = contents(owner)
    match items, name, args:
        case None, _, _:
            return None
        case _, "copy" | "keys", ():
            return items
        case Items(exact=True, elements=elements), "index", (Literal() as value,) if value in elements:
            return Literal(elements.index(value))
        case _:
            return None
