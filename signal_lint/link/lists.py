"""What the operations of lists come to, where the lists are known in part."""

from __future__ import annotations

from signal_lint.link.values import Items, Kind, Value


def surely_held(items: Items) -> frozenset[Value]:
    """Return what a list holds in any case."""
    return frozenset(items.elements) - items.unsure


def joined(kind: Kind, *parts: Items) -> Items:
    """Return what lists hold together; what one of them surely holds is sure."""
    elements = tuple(element for part in parts for element in part.elements)
    sure = frozenset[Value]().union(*map(surely_held, parts))
    return Items(kind, elements, all(part.complete for part in parts), frozenset(elements) - sure)
