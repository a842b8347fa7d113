"""What a name means: its last binding before the line that asks, through imports.

A decorator is evaluated before its function's name is bound, and a module may import
a name, use it, and define it again; so a name is always looked up from a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from signal_lint.django.names import builtin_names, is_primitive
from signal_lint.link.bindings import STAR, start, target_names, walrus_names
from signal_lint.link.values import (
    Class,
    Each,
    External,
    Function,
    Instance,
    Items,
    Literal,
    Module,
    Returned,
    Scope,
    SignalObject,
    Unknown,
    Value,
)
from signal_lint.source import Location, Span
from signal_lint.syntax import (
    Assign,
    AugAssign,
    BinOp,
    ClassDef,
    Deferred,
    Expression,
    For,
    FunctionDef,
    If,
    Import,
    ImportFrom,
    Name,
    NamedExpr,
    Sequence,
    Statement,
    Try,
    While,
    With,
)
from signal_lint.unparse import unparse
from signal_lint.walk import blocks

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
    given = scope.bindings.get(name)
    if scope.kind == "module":
        return given or module_name(ev, scope.path, name, line)
    return _last(ev, scope.body, name, _at(scope, line), given)


def module_name(ev: Evaluator, path: str, name: str, line: int | None) -> Value | None:
    """Return what a name of a module is bound to before a line; None where nothing binds it."""
    key = (path, name, line)
    if key not in ev.names:
        # A name that is asked for while it is being worked out takes part in an import cycle.
        ev.names[key] = Unknown(name)
        index = ev.index(path)
        candidates = sorted(set(index.get(name, ())) | set(index.get(STAR, ())))
        body = ev.sources.facts(path).body
        scope = ev.module_scope(path, line)
        found = _last(ev, tuple(body[number] for number in candidates), name, scope)
        if isinstance(found, Items):
            found = _mutated(ev, path, name, line, found)
        ev.names[key] = found
    return ev.names[key]


def member(ev: Evaluator, module: str, name: str) -> Value:
    """Return what `from module import name` gives."""
    dotted = f"{module}.{name}"
    path = ev.modules.find(module)
    if path is None or is_primitive(dotted):
        return External(dotted)
    found = None if path.endswith("/") else module_name(ev, path, name, None)
    if found is not None:
        return found
    inner = ev.modules.submodule(path, name)
    return Module(dotted, inner) if inner is not None else Unknown(dotted)


def _last(
    ev: Evaluator, statements: Iterable[Statement], name: str, scope: Scope, given: Value | None = None
) -> Value | None:
    """Return the last binding among statements, else what was `given`; one under a condition may leave an earlier one."""
    conditional: list[Value] = []
    for statement in reversed(tuple(statements)):
        if scope.line is not None and start(statement) >= scope.line:
            continue
        bound = ev.binds(statement)
        if name not in bound and STAR not in bound:
            continue
        found = _bound(ev, statement, name, scope)
        if found is None:
            continue
        conditional.append(found)
        if not isinstance(statement, If) or statement.orelse:
            return merge(conditional)
    return merge([*conditional, *(() if given is None else (given,))])


def merge(values: list[Value]) -> Value | None:
    """Return what a name may be where branches differ: what they agree on, lists put together."""
    known = [value for value in values if not isinstance(value, Unknown) and value != Literal(None)]
    if not known:
        return values[0] if values else None
    if all(isinstance(value, Items) for value in known):
        lists = [value for value in known if isinstance(value, Items)]
        elements = dict.fromkeys(element for items in lists for element in items.elements)
        return Items(lists[0].kind, tuple(elements), all(items.complete for items in lists))
    if all(isinstance(value, Function) for value in known) or len(set(known)) == 1:
        return known[0]
    return Unknown("one of several")


def _bound(ev: Evaluator, statement: Statement, name: str, scope: Scope) -> Value | None:
    """Return what one statement binds a name to; None where it does not after all."""
    here = _at(scope, start(statement))
    match statement:
        case Deferred(key=key):
            whole = ev.sources.statement(scope.path, key)
            return Unknown(name) if whole is None else _bound(ev, whole, name, scope)
        case Import(names=aliases):
            for alias in aliases:
                if (alias.asname or alias.name.partition(".")[0]) == name:
                    return ev.module(alias.name if alias.asname else name)
            return None
        case ImportFrom():
            return _imported(ev, statement, name, scope)
        case FunctionDef():
            return ev.function(statement, here)
        case ClassDef():
            return Class(scope.path, ev.qualname(scope, statement.name), statement.span, statement, here)
        case Assign(value=None):
            return None
        case Assign(targets=targets, value=value, span=span):
            for target in targets:
                if name in target_names(target):
                    return _assigned(ev, target, value, name, here, span)
            return None
        case AugAssign(target=Name() as target, op=op, value=value):
            return ev.evaluate(BinOp(target, op, value), here)
        case _:
            return _in_compound(ev, statement, name, scope)


def _at(scope: Scope, line: int | None) -> Scope:
    return Scope(
        scope.path, scope.body, scope.kind, scope.qualname, line, scope.parent, scope.bindings, scope.owner
    )


def _imported(ev: Evaluator, statement: ImportFrom, name: str, scope: Scope) -> Value | None:
    module = ev.modules.relative(scope.path, statement.level, statement.module)
    for alias in statement.names:
        if (alias.asname or alias.name) == name:
            return member(ev, module, alias.name) if module else Unknown(name)
        if alias.name == STAR:
            return _starred(ev, module, name)
    return None


def _starred(ev: Evaluator, module: str, name: str) -> Value | None:
    path = ev.modules.find(module)
    if path is None:
        return External(f"{module}.{name}") if is_primitive(f"{module}.{name}") else None
    if path.endswith("/") or name.startswith("_"):
        return None
    if is_primitive(f"{module}.{name}"):
        return External(f"{module}.{name}")
    return module_name(ev, path, name, None)


def _assigned(
    ev: Evaluator, target: Expression, value: Expression | None, name: str, scope: Scope, span: Span
) -> Value:
    if value is None:
        return Unknown(name)
    found = ev.evaluate(value, scope)
    if isinstance(target, Sequence):
        return element(found, target, name)
    return named(ev, found, name, scope, span)


def element(value: Value, target: Sequence, name: str) -> Value:
    """Return what a name of a tuple target gets of a value."""
    plain = all(isinstance(part, Name) for part in target.elts)
    if plain and isinstance(value, Items) and value.complete and len(value.elements) == len(target.elts):
        return value.elements[target.elts.index(Name(name))]
    return Unknown(name)


def named(ev: Evaluator, value: Value, name: str, scope: Scope, span: Span) -> Value:
    """Return a value as it is known by the name that an assignment gives it."""
    dotted = f"{ev.modules.name(scope.path)}.{ev.qualname(scope, name)}"
    match value:
        case Returned() | Instance() if kind := ev.signal_kind(value):
            return SignalObject(dotted, Location(scope.path, span), {"model": True, "plain": False}.get(kind))
        case Instance(of=of, args=args, keywords=keywords, name=""):
            return Instance(of, args, keywords, dotted)
        case _:
            return value


def _in_compound(ev: Evaluator, statement: Statement, name: str, scope: Scope) -> Value | None:
    match statement:
        case If(test=test, body=body, orelse=orelse):
            if name in walrus_names(test):
                return _walrus(ev, test, _at(scope, statement.span.line))
            truth = ev.truth(test, _at(scope, statement.span.line))
            branches = [body] if truth is True else [orelse] if truth is False else [body, orelse]
            found = [_last(ev, branch, name, scope) for branch in branches]
            return merge([value for value in found if value is not None])
        case Try(body=body, orelse=orelse):
            main = _last(ev, (*body, *orelse), name, scope)
            if main is not None and not isinstance(main, Unknown):
                return main
            rest = [_last(ev, block, name, scope) for block in blocks(statement)[2:]]
            return merge([value for value in (main, *rest) if value is not None])
        case For(target=target, iter=iterable) if name in target_names(target):
            return scope.bindings.get(name, Each(unparse(iterable)))
        case With(items=items) if any(t is not None and name in target_names(t) for _, t in items):
            return Unknown(name)
        case While(test=test) if name in walrus_names(test):
            return _walrus(ev, test, _at(scope, statement.span.line))
        case _:
            return _last(ev, tuple(s for block in blocks(statement) for s in block), name, scope)


def _walrus(ev: Evaluator, test: Expression, scope: Scope) -> Value:
    match test:
        case NamedExpr(value=value):
            return ev.evaluate(value, scope)
        case _:
            return Unknown(unparse(test))


def _mutated(ev: Evaluator, path: str, name: str, line: int | None, found: Items) -> Items:
    """Return a module's list after the `append`, `extend` and `insert` calls that follow it."""
    return ev.mutations(path, name, line, found)
