"""String literals: joined where they are constant, else the parts of an f-string."""

from __future__ import annotations

import libcst as cst

from signal_lint import syntax
from signal_lint.extract import literals
from signal_lint.extract.recursion import Lower
from signal_lint.extract.scanning import field_end
from signal_lint.extract.tokens import Cursor


def string(
    node: cst.FormattedString | cst.ConcatenatedString, cursor: Cursor, lower: Lower
) -> syntax.Expression:
    """Lower an f-string, or several literals that stand one after another."""
    parts: list[syntax.Expression] = []
    rest: cst.SimpleString | cst.FormattedString | cst.ConcatenatedString = node
    while isinstance(rest, cst.ConcatenatedString):
        parts += _parts(rest.left, cursor, lower)
        rest = rest.right
    parts += _parts(rest, cursor, lower)
    return _joined(parts)


def _parts(
    node: cst.SimpleString | cst.FormattedString, cursor: Cursor, lower: Lower
) -> list[syntax.Expression]:
    at = cursor.start()
    cursor.at += 1
    if isinstance(node, cst.FormattedString):
        return _fields(node, at, cursor, lower)
    return [syntax.Constant(literals.string_value(node.value))]


def _fields(node: cst.FormattedString, at: int, cursor: Cursor, lower: Lower) -> list[syntax.Expression]:
    """Lower the parts of an f-string that begins at `at`; conversions and format specs are left out."""
    parts: list[syntax.Expression] = []
    raw = "r" in node.prefix
    text = cursor.source.text
    at += len(node.start)
    for part in node.parts:
        if isinstance(part, cst.FormattedStringExpression):
            end = field_end(text, at + 1, node.end)
            if end == -1:  # strings nested deeper than anybody writes
                return [syntax.Opaque(text[at : cursor.end()])]
            parts.append(lower(part.expression, Cursor(cursor.source, at + 1, end)))
            at = end
            continue
        written = part.value if isinstance(part, cst.FormattedStringText) else ""
        at += len(written)
        literal = written.replace("{{", "{").replace("}}", "}")
        parts.append(syntax.Constant(literal if raw else literals.unescape(literal)))
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
