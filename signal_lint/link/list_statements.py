"""What one statement does to a list: it appends, removes, puts in the place of something, or nobody knows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from signal_lint.link.lists import (
    ANY,
    Cut,
    contents,
    deleted,
    doubtful,
    inserted,
    joined,
    placed,
    removed,
    reversed_order,
    weakened,
    without,
    written_slice,
)
from signal_lint.link.values import Items, Literal, Scope, Value
from signal_lint.syntax import (
    Assign,
    Attribute,
    AugAssign,
    Call,
    Constant,
    Delete,
    Expr,
    Expression,
    Name,
    Opaque,
    Statement,
    Subscript,
)
from signal_lint.walk import own_parts

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

#: Methods of lists, sets and dicts that change nothing.
READS = frozenset({"copy", "count", "get", "index", "items", "keys", "values"})
#: Methods that put something into a list or set, and those that take something out.
ADDS = frozenset({"add", "append", "extend", "insert", "update"})
TAKES = frozenset({"clear", "difference_update", "discard", "pop", "remove"})
#: Calls that give the names of the scope they stand in, as a dict.
NAMES = frozenset({"globals", "locals", "vars"})


def is_named(expression: Expression, name: str) -> bool:
    """Tell whether an expression is a name, or looks it up: `globals()["NAME"]`."""
    match expression:
        case Name(id=written):
            return written == name
        case Subscript(value=Call(func=Name(id=function), args=()), slice=Constant(value=written)):
            return function in NAMES and written == name
        case _:
            return False


def changing_call(statement: Statement, name: str) -> Call | None:
    """Return the call of a statement that calls a method of a list which may change it."""
    match statement:
        case Expr(value=Call(func=Attribute(value=owner, attr=method)) as call):
            return call if is_named(owner, name) and method not in READS else None
        case Assign(value=Call(func=Attribute(value=owner, attr=method)) as call):
            return call if is_named(owner, name) and method not in READS else None
        case _:
            return None


def lent_methods(statement: Statement, name: str) -> frozenset[str]:
    """Return the methods that change a list which a statement hands on, or calls deep inside of it."""
    if not isinstance(statement, Assign | Expr):
        return frozenset()
    own = changing_call(statement, name)
    return frozenset(
        part.attr
        for part in own_parts(statement)
        if isinstance(part, Attribute)
        and part.attr in ADDS | TAKES
        and is_named(part.value, name)
        and (own is None or part is not own.func)
    )


def is_change(statement: Statement, name: str) -> bool:
    """Tell whether a statement changes what a name is bound to, or binds it by way of `globals()`."""
    if lent_methods(statement, name):
        return True
    match statement:
        case Assign(targets=targets) | Delete(targets=targets):
            return any(_is_part(each, name) for each in targets) or changing_call(statement, name) is not None
        case AugAssign(target=target):
            return _is_part(target, name)
        case _:
            return changing_call(statement, name) is not None


def _is_part(target: Expression, name: str) -> bool:
    return isinstance(target, Subscript) and (is_named(target.value, name) or is_named(target, name))


def is_harmless(statement: Statement, name: str) -> bool:
    """Tell whether nothing but a change of a list can fail in a statement."""
    call = changing_call(statement, name)
    if call is None or not isinstance(statement, Expr):
        return isinstance(statement, Delete) and is_change(statement, name)
    return all(isinstance(each.value, Constant | Name) for each in call.args)


def changed(ev: Evaluator, statement: Statement, name: str, here: Scope, items: Items) -> Value:
    """Return what a statement leaves of a list, or puts in its place."""
    lent = lent_methods(statement, name)
    if lent:
        items = weakened(items) if lent & TAKES else replace(items, complete=False)
    call = changing_call(statement, name)
    if isinstance(call, Call) and isinstance(call.func, Attribute):
        return _by_method(ev, call, call.func.attr, here, items)
    match statement:
        case Assign(targets=targets, value=value) if value is not None:
            given = ev.evaluate(value, here)
            if any(is_named(target, name) for target in targets):
                return given
            for target in targets:
                if isinstance(target, Subscript) and is_named(target.value, name):
                    items = _assigned(ev, target.slice, given, here, items)
            return items
        case Delete(targets=targets):
            for target in targets:
                if isinstance(target, Subscript) and is_named(target.value, name):
                    items = deleted(items, _index(ev, target.slice, here))
            return items
        case AugAssign(target=target, op="+", value=value) if is_named(target, name):
            return joined("list", items, contents(ev.evaluate(value, here)) or ANY)
        case _:
            return items if lent else weakened(items)


def _assigned(ev: Evaluator, index: Expression, given: Value, here: Scope, items: Items) -> Items:
    if not isinstance(index, Opaque):
        return placed(items, ev.evaluate(index, here), Items("list", (given,)))
    cut = written_slice(index.text)
    added = contents(given)
    if cut == (None, None, None):
        return weakened(items) if added is None else added
    return placed(items, cut, ANY if added is None else added)


def _index(ev: Evaluator, index: Expression, here: Scope) -> Value | Cut | None:
    return written_slice(index.text) if isinstance(index, Opaque) else ev.evaluate(index, here)


def _by_method(ev: Evaluator, call: Call, method: str, here: Scope, items: Items) -> Items:
    match method, [ev.evaluate(each.value, here) for each in call.args]:
        case "append" | "add", [value]:
            return joined("list", items, Items("list", (value,)))
        case "insert", [index, value]:
            return inserted(items, index, value)
        case "extend" | "update", [value]:
            return joined("list", items, contents(value) or ANY)
        case "remove" | "discard", [value]:
            return removed(items, value)
        case "pop", given if items.kind != "set":
            return deleted(items, given[0] if given else Literal(-1))
        case "difference_update", [value]:
            return without(items, contents(value) or ANY)
        case "clear", []:
            return Items("list", ())
        case "sort", _:
            return Items("set", items.elements, items.complete, items.unsure)
        case "reverse", []:
            return reversed_order(items)
        case "pop", _:
            return doubtful(items)
        case _:
            return weakened(items)
