"""INSTALLED_APPS by plain reading: the strings that a module lists literally, outside any condition.

Lists are followed through names, `+`, `+=`, `append`, `extend`, `insert`, and through what a module imports
from others of the tree by `import *` or by name. What stands under a condition, in a `try`, a loop or a
function counts for nothing; what is computed is passed over. `remove` with a string takes that string away.
"""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

NAME = "INSTALLED_APPS"
#: How many modules import from each other at most.
STEPS = 6


@dataclass(slots=True)
class Reading:
    """What a module's names list, and what was taken out of INSTALLED_APPS."""

    lists: dict[str, list[str]] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)


class UnreadableError(Exception):
    """A settings module that `ast` cannot parse here."""


def read(root: Path, path: str, import_root: str, steps: int = STEPS) -> Reading:
    """Read a settings module, by its path below the root of a tree."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse((root / path).read_bytes())
    except (SyntaxError, ValueError) as error:
        raise UnreadableError(path) from error
    found = Reading()
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom):
            module = _module(statement, path, import_root)
            files = (f"{module}.py", f"{module}/__init__.py")
            existing = next((file for file in files if (root / file).is_file()), None)
            if existing and steps:
                _import(statement, found, read(root, existing, import_root, steps - 1))
        else:
            _perform(statement, found)
    return found


def _import(node: ast.ImportFrom, found: Reading, other: Reading) -> None:
    """Take over what is imported from a module that was read."""
    for each in node.names:
        if each.name == "*":
            found.lists |= other.lists
            found.removed += other.removed
        elif each.name in other.lists:
            found.lists[each.asname or each.name] = list(other.lists[each.name])


def _module(node: ast.ImportFrom, path: str, import_root: str) -> str:
    """Return the path of the module that is imported from, without its suffix."""
    parts = (node.module or "").split(".") if node.module else []
    if node.level:
        folders = PurePosixPath(path).parts[: -node.level]
        return "/".join((*folders, *parts))
    return str(PurePosixPath(import_root, *parts))


def _perform(statement: ast.stmt, found: Reading) -> None:
    match statement:
        case ast.Assign(targets=targets, value=value):
            listed = _listed(value, found)
            for target in targets:
                if isinstance(target, ast.Name):
                    found.lists[target.id] = listed
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            found.lists[name] = _listed(value, found)
        case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value):
            found.lists[name] = [*found.lists.get(name, ()), *_listed(value, found)]
        case ast.Expr(
            value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method), args=[*_, argument])
        ):
            _call(name, method, argument, found)


def _call(name: str, method: str, argument: ast.expr, found: Reading) -> None:
    """Perform a call of a list's method; the last argument is what it puts in or takes out."""
    listed = found.lists.setdefault(name, [])
    match method, argument:
        case "append" | "insert", ast.Constant(value=str() as text):
            listed.append(text)
        case "extend", _:
            listed += _listed(argument, found)
        case "remove", ast.Constant(value=str() as text):
            found.lists[name] = [each for each in listed if each != text]
            if name == NAME:
                found.removed.append(text)


def _listed(node: ast.expr, found: Reading) -> list[str]:
    """Return the strings that an expression lists for certain."""
    match node:
        case ast.Constant(value=str() as text):
            return [text]
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return [
                text
                for element in elements
                if isinstance(element, ast.Constant | ast.Starred)
                for text in _listed(element, found)
            ]
        case ast.Starred(value=value) | ast.Call(func=ast.Name(id="list" | "tuple"), args=[value]):
            return _listed(value, found)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return [*_listed(left, found), *_listed(right, found)]
        case ast.Name(id=name):
            return found.lists.get(name, [])
    return []
