"""libcst statements -> `syntax` statements, in the order of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import libcst as cst

from signal_lint import syntax
from signal_lint.extract import operators, patterns
from signal_lint.extract.expressions import argument, expression
from signal_lint.extract.lowering_imports import import_statement
from signal_lint.extract.parameter_lists import parameters
from signal_lint.extract.recursion import pass_over
from signal_lint.extract.tokens import Cursor
from signal_lint.source import Span


def statements(nodes: Sequence[cst.CSTNode], cursor: Cursor) -> tuple[syntax.Statement, ...]:
    """Lower the statements of a body; a line with semicolons gives several."""
    lowered: list[syntax.Statement] = []
    for node in nodes:
        match node:
            case cst.SimpleStatementLine():
                lowered += [_simple(small, cursor) for small in node.body]
            case cst.BaseSmallStatement():
                lowered.append(_simple(node, cursor))
            case _:
                lowered.append(_compound(node, cursor))
    return tuple(lowered)


def _body(node: cst.BaseSuite, cursor: Cursor) -> tuple[syntax.Statement, ...]:
    return statements(node.body, cursor)


def _simple(node: cst.BaseSmallStatement, cursor: Cursor) -> syntax.Statement:
    first = cursor.at
    match node:
        case cst.Expr():
            value = expression(node.value, cursor)
            return syntax.Expr(value, cursor.span(first))
        case cst.Assign():
            targets = tuple([expression(target.target, cursor) for target in node.targets])
            value = expression(node.value, cursor)
            return syntax.Assign(targets, value, None, cursor.span(first))
        case cst.AnnAssign():
            return _annotated(node, cursor)
        case cst.AugAssign():
            target = expression(node.target, cursor)
            value = expression(node.value, cursor)
            return syntax.AugAssign(
                target, operators.AUGMENTED[type(node.operator)], value, cursor.span(first)
            )
        case cst.Import() | cst.ImportFrom() | cst.LazyImport() | cst.LazyImportFrom():
            return import_statement(node, cursor)
        case cst.TypeAlias():
            return _type_alias(node, cursor)
        case _:
            cursor.at += 1
            return _keyword(node, cursor, first)


def _annotated(node: cst.AnnAssign, cursor: Cursor) -> syntax.Statement:
    first = cursor.at
    target = expression(node.target, cursor)
    annotation = expression(node.annotation.annotation, cursor)
    value = expression(node.value, cursor) if node.value else None
    return syntax.Assign((target,), value, annotation, cursor.span(first))


def _type_alias(node: cst.TypeAlias, cursor: Cursor) -> syntax.Statement:
    first = cursor.at
    cursor.at += 2
    _type_parameters(node.type_parameters, cursor)
    value = expression(node.value, cursor)
    return syntax.Assign((syntax.Name(node.name.value),), value, None, cursor.span(first))


def _keyword(node: cst.BaseSmallStatement, cursor: Cursor, first: int) -> syntax.Statement:
    """Lower a statement whose keyword, the token `first`, was taken."""
    match node:
        case cst.Return():
            value = expression(node.value, cursor) if node.value else None
            return syntax.Return(value, cursor.span(first))
        case cst.Pass():
            return syntax.Jump("pass", cursor.span(first))
        case cst.Break():
            return syntax.Jump("break", cursor.span(first))
        case cst.Continue():
            return syntax.Jump("continue", cursor.span(first))
        case cst.Raise():
            exc = expression(node.exc, cursor) if node.exc else None
            if node.cause:
                cursor.at += 1
                expression(node.cause.item, cursor)
            return syntax.Raise(exc, cursor.span(first))
        case cst.Assert():
            test = expression(node.test, cursor)
            if node.msg:
                expression(node.msg, cursor)
            return syntax.Assert(test, cursor.span(first))
        case cst.Del():
            target = expression(node.target, cursor)
            bare = isinstance(node.target, cst.Tuple) and not node.target.lpar
            targets = target.elts if bare and isinstance(target, syntax.Sequence) else (target,)
            return syntax.Delete(targets, cursor.span(first))
        case cst.Global() | cst.Nonlocal():
            cursor.at += len(node.names)
            kind: Literal["global", "nonlocal"] = "global" if isinstance(node, cst.Global) else "nonlocal"
            return syntax.Scope(kind, tuple([item.name.value for item in node.names]), cursor.span(first))
        case _:
            cursor.at = first
            return _unknown(node, cursor)


def _compound(node: cst.CSTNode, cursor: Cursor) -> syntax.Statement:
    match node:
        case cst.FunctionDef():
            return _function(node, cursor)
        case cst.ClassDef():
            return _class(node, cursor)
        case cst.If():
            return _if(node, cursor)
        case cst.Try() | cst.TryStar():
            return _try(node, cursor)
        case cst.With():
            return _with(node, cursor)
        case cst.For():
            return _for(node, cursor)
        case cst.While():
            first = cursor.at
            cursor.at += 1
            test = expression(node.test, cursor)
            body, orelse = _body(node.body, cursor), _else(node.orelse, cursor)
            return syntax.While(test, body, orelse, cursor.span(first))
        case cst.Match():
            return _match(node, cursor)
        case _:
            return _unknown(node, cursor)


def _unknown(node: cst.CSTNode, cursor: Cursor) -> syntax.Statement:
    """Return what a later grammar brings, as an expression of which nothing is known."""
    first = cursor.at
    text = pass_over(node, cursor)
    return syntax.Expr(syntax.Opaque(text), cursor.span(first))


def _if(node: cst.If, cursor: Cursor) -> syntax.If:
    first = cursor.at
    cursor.at += 1
    test = expression(node.test, cursor)
    body = _body(node.body, cursor)
    if isinstance(node.orelse, cst.If):
        orelse: tuple[syntax.Statement, ...] = (_if(node.orelse, cursor),)
    else:
        orelse = _else(node.orelse, cursor)
    return syntax.If(test, body, orelse, cursor.span(first))


def _else(node: cst.Else | cst.Finally | None, cursor: Cursor) -> tuple[syntax.Statement, ...]:
    if node is None:
        return ()
    cursor.at += 1
    return _body(node.body, cursor)


def _for(node: cst.For, cursor: Cursor) -> syntax.For:
    first = cursor.at
    cursor.at += 2 if node.asynchronous else 1
    target = expression(node.target, cursor)
    cursor.at += 1
    iterated = expression(node.iter, cursor)
    body = _body(node.body, cursor)
    orelse = _else(node.orelse, cursor)
    return syntax.For(target, iterated, body, orelse, cursor.span(first))


def _with(node: cst.With, cursor: Cursor) -> syntax.With:
    first = cursor.at
    brackets = 1 if isinstance(node.lpar, cst.LeftParen) else 0
    cursor.at += brackets + (2 if node.asynchronous else 1)
    items: list[tuple[syntax.Expression, syntax.Expression | None]] = []
    for item in node.items:
        context = expression(item.item, cursor)
        items.append((context, _as_name(item.asname, cursor)))
    cursor.at += brackets
    body = _body(node.body, cursor)
    return syntax.With(tuple(items), body, cursor.span(first))


def _as_name(node: cst.AsName | None, cursor: Cursor) -> syntax.Expression | None:
    if node is None:
        return None
    cursor.at += 1
    return expression(node.name, cursor)


def _try(node: cst.Try | cst.TryStar, cursor: Cursor) -> syntax.Try:
    first = cursor.at
    cursor.at += 1
    body = _body(node.body, cursor)
    handlers = tuple([_handler(handler, cursor) for handler in node.handlers])
    orelse = _else(node.orelse, cursor)
    finalbody = _else(node.finalbody, cursor)
    return syntax.Try(body, handlers, orelse, finalbody, cursor.span(first))


def _handler(node: cst.ExceptHandler | cst.ExceptStarHandler, cursor: Cursor) -> syntax.Handler:
    cursor.at += 2 if isinstance(node, cst.ExceptStarHandler) else 1
    caught = expression(node.type, cursor) if node.type else None
    match _as_name(node.name, cursor):
        case syntax.Name(name):
            return syntax.Handler(caught, name, _body(node.body, cursor))
        case _:
            return syntax.Handler(caught, None, _body(node.body, cursor))


def _match(node: cst.Match, cursor: Cursor) -> syntax.Match:
    first = cursor.at
    cursor.at += 1
    subject = expression(node.subject, cursor)
    cases: list[syntax.Case] = []
    for case in node.cases:
        cursor.at += 1
        matched = patterns.pattern(case.pattern, cursor)
        guard: syntax.Expression | None = None
        if case.guard:
            cursor.at += 1
            guard = expression(case.guard, cursor)
        cases.append(syntax.Case(matched, guard, _body(case.body, cursor)))
    return syntax.Match(subject, tuple(cases), cursor.span(first))


def _decorators(nodes: Sequence[cst.Decorator], cursor: Cursor) -> tuple[syntax.Decorator, ...]:
    decorators: list[syntax.Decorator] = []
    for node in nodes:
        first = cursor.at
        cursor.at += 1
        value = expression(node.decorator, cursor)
        decorators.append(syntax.Decorator(value, cursor.span(first)))
    return tuple(decorators)


def _type_parameters(node: cst.TypeParameters | None, cursor: Cursor) -> None:
    if node:
        pass_over(node, cursor)


def function_header(node: cst.FunctionDef, cursor: Cursor) -> syntax.FunctionDef:
    """Lower a function without its body; its span is that of the header."""
    decorators = _decorators(node.decorators, cursor)
    first = cursor.at
    cursor.at += 3 if node.asynchronous else 2
    _type_parameters(node.type_parameters, cursor)
    cursor.at += 1
    taken = parameters(node.params, cursor, expression)
    cursor.at += 1
    if node.returns:
        expression(node.returns.annotation, cursor)
    is_async = node.asynchronous is not None
    return syntax.FunctionDef(node.name.value, taken, (), decorators, is_async, cursor.span(first))


def _function(node: cst.FunctionDef, cursor: Cursor) -> syntax.FunctionDef:
    header = function_header(node, cursor)
    body = _body(node.body, cursor)
    return replace(header, body=body, span=_until(header.span, cursor))


def class_header(node: cst.ClassDef, cursor: Cursor) -> syntax.ClassDef:
    """Lower a class without its body; its span is that of the header."""
    decorators = _decorators(node.decorators, cursor)
    first = cursor.at
    cursor.at += 2
    _type_parameters(node.type_parameters, cursor)
    brackets = 1 if isinstance(node.lpar, cst.LeftParen) else 0
    cursor.at += brackets
    bases = tuple([argument(arg, cursor) for arg in (*node.bases, *node.keywords)])
    cursor.at += brackets
    return syntax.ClassDef(node.name.value, bases, (), decorators, cursor.span(first))


def _class(node: cst.ClassDef, cursor: Cursor) -> syntax.ClassDef:
    header = class_header(node, cursor)
    body = _body(node.body, cursor)
    return replace(header, body=body, span=_until(header.span, cursor))


def _until(span: Span, cursor: Cursor) -> Span:
    end_line, end_column = cursor.source.place(cursor.end())
    return Span(span.line, span.column, end_line, end_column)
