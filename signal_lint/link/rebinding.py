"""Which names of a module its functions bind again, by `global`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from signal_lint.syntax import Deferred, Scope, Statement
from signal_lint.walk import inside

if TYPE_CHECKING:
    from signal_lint.facts import Sources

_GLOBAL = frozenset({"global"})


def rebound(sources: Sources, path: str) -> frozenset[str]:
    """Return the names that a function of a module declares as `global`: when it runs, nobody knows."""
    return frozenset(_declared(sources, path, sources.facts(path).body))


def _declared(sources: Sources, path: str, body: tuple[Statement, ...]) -> Iterator[str]:
    for statement in body:
        whole: Statement | None = statement
        if isinstance(statement, Deferred):
            holds = sources.mentions(path, statement.key, _GLOBAL)
            whole = sources.statement(path, statement.key) if holds else None
        for part in () if whole is None else inside(whole):
            match part:
                case Scope(kind="global", names=names):
                    yield from names
                case Deferred():
                    yield from _declared(sources, path, (part,))
                case _:
                    continue
