"""libcst expressions -> `syntax` expressions: one recursion, in the order of the text.

Invariant: every word, number, string, bracket and prefix operator that is
passed is taken from the cursor, once and in order; positions depend on it.
"""

from __future__ import annotations

from typing import Literal

import libcst as cst

from signal_lint import syntax
from signal_lint.extract import literals, operators
from signal_lint.extract.displays import comprehension, display
from signal_lint.extract.parameter_lists import parameters
from signal_lint.extract.recursion import pass_over
from signal_lint.extract.strings import string
from signal_lint.extract.tokens import Cursor

_NAMED_CONSTANTS = {
    "None": syntax.Constant(value=None),
    "True": syntax.Constant(value=True),
    "False": syntax.Constant(value=False),
}


def expression(node: cst.BaseExpression, cursor: Cursor) -> syntax.Expression:
    """Lower an expression together with the brackets around it."""
    if not node.lpar:
        return _bare(node, cursor)
    cursor.at += len(node.lpar)
    lowered = _bare(node, cursor)
    cursor.at += len(node.rpar)
    return lowered


def _bare(node: cst.BaseExpression, cursor: Cursor) -> syntax.Expression:
    # Four in five expressions are one of these; a class pattern that fails costs ten times as much as `is`.
    if type(node) is cst.Name:
        cursor.at += 1
        return _NAMED_CONSTANTS.get(node.value) or syntax.Name(node.value)
    if type(node) is cst.Attribute:
        value = expression(node.value, cursor)
        cursor.at += 1
        return syntax.Attribute(value, node.attr.value)
    if type(node) is cst.Call:
        return _call(node, cursor)
    if type(node) is cst.SimpleString:
        cursor.at += 1
        return syntax.Constant(literals.string_value(node.value))
    return _rarer(node, cursor)


def _rarer(node: cst.BaseExpression, cursor: Cursor) -> syntax.Expression:
    match node:
        case cst.BaseNumber() | cst.Ellipsis():
            return _number(node, cursor)
        case cst.FormattedString() | cst.ConcatenatedString():
            return string(node, cursor, expression)
        case cst.ListComp() | cst.SetComp() | cst.GeneratorExp() | cst.DictComp() | cst.StarredDictComp():
            return comprehension(node, cursor, expression)
        case cst.Tuple() | cst.List() | cst.Set() | cst.Dict():
            return display(node, cursor, expression)
        case cst.Subscript():
            return _subscript(node, cursor)
        case cst.StarredElement():
            cursor.at += 1
            return syntax.Starred(expression(node.value, cursor))
        case cst.Lambda():
            return _lambda(node, cursor)
        case _:
            return _operation(node, cursor)


def _call(node: cst.Call, cursor: Cursor) -> syntax.Call:
    first = cursor.at
    func = expression(node.func, cursor)
    cursor.at += 1
    args = tuple([argument(arg, cursor) for arg in node.args])
    cursor.at += 1
    return syntax.Call(func, args, cursor.span(first))


def argument(node: cst.Arg, cursor: Cursor) -> syntax.Argument:
    """Lower one argument of a call, or one base of a class."""
    first = cursor.at
    keyword = node.keyword.value if node.keyword else None
    if keyword is not None or node.star:
        cursor.at += 1
    start = cursor.at
    value = expression(node.value, cursor)
    span = cursor.span(first)
    return syntax.Argument(value, keyword, node.star, span, span if start == first else cursor.span(start))


def _number(node: cst.BaseNumber | cst.Ellipsis, cursor: Cursor) -> syntax.Expression:
    cursor.at += 1
    match node:
        case cst.Integer():
            value = literals.integer_value(node.value)
            return syntax.Opaque(node.value) if value is None else syntax.Constant(value)
        case cst.Float():
            return syntax.Constant(float(node.value))
        case cst.Imaginary():
            return syntax.Constant(complex(0, float(node.value[:-1])))
        case _:
            return syntax.Opaque("...")


def _subscript(node: cst.Subscript, cursor: Cursor) -> syntax.Expression:
    value = expression(node.value, cursor)
    cursor.at += 1
    indices = tuple([_index(element.slice, cursor) for element in node.slice])
    cursor.at += 1
    if len(indices) == 1 and not isinstance(node.slice[0].comma, cst.Comma):
        return syntax.Subscript(value, indices[0])
    return syntax.Subscript(value, syntax.Sequence("tuple", indices))


def _index(node: cst.BaseSlice, cursor: Cursor) -> syntax.Expression:
    match node:
        case cst.Index(value=value, star=star):
            cursor.at += 1 if star else 0
            lowered = expression(value, cursor)
            return syntax.Starred(lowered) if star else lowered
        case _:
            return syntax.Opaque(pass_over(node, cursor))


def _lambda(node: cst.Lambda, cursor: Cursor) -> syntax.Expression:
    first = cursor.at
    cursor.at += 1
    taken = parameters(node.params, cursor, expression)
    body = expression(node.body, cursor)
    return syntax.Lambda(taken, body, cursor.span(first))


def _operation(node: cst.BaseExpression, cursor: Cursor) -> syntax.Expression:
    match node:
        case cst.BinaryOperation():
            left = expression(node.left, cursor)
            op = operators.BINARY[type(node.operator)]
            cursor.at += op in operators.TOKENS
            return syntax.BinOp(left, op, expression(node.right, cursor))
        case cst.BooleanOperation():
            left = expression(node.left, cursor)
            cursor.at += 1
            word: Literal["and", "or"] = "and" if isinstance(node.operator, cst.And) else "or"
            return syntax.BoolOp(left, word, expression(node.right, cursor))
        case cst.Comparison():
            return _comparison(node, cursor)
        case cst.UnaryOperation():
            cursor.at += 1
            return syntax.UnaryOp(operators.UNARY[type(node.operator)], expression(node.expression, cursor))
        case cst.IfExp():
            return _conditional(node, cursor)
        case cst.NamedExpr():
            target = expression(node.target, cursor)
            return syntax.NamedExpr(target, expression(node.value, cursor))
        case cst.Await():
            cursor.at += 1
            return syntax.Await(expression(node.expression, cursor))
        case cst.Yield():
            return _yield(node, cursor)
        case _:
            # A template string, or what a later grammar brings.
            return syntax.Opaque(pass_over(node, cursor))


def _comparison(node: cst.Comparison, cursor: Cursor) -> syntax.Expression:
    left = expression(node.left, cursor)
    comparisons: list[tuple[str, syntax.Expression]] = []
    for target in node.comparisons:
        op = operators.COMPARISON[type(target.operator)]
        if op[0] in "in":
            cursor.at += len(op.split())
        comparisons.append((op, expression(target.comparator, cursor)))
    return syntax.Compare(left, tuple(comparisons))


def _conditional(node: cst.IfExp, cursor: Cursor) -> syntax.Expression:
    body = expression(node.body, cursor)
    cursor.at += 1
    test = expression(node.test, cursor)
    cursor.at += 1
    return syntax.IfExp(test, body, expression(node.orelse, cursor))


def _yield(node: cst.Yield, cursor: Cursor) -> syntax.Expression:
    cursor.at += 1
    match node.value:
        case None:
            return syntax.Yield(None)
        case cst.From(item=item):
            cursor.at += 1
            return syntax.Yield(expression(item, cursor), delegates=True)
        case value:
            return syntax.Yield(expression(value, cursor))
