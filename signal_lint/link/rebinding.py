"""Which names of a module its functions bind again, by `global`, and which are bound to the same object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from signal_lint.link.list_statements import READS, is_change, is_named
from signal_lint.syntax import (
    Assign,
    Attribute,
    Call,
    Deferred,
    Expression,
    FunctionDef,
    Name,
    Scope,
    Statement,
)
from signal_lint.walk import inside

if TYPE_CHECKING:
    from signal_lint.facts import Sources

_GLOBAL = frozenset({"global"})


class Rebinding:
    """What the functions of modules bind again, or change: when they run, nobody knows."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._names: dict[str, frozenset[str]] = {}
        self._functions: dict[tuple[str, str], tuple[FunctionDef, ...]] = {}
        self._aliases: dict[tuple[str, str], tuple[tuple[str, int], ...]] = {}

    def names(self, path: str) -> frozenset[str]:
        """Return the names that a function of a module declares as `global`."""
        if path not in self._names:
            declared = _declared(self._sources, path, self._sources.facts(path).body)
            self._names[path] = frozenset(declared)
        return self._names[path]

    def functions(self, path: str, name: str) -> tuple[FunctionDef, ...]:
        """Return the functions of a module that change one of its lists or dicts, or bind its name again."""
        if (path, name) not in self._functions:
            self._functions[path, name] = tuple(_functions(self._sources, path, name))
        return self._functions[path, name]

    def aliases(self, path: str, name: str) -> tuple[tuple[str, int], ...]:
        """Return the other names that a module binds to what a name is bound to.

        With each comes the index of the statement that does, in the body of the module.
        """
        if (path, name) not in self._aliases:
            self._aliases[path, name] = tuple(_aliases(self._sources, path, name))
        return self._aliases[path, name]


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


def _functions(sources: Sources, path: str, name: str) -> Iterator[FunctionDef]:
    for statement in sources.facts(path).body:
        match statement:
            case Deferred(kind="function", key=key) if sources.mentions(path, key, frozenset({name})):
                whole = sources.statement(path, key)
                if isinstance(whole, FunctionDef) and _is_changing(whole, name):
                    yield whole
            case _:
                continue


def _is_changing(function: FunctionDef, name: str) -> bool:
    """Tell whether a function changes what a name of its module is bound to."""
    return any(_changes(part, name) for part in inside(function))


def _changes(part: Statement | Expression, name: str) -> bool:
    match part:
        case Call(func=Attribute(value=owner, attr=method)):
            return is_named(owner, name) and method not in READS
        case Scope(kind="global", names=names):
            return name in names
        case _:
            return isinstance(part, Statement) and is_change(part, name)


def _aliases(sources: Sources, path: str, name: str) -> Iterator[tuple[str, int]]:
    for number, statement in enumerate(sources.facts(path).body):
        whole: Statement | None = statement
        if isinstance(statement, Deferred):
            holds = statement.kind == "assignment" and sources.mentions(
                path, statement.key, frozenset({name})
            )
            whole = sources.statement(path, statement.key) if holds else None
        if isinstance(whole, Assign):
            tied = [each.id for each in (*whole.targets, whole.value) if isinstance(each, Name)]
            if name in tied:
                yield from ((other, number) for other in tied if other != name)
