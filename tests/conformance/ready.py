"""Modules that nothing but a `ready()` imports, by plain reading; and a source without one of its imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from conformance.plain import Module, Tree

TESTS = frozenset({"test", "tests", "testing"})


@dataclass(frozen=True, slots=True)
class Loader:
    """An import in a `ready()`: of the module of which file, and where it stands."""

    path: str
    line: int
    imported: str
    statement: ast.Import | ast.ImportFrom
    alias: ast.alias


def sole_loaders(tree: Tree, wanted: set[str]) -> Iterator[Loader]:
    """Yield each import in a `ready()` of a wanted file that is the only one of it outside the tests."""
    importers: dict[str, set[tuple[str, int]]] = {}
    loaders: list[Loader] = []
    for path, module in tree.modules.items():
        if TESTS & set(path.split("/")):
            continue
        ready = {id(node) for node in _in_ready(module.tree)}
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Import | ast.ImportFrom):
                continue
            for alias in node.names:
                for imported in _imported(tree, module, node, alias) & wanted:
                    if imported != path:
                        importers.setdefault(imported, set()).add((path, node.lineno))
                        if id(node) in ready:
                            loaders.append(Loader(path, node.lineno, imported, node, alias))
    for loader in loaders:
        if importers[loader.imported] == {(loader.path, loader.line)}:
            yield loader


def _in_ready(tree: ast.Module) -> Iterator[ast.AST]:
    for each in ast.walk(tree):
        if isinstance(each, ast.ClassDef):
            for method in each.body:
                if isinstance(method, ast.FunctionDef) and method.name == "ready":
                    yield from ast.walk(method)


def _imported(tree: Tree, module: Module, node: ast.Import | ast.ImportFrom, alias: ast.alias) -> set[str]:
    """Return the files that an import may be of: of a name in a package, and of the package it is in."""
    if isinstance(node, ast.Import):
        names = [alias.name]
    else:
        package = module.package(node)
        names = [package, f"{package}.{alias.name}"]
    return {found.path for name in names for found in tree.named(name)}


def without(source: str, loader: Loader) -> str:
    """Return a source without an import, in the same lines."""
    node = loader.statement
    others = [alias for alias in node.names if alias is not loader.alias]
    if others and isinstance(node, ast.ImportFrom):
        kept = ast.unparse(ast.ImportFrom(module=node.module, names=others, level=node.level))
    elif others:
        kept = ast.unparse(ast.Import(names=others))
    else:
        kept = "pass"
    lines = source.split("\n")
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    # ast counts bytes.
    start = lines[first].encode()[: node.col_offset].decode()
    end = lines[last].encode()[node.end_col_offset :].decode()
    lines[first : last + 1] = [start + kept + end, *[""] * (last - first)]
    return "\n".join(lines)
