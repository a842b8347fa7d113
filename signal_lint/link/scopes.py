"""Looking a name up from the inside out: in a function, in what surrounds it, in its module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from signal_lint.django.names import builtin_names
from signal_lint.link.names import last_bound, module_name
from signal_lint.link.values import External, Items, Literal, Scope, Table, Unknown, Value, at

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator


def lookup(ev: Evaluator, name: str, scope: Scope) -> Value:
    """Return what a name means to the statement that runs in a scope."""
    found = in_scopes(ev, name, scope)
    if found is not None:
        return found
    if name in ("__name__", "__package__"):
        own = ev.modules.name(scope.path) if name == "__name__" else ev.modules.package(scope.path)
        return Literal(own)
    return External(f"builtins.{name}") if name in builtin_names() else Unknown(name)


def in_scopes(ev: Evaluator, name: str, scope: Scope) -> Value | None:
    """Look a name up from the inside out; a class body is invisible to the functions in it."""
    current: Scope | None = scope
    line = scope.line
    inside_function = False
    while current is not None:
        if not (inside_function and current.kind == "class"):
            found = in_scope(ev, name, current, line)
            if found is not None:
                return found
        inside_function = inside_function or current.kind == "function"
        current = current.parent
        line = None if inside_function or current is None else current.line
    return None


def in_scope(ev: Evaluator, name: str, scope: Scope, line: int | None) -> Value | None:
    """Look a name up in one scope alone, as it stands before a line."""
    if name in scope.innermost:
        return scope.innermost[name]
    given = scope.bindings.get(name)
    if scope.kind == "module" and given is None:
        return module_name(ev, scope.path, name, line)
    if (name, line) in scope.known:
        return scope.known[name, line]
    here = at(scope, line)
    before, ev.came_back_to = ev.came_back_to, len(ev.unfinished)
    found = last_bound(ev, ev.binders.of(name, scope.body), name, here, given)
    if isinstance(found, Items | Table) and scope.kind != "module":
        found = ev.mutations(here, name, found)
    # What rests on a name that is not finished is not remembered, as for modules; nor what was cut short.
    if ev.came_back_to == len(ev.unfinished) and not ev.is_cut_short():
        scope.known[name, line] = found
    ev.came_back_to = min(before, ev.came_back_to)
    return found
