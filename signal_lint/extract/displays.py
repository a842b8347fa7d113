"""Tuples, lists, sets, dicts, and the comprehensions of them."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from signal_lint import syntax
from signal_lint.extract.recursion import Lower
from signal_lint.extract.tokens import Cursor

Display = cst.Tuple | cst.List | cst.Set | cst.Dict
Comprehension = cst.ListComp | cst.SetComp | cst.GeneratorExp | cst.DictComp | cst.StarredDictComp


def display(node: Display, cursor: Cursor, lower: Lower) -> syntax.Expression:
    """Lower a tuple, list, set or dict."""
    match node:
        case cst.Tuple():
            elements, lines = _elements(node.elements, cursor, lower)
            if not node.lpar and isinstance(node.elements[-1].comma, cst.Comma):
                cursor.comma = cursor.at
            return syntax.Sequence("tuple", elements, lines)
        case cst.List() | cst.Set():
            cursor.at += 1
            elements, lines = _elements(node.elements, cursor, lower)
            cursor.at += 1
            return syntax.Sequence("list" if isinstance(node, cst.List) else "set", elements, lines)
        case _:
            cursor.at += 1
            items = tuple([_item(element, cursor, lower) for element in node.elements])
            cursor.at += 1
            return syntax.Dict(items)


def _elements(
    elements: Sequence[cst.BaseElement], cursor: Cursor, lower: Lower
) -> tuple[tuple[syntax.Expression, ...], tuple[int, ...]]:
    """Return the elements, and the line of each where one of them is a string."""
    found: list[syntax.Expression] = []
    starts: list[int] = []
    for element in elements:
        starts.append(cursor.at)
        found.append(_element(element, cursor, lower))
    if not any(type(each) is syntax.Constant and type(each.value) is str for each in found):
        return tuple(found), ()
    return tuple(found), tuple([cursor.source.place(cursor.spans[at][0])[0] for at in starts])


def _element(element: cst.BaseElement, cursor: Cursor, lower: Lower) -> syntax.Expression:
    if isinstance(element, cst.StarredElement):
        return lower(element, cursor)
    return lower(element.value, cursor)


def _item(
    element: cst.BaseDictElement, cursor: Cursor, lower: Lower
) -> tuple[syntax.Expression | None, syntax.Expression]:
    if isinstance(element, cst.DictElement):
        return lower(element.key, cursor), lower(element.value, cursor)
    cursor.at += 1
    return None, lower(element.value, cursor)


def comprehension(node: Comprehension, cursor: Cursor, lower: Lower) -> syntax.Expression:
    """Lower a list, set or dict comprehension, or a generator."""
    brackets = 0 if isinstance(node, cst.GeneratorExp) else 1
    cursor.at += brackets
    key: syntax.Expression | None = None
    match node:
        case cst.DictComp():
            key = lower(node.key, cursor)
            element = lower(node.value, cursor)
        case cst.StarredDictComp():
            cursor.at += 1
            element = lower(node.value, cursor)
        case _:
            element = lower(node.elt, cursor)
    clauses = _clauses(node.for_in, cursor, lower)
    cursor.at += brackets
    match node:
        case cst.ListComp():
            return syntax.Comprehension("list", element, clauses)
        case cst.SetComp():
            return syntax.Comprehension("set", element, clauses)
        case cst.GeneratorExp():
            return syntax.Comprehension("generator", element, clauses)
        case _:
            return syntax.Comprehension("dict", element, clauses, key)


def _clauses(node: cst.CompFor | None, cursor: Cursor, lower: Lower) -> tuple[syntax.Clause, ...]:
    clauses: list[syntax.Clause] = []
    while node:
        cursor.at += 2 if node.asynchronous else 1
        target = lower(node.target, cursor)
        cursor.at += 1
        iterated = lower(node.iter, cursor)
        ifs: list[syntax.Expression] = []
        for condition in node.ifs:
            cursor.at += 1
            ifs.append(lower(condition.test, cursor))
        clauses.append(syntax.Clause(target, iterated, tuple(ifs)))
        node = node.inner_for_in
    return tuple(clauses)
