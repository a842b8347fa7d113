"""Which names a statement binds: read off its text, nothing is evaluated."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.syntax import (
    Assign,
    AugAssign,
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
    Raise,
    Return,
    Sequence,
    Starred,
    Statement,
    Try,
    UnaryOp,
    While,
    With,
)
from signal_lint.walk import blocks

#: What a star import is listed under: any name may come from it.
STAR = "*"


def start(statement: Statement) -> int:
    """Return the first line of a statement, that of its first decorator where it has one."""
    match statement:
        case FunctionDef(decorators=(first, *_)) | ClassDef(decorators=(first, *_)):
            return first.span.line
        case _:
            return statement.span.line


def binds(statement: Statement) -> Iterator[str]:
    """Yield every name that a statement binds in its own scope, STAR for a star import."""
    match statement:
        case Deferred(names=names):
            yield from names
        case Import(names=aliases):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in aliases)
        case ImportFrom(names=aliases):
            yield from (alias.asname or alias.name for alias in aliases)
        case FunctionDef(name=name) | ClassDef(name=name):
            yield name
        case Assign(targets=targets):
            for target in targets:
                yield from target_names(target)
        case AugAssign(target=target):
            yield from target_names(target)
        case Delete(targets=targets):
            for target in targets:
                yield from target_names(target)
        case Expr(value=value):
            yield from walrus_names(value)
        case _:
            yield from _compound_targets(statement)
            for block in blocks(statement):
                for inner in block:
                    yield from binds(inner)


def _compound_targets(statement: Statement) -> Iterator[str]:
    match statement:
        case For(target=target):
            yield from target_names(target)
        case With(items=items):
            for _, bound in items:
                yield from () if bound is None else target_names(bound)
        case If(test=test) | While(test=test):
            yield from walrus_names(test)
        case Try(handlers=handlers):
            yield from (handler.name for handler in handlers if handler.name)
        case Match(cases=cases):
            yield from (name for case in cases for name in target_names(case.pattern))
        case _:
            return


def target_names(target: Expression) -> Iterator[str]:
    """Yield the plain names of an assignment's target."""
    match target:
        case Name(id=name):
            yield name
        case Sequence(elts=elements):
            for element in elements:
                yield from target_names(element)
        case Starred(value=value):
            yield from target_names(value)
        case _:
            return


def walrus_names(test: Expression) -> Iterator[str]:
    """Yield the name that a test such as `if (x := f()):` binds."""
    match test:
        case NamedExpr(target=Name(id=name)):
            yield name
        case UnaryOp(operand=operand):
            yield from walrus_names(operand)
        case _:
            return


def always_binds(statement: Statement, name: str) -> bool:
    """Tell whether no run goes past a statement without binding a name, as far as its shape tells."""
    match statement:
        case If(test=test, body=body, orelse=orelse):
            return name in walrus_names(test) or (settles(body, name) and settles(orelse, name))
        case Try(body=body, handlers=handlers, orelse=orelse, finalbody=final):
            tried = settles((*body, *orelse), name) and all(settles(h.body, name) for h in handlers)
            return tried or settles(final, name)
        case For(target=target, orelse=orelse):
            return name in target_names(target) or settles(orelse, name)
        case While(test=test, orelse=orelse):
            return name in walrus_names(test) or settles(orelse, name)
        case With(body=body):
            return name in _compound_targets(statement) or settles(body, name)
        case Match():
            return False
        case _:
            return name in binds(statement)


def settles(body: tuple[Statement, ...], name: str) -> bool:
    """Tell whether no run goes past a block without binding a name."""
    return any(always_binds(statement, name) or isinstance(statement, Return | Raise) for statement in body)
