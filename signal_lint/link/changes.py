"""What the statements of its own scope do to a list or a dict after it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from signal_lint.link.bindings import always_binds, start
from signal_lint.link.merging import merge
from signal_lint.link.values import Items, Scope, Table, Unknown, Value, at
from signal_lint.syntax import (
    Assign,
    Attribute,
    AugAssign,
    Call,
    Deferred,
    Delete,
    Expr,
    Expression,
    Name,
    Statement,
    Subscript,
)
from signal_lint.unparse import unparse
from signal_lint.walk import blocks, inside, parts

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

#: Methods of lists, sets and dicts that change nothing.
READS = frozenset({"copy", "count", "get", "index", "items", "keys", "values"})


def mutations(ev: Evaluator, scope: Scope, name: str, found: Items | Table) -> Items | Table:
    """Return a list or dict as the statements between its binding and the line of a scope leave it."""
    for change in _statements(ev, _since_bound(ev, scope, name), scope, name):
        match change, found:
            case Expr(value=Call(func=Attribute(value=Name(id=owner), attr=method)) as call), _:
                if owner == name and method not in READS:
                    found = _called(ev, call, method, scope, found)
            case Assign(targets=targets), Table(items=items) if _holds_item(targets, name):
                found = Table(items, complete=False)
            case ((Assign(targets=targets) | Delete(targets=targets)), _) if _holds_item(targets, name):
                found = _emptied(found)
            case AugAssign(target=target), _ if _holds_item((target,), name):
                found = _emptied(found)
            case _:
                continue
    if scope.kind == "module" and scope.line is None and _is_changed_by_functions(ev, scope, name):
        return replace(found, complete=False)
    return found


def _is_changed_by_functions(ev: Evaluator, scope: Scope, name: str) -> bool:
    """Tell whether a function of the module changes one of its lists or dicts: when it runs, nobody knows."""
    for statement in scope.body:
        if not isinstance(statement, Deferred) or statement.kind != "function":
            continue
        if ev.sources.mentions(scope.path, statement.key, frozenset({name})):
            whole = ev.sources.statement(scope.path, statement.key)
            if whole is not None and any(_changes(part, name) for part in inside(whole)):
                return True
    return False


def _changes(part: Statement | Expression, name: str) -> bool:
    match part:
        case Call(func=Attribute(value=Name(id=owner), attr=method)):
            return owner == name and method not in READS
        case Assign(targets=targets) | Delete(targets=targets):
            return _holds_item(targets, name)
        case AugAssign(target=target):
            return _holds_item((target,), name)
        case _:
            return False


def _since_bound(ev: Evaluator, scope: Scope, name: str) -> tuple[Statement, ...]:
    """Return the statements behind the last one that certainly binds a name, before the line of the scope."""
    since = 0
    for number, statement in enumerate(scope.body):
        if scope.line is not None and start(statement) >= scope.line:
            return scope.body[since:number]
        if name in ev.binds(statement) and always_binds(statement, name):
            since = number
    return scope.body[since:]


def _statements(ev: Evaluator, body: tuple[Statement, ...], scope: Scope, name: str) -> Iterator[Statement]:
    for statement in body:
        if scope.line is not None and start(statement) >= scope.line:
            return
        whole: Statement | None = statement
        if isinstance(statement, Deferred):
            whole = _whole(ev, statement, scope, name)
        if whole is not None:
            yield whole
            for block in blocks(whole):
                yield from _statements(ev, block, scope, name)


def _whole(ev: Evaluator, statement: Deferred, scope: Scope, name: str) -> Statement | None:
    if statement.kind in ("function", "class"):
        return None
    if not ev.sources.mentions(scope.path, statement.key, frozenset({name})):
        return None
    return ev.sources.statement(scope.path, statement.key)


def _holds_item(targets: tuple[Expression, ...], name: str) -> bool:
    return any(isinstance(each, Subscript) and each.value == Name(name) for each in targets)


def _emptied(found: Items | Table) -> Items | Table:
    """Return a list or dict of which nothing is known any more."""
    return Items(found.kind, (), complete=False) if isinstance(found, Items) else Table((), complete=False)


def _called(ev: Evaluator, call: Call, method: str, scope: Scope, found: Items | Table) -> Items | Table:
    match found, method, call.args:
        case Table(items=items), "setdefault" | "update", _:
            return Table(items, complete=False)
        case Items(), "append" | "add", (added,):
            more: Value = Items("list", (_added(ev, added.value, call, scope),))
        case Items(), "insert", (_, added):
            more = Items("list", (_added(ev, added.value, call, scope),))
        case Items(), "extend" | "update", (added,):
            more = _added(ev, added.value, call, scope)
        case Items(elements=elements, complete=complete), "sort" | "reverse", _:
            return Items("set", elements, complete)
        case _:
            return _emptied(found)
    merged = merge([found, more])
    return merged if isinstance(merged, Items) else Items("set", found.elements, complete=False)


def _added(ev: Evaluator, written: Expression, call: Call, scope: Scope) -> Value:
    # What a list adds of itself would be worked out again for each of its calls.
    if isinstance(call.func, Attribute) and call.func.value in parts(written):
        return Unknown(unparse(written))
    return ev.evaluate(written, at(scope, call.span.line))
