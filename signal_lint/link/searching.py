"""Reading the statements of a file that hold certain words, without parsing the others."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.facts import Sources
from signal_lint.syntax import ClassDef, Deferred, Expression, Statement
from signal_lint.walk import inside


def everything(sources: Sources, path: str, words: frozenset[str]) -> Iterator[Statement | Expression]:
    """Yield the statements of a file that hold one of the words, methods included, with all their parts."""
    for statement in sources.facts(path).body:
        yield from _whole(sources, path, statement, words)


def _whole(
    sources: Sources, path: str, statement: Statement, words: frozenset[str]
) -> Iterator[Statement | Expression]:
    found: Statement | None = statement
    if isinstance(statement, Deferred):
        if not sources.holds(path, statement.key, words):
            return
        found = sources.statement(path, statement.key)
    if isinstance(found, ClassDef):
        yield found
        for inner in found.body:
            yield from _whole(sources, path, inner, words)
    elif found is not None:
        yield from inside(found)
