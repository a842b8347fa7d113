"""libcst expressions -> `syntax` expressions: one recursion, in the order of the text.

Invariant: every word, number, string, bracket and prefix operator that is
passed is taken from the cursor, once and in order; positions depend on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import libcst as cst

from signal_lint import syntax
from signal_lint.extract import literals, operators
from signal_lint.extract.scanning import field_end
from signal_lint.extract.tokens import Cursor

_NAMED_CONSTANTS = {
    "None": syntax.Constant(None),
    "True": syntax.Constant(True),
    "False": syntax.Constant(False),
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
    # By frequency: these four are nine in ten of all expressions.
    match node:
        case cst.Name():
            cursor.at += 1
            return _NAMED_CONSTANTS.get(node.value) or syntax.Name(node.value)
        case cst.Attribute():
            value = expression(node.value, cursor)
            cursor.at += 1
            return syntax.Attribute(value, node.attr.value)
        case cst.Call():
            return _call(node, cursor)
        case cst.SimpleString():
            cursor.at += 1
            return syntax.Constant(literals.string_value(node.value))
        case cst.BaseNumber() | cst.Ellipsis():
            return _number(node, cursor)
        case cst.FormattedString() | cst.ConcatenatedString() | cst.TemplatedString():
            return _string(node, cursor)
        case cst.BaseComp():
            return _comprehension(node, cursor)
        case cst.Tuple() | cst.BaseList() | cst.BaseSet() | cst.BaseDict():
            return _display(node, cursor)
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
    value = expression(node.value, cursor)
    return syntax.Argument(value, keyword, node.star, cursor.span(first))


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


def _string(node: cst.BaseString, cursor: Cursor) -> syntax.Expression:
    parts: list[syntax.Expression] = []
    while isinstance(node, cst.ConcatenatedString):
        parts += _string_parts(node.left, cursor)
        node = node.right
    parts += _string_parts(node, cursor)
    return _joined(parts)


def _string_parts(node: cst.BaseString, cursor: Cursor) -> list[syntax.Expression]:
    at = cursor.start()
    cursor.at += 1
    match node:
        case cst.SimpleString():
            return [syntax.Constant(literals.string_value(node.value))]
        case cst.FormattedString():
            return _fields(node, at, cursor)
        case _:  # a template string is no string: nothing can be said of it
            return [syntax.Opaque(cursor.source.text[at : cursor.end()])]


def _fields(node: cst.FormattedString, at: int, cursor: Cursor) -> list[syntax.Expression]:
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
                parts.append(expression(part.expression, Cursor(cursor.source, at + 1, end)))
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


def _display(node: cst.BaseExpression, cursor: Cursor) -> syntax.Expression:
    match node:
        case cst.Tuple():
            elements = _elements(node.elements, cursor)
            if not node.lpar and isinstance(node.elements[-1].comma, cst.Comma):
                cursor.comma = cursor.at
            return syntax.Sequence("tuple", elements)
        case cst.List() | cst.Set():
            cursor.at += 1
            elements = _elements(node.elements, cursor)
            cursor.at += 1
            return syntax.Sequence("list" if isinstance(node, cst.List) else "set", elements)
        case cst.Dict():
            cursor.at += 1
            items = tuple([_item(element, cursor) for element in node.elements])
            cursor.at += 1
            return syntax.Dict(items)
        case _:
            raise TypeError(f"no display: {type(node).__name__}")


def _elements(elements: Sequence[cst.BaseElement], cursor: Cursor) -> tuple[syntax.Expression, ...]:
    return tuple([_element(element, cursor) for element in elements])


def _element(element: cst.BaseElement, cursor: Cursor) -> syntax.Expression:
    if isinstance(element, cst.StarredElement):
        return expression(element, cursor)
    return expression(element.value, cursor)


def _item(element: cst.BaseDictElement, cursor: Cursor) -> tuple[syntax.Expression | None, syntax.Expression]:
    if isinstance(element, cst.DictElement):
        return expression(element.key, cursor), expression(element.value, cursor)
    cursor.at += 1
    return None, expression(element.value, cursor)


def _comprehension(node: cst.BaseComp, cursor: Cursor) -> syntax.Expression:
    brackets = 0 if isinstance(node, cst.GeneratorExp) else 1
    cursor.at += brackets
    key: syntax.Expression | None = None
    match node:
        case cst.DictComp():
            key = expression(node.key, cursor)
            element = expression(node.value, cursor)
        case cst.StarredDictComp():
            cursor.at += 1
            element = expression(node.value, cursor)
        case cst.BaseSimpleComp():
            element = expression(node.elt, cursor)
        case _:
            raise TypeError(f"no comprehension: {type(node).__name__}")
    clauses = _clauses(node.for_in, cursor)
    cursor.at += brackets
    match node:
        case cst.ListComp():
            return syntax.Comprehension("list", element, clauses)
        case cst.SetComp():
            return syntax.Comprehension("set", element, clauses)
        case cst.GeneratorExp():
            return syntax.Comprehension("generator", element, clauses)
        case _:
            return syntax.Comprehension("dict", element, clauses, key)


def _clauses(node: cst.CompFor | None, cursor: Cursor) -> tuple[syntax.Clause, ...]:
    clauses: list[syntax.Clause] = []
    while node:
        cursor.at += 2 if node.asynchronous else 1
        target = expression(node.target, cursor)
        cursor.at += 1
        iterated = expression(node.iter, cursor)
        ifs: list[syntax.Expression] = []
        for condition in node.ifs:
            cursor.at += 1
            ifs.append(expression(condition.test, cursor))
        clauses.append(syntax.Clause(target, iterated, tuple(ifs)))
        node = node.inner_for_in
    return tuple(clauses)


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
        case cst.Index(star=None):
            return expression(node.value, cursor)
        case cst.Index():
            cursor.at += 1
            return syntax.Starred(expression(node.value, cursor))
        case cst.Slice():
            for part in (node.lower, node.upper, node.step):
                if part:
                    expression(part, cursor)
            return syntax.Opaque(cst.Module([]).code_for_node(node))
        case _:
            raise TypeError(f"no index: {type(node).__name__}")


def _lambda(node: cst.Lambda, cursor: Cursor) -> syntax.Expression:
    first = cursor.at
    cursor.at += 1
    taken = parameters(node.params, cursor)
    body = expression(node.body, cursor)
    return syntax.Lambda(taken, body, cursor.span(first))


def parameters(node: cst.Parameters, cursor: Cursor) -> syntax.Parameters:
    """Lower what stands between the brackets of a `def`, or after `lambda`."""
    positional_only = _group(node.posonly_params, cursor)
    positional = _group(node.params, cursor)
    vararg: str | None = None
    match node.star_arg:
        case cst.Param() as param:
            cursor.at += 1
            vararg = _parameter(param, cursor).name
        case cst.ParamStar():
            cursor.at += 1
    keyword_only = _group(node.kwonly_params, cursor)
    kwarg: str | None = None
    if node.star_kwarg:
        cursor.at += 1
        kwarg = _parameter(node.star_kwarg, cursor).name
    return syntax.Parameters(positional_only, positional, vararg, keyword_only, kwarg)


def _group(params: Sequence[cst.Param], cursor: Cursor) -> tuple[syntax.Parameter, ...]:
    return tuple([_parameter(param, cursor) for param in params])


def _parameter(node: cst.Param, cursor: Cursor) -> syntax.Parameter:
    cursor.at += 1
    if node.annotation:
        expression(node.annotation.annotation, cursor)
    default = expression(node.default, cursor) if node.default else None
    return syntax.Parameter(node.name.value, default)


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
            raise TypeError(f"no expression: {type(node).__name__}")


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
            return syntax.Yield(expression(item, cursor))
        case value:
            return syntax.Yield(expression(value, cursor))
