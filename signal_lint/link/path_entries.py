"""The folders of a project that its own scripts and settings put on sys.path, read as text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TypeGuard

from signal_lint.facts import Sources
from signal_lint.link.modules import parent
from signal_lint.link.searching import everything
from signal_lint.syntax import (
    Assign,
    Attribute,
    AugAssign,
    BinOp,
    Call,
    Constant,
    Deferred,
    Expression,
    Name,
    Sequence,
    Statement,
    Subscript,
)
from signal_lint.walk import parts

#: What statements hold that extend sys.path.
WORDS = frozenset({"sys", "addsitedir"})
SCRIPTS = frozenset({"manage.py", "wsgi.py", "asgi.py", "celery.py", "conftest.py"})


def path_folders(sources: Sources) -> tuple[str, ...]:
    """Return the folders of the project that its scripts and settings put on sys.path."""
    folders = {parent(path) or "." for path in sources.paths}
    found: dict[str, None] = {}
    for path in sources.importing(frozenset({"sys", "site"})):
        if _starts_the_project(path):
            for node in everything(sources, path, WORDS):
                for entry in _entries(node):
                    found |= dict.fromkeys(_ending_in(_value(sources, path, entry), path, folders))
    return tuple(found)


def _starts_the_project(path: str) -> bool:
    return path.rpartition("/")[2] in SCRIPTS or "settings" in path


def _entries(node: Statement | Expression) -> tuple[Expression, ...]:
    """Return what a statement or call puts on sys.path."""
    match node:
        case Call(
            func=Attribute(value=Attribute(attr="path"), attr="insert" | "append" | "extend"), args=(*_, last)
        ):
            return _listed(last.value)
        case Call(func=Attribute(attr="addsitedir"), args=(first, *_)):
            return (first.value,)
        case AugAssign(target=Attribute(attr="path"), value=value):
            return _listed(value)
        case Assign(targets=(Attribute(attr="path") | Subscript(value=Attribute(attr="path")),), value=value):
            return () if value is None else _listed(value)
        case _:
            return ()


def _listed(value: Expression) -> tuple[Expression, ...]:
    match value:
        case Sequence(elts=elements):
            return elements
        case BinOp(left=left, op="+", right=right) if isinstance(left, Sequence) or isinstance(
            right, Sequence
        ):
            return (*_listed(left), *_listed(right))
        case _:
            return (value,)


def _value(sources: Sources, path: str, entry: Expression) -> Expression:
    """Return what the module assigns to a name, and any other expression as it is."""
    if isinstance(entry, Name):
        for statement in sources.facts(path).body:
            whole = sources.statement(path, statement.key) if _defers(statement, entry.id) else statement
            match whole:
                case Assign(targets=(Name(id=name),), value=value) if name == entry.id and value is not None:
                    return value
                case _:
                    continue
    return entry


def _defers(statement: Statement, name: str) -> TypeGuard[Deferred]:
    return isinstance(statement, Deferred) and name in statement.names


def _ending_in(expression: Expression, path: str, folders: set[str]) -> Iterator[str]:
    """Yield the folders around a file that end in the literal parts of a path expression."""
    pieces = [
        piece
        for part in parts(expression)
        if isinstance(part, Constant) and isinstance(part.value, str)
        for piece in part.value.split("/")
        if piece and "%" not in piece
    ]
    if not pieces:
        return
    tail = "/".join(pieces)
    for above in PurePosixPath(path).parents:
        candidate = str(above / tail)
        if candidate in folders or any(folder.startswith(f"{candidate}/") for folder in folders):
            yield candidate
            return
