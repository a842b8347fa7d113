"""libcst import statements -> `syntax.Import` and `syntax.ImportFrom`."""

from __future__ import annotations

import libcst as cst

from signal_lint import syntax
from signal_lint.extract.tokens import Cursor


def import_statement(
    node: cst.Import | cst.ImportFrom | cst.LazyImport | cst.LazyImportFrom, cursor: Cursor
) -> syntax.Import | syntax.ImportFrom:
    """Lower an import; a lazy one (PEP 810) counts as any other."""
    first = cursor.at
    cursor.at += 2 if isinstance(node, (cst.LazyImport, cst.LazyImportFrom)) else 1
    if isinstance(node, (cst.Import, cst.LazyImport)):
        names = tuple([_alias(alias, cursor) for alias in node.names])
        return syntax.Import(names, cursor.span(first))
    while cursor.next_is("..."):
        cursor.at += 1
    module = _dotted(node.module, cursor) if node.module else ""
    cursor.at += 1
    if isinstance(node.names, cst.ImportStar):
        cursor.at += 1
        names = (syntax.Alias("*"),)
    else:
        brackets = 1 if node.lpar else 0
        cursor.at += brackets
        names = tuple([_alias(alias, cursor) for alias in node.names])
        cursor.at += brackets
    return syntax.ImportFrom(module, names, len(node.relative), cursor.span(first))


def _alias(node: cst.ImportAlias, cursor: Cursor) -> syntax.Alias:
    name = _dotted(node.name, cursor)
    match node.asname:
        case cst.AsName(name=cst.Name(value=asname)):
            cursor.at += 2
            return syntax.Alias(name, asname)
        case _:
            return syntax.Alias(name)


def _dotted(node: cst.BaseExpression, cursor: Cursor) -> str:
    words: list[str] = []
    while isinstance(node, cst.Attribute):
        words.append(node.attr.value)
        node = node.value
    words += [node.value] if isinstance(node, cst.Name) else []
    cursor.at += len(words)
    return ".".join(reversed(words))
