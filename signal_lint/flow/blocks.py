"""The statements of a function, nested ones included, without those of functions within it."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.syntax import Call, Expression, Scope, Statement, Yield
from signal_lint.walk import blocks, expressions, parts


def is_generator(body: tuple[Statement, ...]) -> bool:
    """Tell whether calling a function with this body runs nothing of it yet."""
    return any(isinstance(part, Yield) for part in _read(body))


def declared_outside(body: tuple[Statement, ...]) -> frozenset[str]:
    """Return the names that a function declares `global` or `nonlocal`."""
    scopes = (statement for statement in nested(body) if isinstance(statement, Scope))
    return frozenset(name for scope in scopes for name in scope.names)


def calls_in(statement: Statement) -> Iterator[Call]:
    """Yield the calls that a statement makes itself or in its blocks."""
    return (part for part in _read((statement,)) if isinstance(part, Call))


def nested(body: tuple[Statement, ...]) -> Iterator[Statement]:
    """Yield the statements of a block and, after each, those of the blocks in it."""
    for statement in body:
        yield statement
        for block in blocks(statement):
            yield from nested(block)


def _read(body: tuple[Statement, ...]) -> Iterator[Expression]:
    for statement in nested(body):
        for expression in expressions(statement):
            yield from parts(expression)
