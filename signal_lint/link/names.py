"""What a name means: its last binding before the line that asks, through imports.

A decorator is evaluated before its function's name is bound, and a module may import
a name, use it, and define it again; so a name is always looked up from a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from signal_lint.django.names import is_primitive
from signal_lint.link.bindings import STAR, always_binds, settles, start, target_names, walrus_names
from signal_lint.link.lists import contents, in_order, weakened
from signal_lint.link.merging import element, is_importable, merge
from signal_lint.link.naming import named
from signal_lint.link.values import (
    Class,
    Each,
    External,
    Items,
    Literal,
    Module,
    Returned,
    Scope,
    Table,
    Unknown,
    Value,
    at,
)
from signal_lint.syntax import (
    Assign,
    Attribute,
    AugAssign,
    BinOp,
    Call,
    ClassDef,
    Deferred,
    Delete,
    Expr,
    Expression,
    For,
    FunctionDef,
    If,
    Import,
    ImportFrom,
    Match,
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


def module_name(ev: Evaluator, path: str, name: str, line: int | None) -> Value | None:
    """Return what a name of a module is bound to before a line; None where nothing binds it."""
    key = (path, name, line)
    if key in ev.names:
        return ev.names[key]
    if key in ev.unfinished:
        # An import cycle: so far, nothing binds the name.
        ev.came_back_to = min(ev.came_back_to, ev.unfinished[key])
        return None
    before, depth = ev.came_back_to, len(ev.unfinished)
    ev.came_back_to = ev.unfinished[key] = depth
    found = _in_module(ev, path, name, line)
    del ev.unfinished[key]
    # What rests on a name that is not finished is right for that one alone, and not remembered.
    if ev.came_back_to == depth:
        ev.names[key] = found
    ev.came_back_to = min(before, ev.came_back_to)
    return found


def _in_module(ev: Evaluator, path: str, name: str, line: int | None) -> Value | None:
    scope = ev.module_scope(path, line)
    found = last_bound(ev, ev.binders.of(name, scope.body), name, scope)
    if isinstance(found, Table) or contents(found) is not None:
        found = ev.mutations(scope, name, found)
    elif name in ev.rebinding.names(path):
        found = Unknown(name)
    return _or_as_before(ev, scope, name, found) if name.isupper() and _is_opaque(found) else found


def _is_opaque(value: Value | None) -> bool:
    """Tell whether nothing is known of what may be a list."""
    items = contents(value)
    if items is None:
        return isinstance(value, Unknown | Returned)
    return not items.complete and not any(isinstance(each, Literal) for each in items.elements)


def _or_as_before(ev: Evaluator, scope: Scope, name: str, found: Value | None) -> Value | None:
    """Return what is not known as what may hold what the name held before, where that was a list."""
    binders = ev.binders.of(name, scope.body)
    before = [each for each in binders if scope.line is None or start(each) < scope.line]
    items = contents(module_name(ev, scope.path, name, start(before[-1]))) if len(before) > 1 else None
    return found if items is None else Unknown(name, weakened(items))


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


def last_bound(
    ev: Evaluator, statements: Iterable[Statement], name: str, scope: Scope, given: Value | None = None
) -> Value | None:
    """Return the last binding among statements, else what was `given`.

    One under a condition may leave an earlier one.
    """
    conditional: list[Value] = []
    for statement in reversed(tuple(statements)):
        if scope.line is not None and start(statement) >= scope.line:
            continue
        bound = ev.binds(statement)
        if name not in bound and STAR not in bound:
            continue
        found = bound_by(ev, statement, name, scope)
        if found is None:
            continue
        conditional.append(found)
        if _is_settled(ev, statement, name, scope, found):
            return merge(conditional)
    return merge([*conditional, *(() if given is None else (given,))])


def _is_settled(ev: Evaluator, statement: Statement, name: str, scope: Scope, found: Value) -> bool:
    """Tell whether what a name was before a statement is of no matter behind it."""
    match statement:
        case Deferred() | ImportFrom():
            return True
        case If(test=test, body=body, orelse=orelse) if not always_binds(statement, name):
            truth = ev.truth(test, at(scope, start(statement)))
            return truth is not None and settles(body if truth else orelse, name)
        case Try():
            return always_binds(statement, name) or _is_counted_on(statement, name, found)
        case _:
            return always_binds(statement, name)


def _is_counted_on(statement: Try, name: str, found: Value) -> bool:
    """Tell whether the body of a `try` binds a name, by an import that does not fail."""
    body = (*statement.body, *statement.orelse)
    return is_importable(found) and (settles(body, name) or settles(body, STAR))


def bound_by(ev: Evaluator, statement: Statement, name: str, scope: Scope) -> Value | None:
    """Return what one statement binds a name to; None where it does not after all."""
    here = at(scope, start(statement))
    match statement:
        case Deferred(key=key):
            whole = ev.sources.statement(scope.path, key)
            return Unknown(name) if whole is None else bound_by(ev, whole, name, scope)
        case Import(names=aliases):
            return ev.module(next((alias.name for alias in aliases if alias.asname == name), name))
        case ImportFrom():
            return _imported(ev, statement, name, scope)
        case FunctionDef():
            return ev.function(statement, here)
        case ClassDef():
            return Class(scope.path, ev.qualname(scope, statement.name), statement.span, statement, here)
        case Assign():
            return _assigned(ev, statement, name, here)
        case AugAssign(target=Name() as target, op=op, value=value):
            return ev.evaluate(BinOp(target, op, value), here)
        case Expr(value=value):
            return _walrus(ev, value, here)
        case _:
            return _in_compound(ev, statement, name, scope)


def _imported(ev: Evaluator, statement: ImportFrom, name: str, scope: Scope) -> Value | None:
    module = ev.modules.relative(scope.path, statement.level, statement.module)
    for alias in statement.names:
        if (alias.asname or alias.name) == name:
            return member(ev, module, alias.name) if module else Unknown(name)
    return _starred(ev, module, name)


def _starred(ev: Evaluator, module: str, name: str) -> Value | None:
    path = ev.modules.find(module)
    if path is None:
        return External(f"{module}.{name}") if is_primitive(f"{module}.{name}") else None
    if path.endswith("/") or not _is_exported(ev, path, name):
        return None
    if is_primitive(f"{module}.{name}"):
        return External(f"{module}.{name}")
    return module_name(ev, path, name, None)


def _is_exported(ev: Evaluator, path: str, name: str) -> bool:
    """Tell whether a star import carries a name: `__all__` decides where the module has one."""
    exported = module_name(ev, path, "__all__", None) if "__all__" in ev.index(path) else None
    match exported:
        case Items(elements=elements) if Literal(name) in elements:
            return True
        case Items(complete=True):
            return False
        case _:
            return not name.startswith("_")


def _assigned(ev: Evaluator, statement: Assign, name: str, scope: Scope) -> Value | None:
    if statement.value is None:
        return None
    target = next(target for target in statement.targets if name in target_names(target))
    found = _popped(ev, statement, scope) or ev.evaluate(statement.value, scope)
    if isinstance(target, Sequence):
        found = element(found, target, name)
    return named(ev, found, name, scope, statement.span)


def _popped(ev: Evaluator, statement: Assign, scope: Scope) -> Value | None:
    """Return what `items.pop()`, outside of loops, takes off a list as it stands, None if not known."""
    match statement.value:
        case Call(func=Attribute(value=Name() as owner, attr="pop"), args=()) if statement in scope.body:
            items = contents(ev.evaluate(owner, scope))
            return items.elements[-1] if items is not None and in_order(items) and items.elements else None
        case _:
            return None


def _in_compound(ev: Evaluator, statement: Statement, name: str, scope: Scope) -> Value | None:
    match statement:
        case If(test=test, body=body, orelse=orelse):
            here = at(scope, statement.span.line)
            tested = _walrus(ev, test, here) if name in walrus_names(test) else None
            truth = ev.truth(test, here)
            branches = [body] if truth is True else [orelse] if truth is False else [body, orelse]
            found = [last_bound(ev, branch, name, scope, tested) for branch in branches]
            return merge([value for value in found if value is not None])
        case Try():
            return _in_try(ev, statement, name, scope)
        case For(target=target, iter=iterable, body=body, orelse=orelse) if name in target_names(target):
            each = scope.bindings.get(name, Each(unparse(iterable)))
            return last_bound(ev, (*body, *orelse), name, scope, each)
        case With(items=items, body=body) if any(t is not None and name in target_names(t) for _, t in items):
            return last_bound(ev, body, name, scope, Unknown(name))
        case While(test=test, body=body, orelse=orelse) if name in walrus_names(test):
            tested = _walrus(ev, test, at(scope, statement.span.line))
            again = last_bound(ev, (*body, *orelse), name, scope)
            return merge([tested, *(() if again is None else (again,))])
        case Delete():
            return Unknown(name)
        case Match(cases=cases) if any(name in target_names(case.pattern) for case in cases):
            return Unknown(name)
        case Match(cases=cases):
            in_cases = [last_bound(ev, case.body, name, scope) for case in cases]
            return merge([value for value in in_cases if value is not None])
        case _:
            return last_bound(ev, tuple(s for block in blocks(statement) for s in block), name, scope)


def _in_try(ev: Evaluator, statement: Try, name: str, scope: Scope) -> Value | None:
    """Return what a name is behind a `try`: what its body imports, where that import can be counted on."""
    return last_bound(ev, statement.finalbody, name, scope, _before_finally(ev, statement, name, scope))


def _before_finally(ev: Evaluator, statement: Try, name: str, scope: Scope) -> Value | None:
    main = last_bound(ev, (*statement.body, *statement.orelse), name, scope)
    if main is not None and _is_counted_on(statement, name, main):
        return main
    rest: list[Value] = []
    for handler in statement.handlers:
        found = Unknown(name) if handler.name == name else last_bound(ev, handler.body, name, scope)
        # `except ImportError: Model = None` stands for "not there", and what uses the name asks first.
        if found is not None and found != Literal(None):
            rest.append(found)
    return merge(rest if main is None else [main, *rest])


def _walrus(ev: Evaluator, test: Expression, scope: Scope) -> Value:
    match test:
        case NamedExpr(value=value):
            return ev.evaluate(value, scope)
        case _:
            return Unknown(unparse(test))
