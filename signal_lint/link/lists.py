"""What the operations of lists come to, where the lists are known in part.

Invariant: what cannot be followed makes a list less certain, never empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from signal_lint.link.values import Items, Kind, Literal, Returned, Unknown, Value

#: The three parts of a slice.
Cut = tuple[int | None, int | None, int | None]
#: A slice as written, each part a whole number or nothing.
_SLICE = re.compile(r"\s*(-?\d+)?\s*:\s*(-?\d+)?\s*(?::\s*(-?\d+)?\s*)?")
_WHOLE: tuple[Cut, ...] = ((None, None, None), (None, None, -1))
#: Any list: nothing of it is known.
ANY = Items("list", (), complete=False)


def contents(value: Value | None) -> Items | None:
    """Return what a list holds, or what a value may hold that was made of lists; None for anything else."""
    match value:
        case Items():
            return value
        case Unknown(of=Items() as of):
            return of
        case Returned(args=args, keywords=keywords):
            return mixed((*args, *(given for _, given in keywords)))
        case _:
            return None


def mixed(values: Iterable[Value]) -> Items | None:
    """Return what may be in something that was made of values in an unknown way, None without any list."""
    found = [items for items in map(contents, values) if items is not None]
    return weakened(joined("set", *found)) if any(items.elements for items in found) else None


def surely_held(items: Items) -> frozenset[Value]:
    """Return what a list holds in any case."""
    return frozenset(items.elements) - items.unsure


def weakened(items: Items) -> Items:
    """Return a list with which anything may have been done."""
    return Items("set", items.elements, complete=False, unsure=frozenset(items.elements))


def doubtful(items: Items) -> Items:
    """Return a list that may have lost any of its elements."""
    return replace(items, unsure=frozenset(items.elements))


def joined(kind: Kind, *parts: Items) -> Items:
    """Return what lists hold together; what one of them surely holds is sure."""
    elements = tuple(element for part in parts for element in part.elements)
    sure = frozenset[Value]().union(*map(surely_held, parts))
    order = "set" if any(part.kind == "set" for part in parts) else kind
    return Items(order, elements, all(part.complete for part in parts), frozenset(elements) - sure)


def remade(made: Value, value: Value) -> Value:
    """Return what was made of an element; where nobody knows what, it may be the element as it was."""
    if isinstance(made, Unknown) and made.of is None and isinstance(value, Literal):
        return Unknown(made.text, Items("set", (value,), complete=False, unsure=frozenset({value})))
    return made


def distinct(items: Items) -> Items:
    """Return a list without what stands in it twice."""
    return replace(items, elements=tuple(dict.fromkeys(items.elements)))


def chosen(items: Items, kept: Iterable[tuple[Value, bool | None]]) -> Items:
    """Return what a filter leaves of a list; `kept` are its elements, each with whether it stays."""
    left = [(value, stays) for value, stays in kept if stays is not False]
    doubted = frozenset(value for value, stays in left if stays is None)
    return Items(items.kind, tuple(value for value, _ in left), items.complete, items.unsure | doubted)


def reversed_order(items: Items) -> Items:
    return replace(items, elements=items.elements[::-1])


def without(items: Items, others: Items) -> Items:
    """Return what a set holds that others do not."""
    sure = surely_held(others)
    left = tuple(value for value in items.elements if value not in sure)
    unsure = frozenset(left) if not others.complete else items.unsure | others.unsure
    return Items("set", left, items.complete, unsure & frozenset(left))


def shared(items: Items, others: Items) -> Items:
    """Return what two sets both hold."""
    left = tuple(value for value in items.elements if value in others.elements or not others.complete)
    sure = surely_held(items) & surely_held(others)
    return Items("set", left, items.complete or others.complete, frozenset(left) - sure)


def removed(items: Items, value: Value) -> Items:
    """Return a list from which the first element of a value was taken."""
    if not isinstance(value, Literal) and value not in items.elements:
        return doubtful(items)
    if value not in items.elements:
        return items
    at = items.elements.index(value)
    left = (*items.elements[:at], *items.elements[at + 1 :])
    return replace(items, elements=left, unsure=items.unsure & frozenset(left))


def deleted(items: Items, index: Value | Cut | None) -> Items:
    """Return a list without what stands at an index or in a slice."""
    span = _span(items, index)
    if span is None or not in_order(items):
        return doubtful(items)
    left = list(items.elements)
    del left[slice(*span)]
    return replace(items, elements=tuple(left))


def placed(items: Items, index: Value | Cut | None, added: Items) -> Items:
    """Return a list with others put in the place of an index or slice."""
    span = _span(items, index)
    if span is None or not in_order(items) or span[2] not in (None, 1):
        return joined("set", doubtful(items), added)
    left = list(items.elements)
    left[slice(*span)] = added.elements
    return Items(items.kind, tuple(left), added.complete, added.unsure & frozenset(left))


def inserted(items: Items, index: Value, value: Value) -> Items:
    """Return a list with a value put before what stands at an index."""
    match index:
        case Literal(value=int(number)) if in_order(items):
            left = list(items.elements)
            left.insert(number, value)
            return replace(items, elements=tuple(left))
        case _:
            return joined("set", items, Items("list", (value,)))


def sliced(items: Items, cut: Cut | None) -> Items:
    """Return a slice of a list."""
    if cut is None or not in_order(items):
        return items if cut in _WHOLE else doubtful(items)
    return replace(items, elements=items.elements[slice(*cut)])


def written_slice(text: str) -> Cut | None:
    """Return a slice as written, None where a part of it is no number."""
    found = _SLICE.fullmatch(text)
    if found is None:
        return None
    first, last, step = (None if part is None else int(part) for part in found.groups())
    return None if step == 0 else (first, last, step)


def _span(items: Items, index: Value | Cut | None) -> Cut | None:
    """Return the slice that an index means, None where that is not known."""
    match index:
        case Literal(value=int(number)) if -len(items.elements) <= number < len(items.elements):
            return number, number + 1 or None, None
        case tuple():
            return index
        case _:
            return None


def in_order(items: Items) -> bool:
    """Tell whether each element of a list is known to stand where it stands."""
    return items.exact and items.kind != "set"


def holds(items: Items, value: Value) -> bool | None:
    """Tell whether a list holds a value, None where that is not known."""
    if value in surely_held(items):
        return True
    known = items.complete and all(isinstance(element, Literal) for element in items.elements)
    return False if known and isinstance(value, Literal) and value not in items.elements else None
