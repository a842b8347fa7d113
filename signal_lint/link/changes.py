"""What the statements of its own scope do to a list or a dict after it is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from signal_lint.link.bindings import always_binds, start
from signal_lint.link.following import Following
from signal_lint.link.merging import merge
from signal_lint.link.searching import whole
from signal_lint.link.values import Items, Scope, Table, Value
from signal_lint.syntax import Call, Deferred, Name, Statement

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
