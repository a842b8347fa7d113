"""What the statements of its own scope do to a list or a dict after it is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from signal_lint.link.bindings import always_binds, start
from signal_lint.link.following import Following
from signal_lint.link.lists import contents, weakened
from signal_lint.link.merging import merge
from signal_lint.link.searching import whole
from signal_lint.link.values import Items, Scope, Table, Value
from signal_lint.syntax import AugAssign, Call, Deferred, Name, Statement

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator


def mutations(ev: Evaluator, scope: Scope, name: str, found: Value | None) -> Value | None:
    """Return a list or dict as the statements between its binding and the line of a scope leave it."""
    since = _since_bound(ev, scope, name)
    following = Following(ev, name)
    if any(following.is_changed_by(statement, scope) for statement in since):
        if isinstance(found, Table):
            found = replace(found, complete=False)
        else:
            found = following.block(since, scope, scope.bindings.get(name)) or found
    if scope.kind == "module" and scope.line is None:
        found = _changed_by_functions(ev, scope, name, found)
        if isinstance(found, Items) and found.kind != "tuple" and name.isupper():
            found = _changed_as_another(ev, scope, name, found)
    if isinstance(found, Items) and not found.elements:
        return replace(found, complete=False) if following.changes else found
    return found


def _changed_by_functions(ev: Evaluator, scope: Scope, name: str, found: Value | None) -> Value | None:
    """Return a list as the functions of its module may leave it: when they run, nobody knows."""
    for function in ev.rebinding.functions(scope.path, name):
        if _is_called_here_alone(ev, scope, function.name):
            continue
        if isinstance(found, Table):
            return replace(found, complete=False)
        inner = Scope(scope.path, function.body, "function", function.name, None, scope)
        after = Following(ev, name).through(function.body, inner, found)
        found = merge([value for value in (found, after) if value is not None])
        found = replace(found, complete=False) if isinstance(found, Items) else found
    return found


def _changed_as_another(ev: Evaluator, scope: Scope, name: str, items: Items) -> Items:
    """Return a list as its module leaves it that changes it by another name of the same list."""
    for alias, number in ev.rebinding.aliases(scope.path, name):
        rest = _while_bound(ev, scope, scope.body[number + 1 :], alias)
        following = Following(ev, alias)
        if any(following.is_changed_by(each, scope) or alias in ev.binds(each) for each in rest):
            items = contents(following.block(rest, scope, items)) or weakened(items)
    return items


def _while_bound(
    ev: Evaluator, scope: Scope, body: tuple[Statement, ...], name: str
) -> tuple[Statement, ...]:
    """Return the statements before the first that binds a name to another object."""
    again = (number for number, each in enumerate(body) if _binds_again(ev, scope, each, name))
    return body[: next(again, len(body))]


def _binds_again(ev: Evaluator, scope: Scope, statement: Statement, name: str) -> bool:
    """Tell whether a statement binds a name to another object; `NAME += …` adds to the list in its place."""
    if name not in ev.binds(statement) or not always_binds(statement, name):
        return False
    whole: Statement | None = statement
    if isinstance(statement, Deferred):
        whole = ev.sources.statement(scope.path, statement.key)
    return not isinstance(whole, AugAssign)


def _is_called_here_alone(ev: Evaluator, scope: Scope, function: str) -> bool:
    """Tell whether the statements of a module call one of its functions, and no other file names it."""
    words = frozenset({function})
    return any(
        isinstance(part, Call) and part.func == Name(function)
        for statement in scope.body
        if not isinstance(statement, Deferred) or statement.kind == "other"
        for part in whole(ev.sources, scope.path, statement, words)
    ) and ev.sources.containing(words).keys() == {scope.path}


def _since_bound(ev: Evaluator, scope: Scope, name: str) -> tuple[Statement, ...]:
    """Return the statements from the last one that certainly binds a name, before the line of the scope."""
    since = 0
    for number, statement in enumerate(scope.body):
        if scope.line is not None and start(statement) >= scope.line:
            return scope.body[since:number]
        if name in ev.binds(statement) and always_binds(statement, name):
            since = number
    return scope.body[since:]
