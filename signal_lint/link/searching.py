"""Reading the statements of a file that hold certain words, without parsing the others."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.facts import Sources
from signal_lint.link.bindings import STAR, binds
from signal_lint.syntax import (
    ClassDef,
    Deferred,
    Expression,
    FunctionDef,
    ImportFrom,
    Lambda,
    Parameters,
    Statement,
)
from signal_lint.walk import inside


def everything(sources: Sources, path: str, words: frozenset[str]) -> Iterator[Statement | Expression]:
    """Yield the statements of a file that hold one of the words, methods included, with all their parts."""
    for statement in sources.facts(path).body:
        yield from whole(sources, path, statement, words)


def whole(
    sources: Sources, path: str, statement: Statement, *words: frozenset[str]
) -> Iterator[Statement | Expression]:
    """Yield a statement with all its parts, where its text holds one word of each set."""
    found: Statement | None = statement
    if isinstance(statement, Deferred):
        if not all(sources.holds(path, statement.key, each) for each in words):
            return
        found = sources.statement(path, statement.key)
    if isinstance(found, ClassDef):
        yield found
        for inner in found.body:
            yield from whole(sources, path, inner, *words)
    elif found is not None:
        yield from inside(found)


def is_free(sources: Sources, path: str, name: str, module: str) -> bool:
    """Tell whether a file binds a name to nothing but what it imports by that name from a module.

    A star import may bring any name along.
    """
    return not any(_takes(node, name, module) for node in everything(sources, path, frozenset({name})))


def _takes(node: Statement | Expression, name: str, module: str) -> bool:
    """Tell whether a node gives a name another meaning."""
    match node:
        case ImportFrom(module=source, level=level, names=aliases):
            kept = (source, level) == (module, 0)
            bound = {alias.asname or alias.name: alias.name for alias in aliases}
            return STAR in bound or (name in bound and not (kept and bound[name] == name))
        case FunctionDef(name=defined, parameters=parameters):
            return name in (defined, *_parameter_names(parameters))
        case Lambda(parameters=parameters):
            return name in _parameter_names(parameters)
        case _:
            return isinstance(node, Statement) and name in binds(node)


def _parameter_names(parameters: Parameters) -> tuple[str | None, ...]:
    named = (*parameters.positional_only, *parameters.positional, *parameters.keyword_only)
    return (*(parameter.name for parameter in named), parameters.vararg, parameters.kwarg)
