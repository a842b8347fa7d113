"""String literals: joined where they are constant, else the parts of an f-string."""

from __future__ import annotations

import libcst as cst

from signal_lint import syntax
from signal_lint.extract import literals
from signal_lint.extract.recursion import Lower
from signal_lint.extract.scanning import field_end
from signal_lint.extract.tokens import Cursor


def string(node: cst.BaseString, cursor: Cursor, lower: Lower) -> syntax.Expression:
    """Lower a string literal, or several that stand one after another."""
    parts: list[syntax.Expression] = []
    while isinstance(node, cst.ConcatenatedString):
        parts += _parts(node.left, cursor, lower)
        node = node.right
    parts += _parts(node, cursor, lower)
    return _joined(parts)


def _parts(node: cst.BaseString, cursor: Cursor, lower: Lower) -> list[syntax.Expression]:
    at = cursor.start()
    cursor.at += 1
    match node:
        case cst.SimpleString():
            return [syntax.Constant(literals.string_value(node.value))]
        case cst.FormattedString():
            return _fields(node, at, cursor, lower)
        case _:  # a template string is no string: nothing can be said of it
            return [syntax.Opaque(cursor.source.text[at : cursor.end()])]


def _fields(node: cst.FormattedString, at: int, cursor: Cursor, lower: Lower) -> list[syntax.Expression]:
    """Lower the parts of an f-string that begins at `at`; conversions and format specs are left out."""
    parts: list[syntax.Expression] = []
    raw = "r" in node.prefix
    text = cursor.source.text
    at += len(node.start)
    for part in node.parts:
        match part:
            case cst.FormattedStringText():
                at += len(part.value)
                literal = part.value.replace("{{", "{").replace("}}", "}")
                parts.append(syntax.Constant(literal if raw else literals.unescape(literal)))
            case cst.FormattedStringExpression():
                end = field_end(text, at + 1, node.end)
                if end == -1:  # strings nested deeper than anybody writes
                    return [syntax.Opaque(text[at : cursor.end()])]
                parts.append(lower(part.expression, Cursor(cursor.source, at + 1, end)))
                at = end
    return parts or [syntax.Constant("")]


def _joined(parts: list[syntax.Expression]) -> syntax.Expression:
    """Join neighbours that are constant; what is left of a plain string is one constant."""
    joined: list[syntax.Expression] = []
    for part in parts:
        match joined, part:
            case [*_, syntax.Constant(str() as left)], syntax.Constant(str() as right):
                joined[-1] = syntax.Constant(left + right)
            case [*_, syntax.Constant(bytes() as left)], syntax.Constant(bytes() as right):
                joined[-1] = syntax.Constant(left + right)
            case _:
                joined.append(part)
    match joined:
        case [syntax.Constant() | syntax.Opaque() as only]:
            return only
        case _:
            return syntax.JoinedStr(tuple(joined))
