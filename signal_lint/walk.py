"""Walking the tree: the parts of expressions and statements, in the order written."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.syntax import (
    Argument,
    Assert,
    Assign,
    Attribute,
    AugAssign,
    Await,
    BinOp,
    BoolOp,
    Call,
    ClassDef,
    Compare,
    Comprehension,
    Delete,
    Dict,
    Expr,
    Expression,
    For,
    FunctionDef,
    If,
    IfExp,
    JoinedStr,
    Lambda,
    Match,
    NamedExpr,
    Raise,
    Return,
    Sequence,
    Starred,
    Statement,
    Subscript,
    Try,
    UnaryOp,
    While,
    With,
    Yield,
)


def subexpressions(expression: Expression) -> Iterator[Expression]:
    """Yield the direct parts of an expression."""
    match expression:
        case Attribute(value=value) | Starred(value=value) | Await(value=value):
            yield value
        case Call(func=func, args=args):
            yield func
            yield from (argument.value for argument in args)
        case JoinedStr(values=parts) | Sequence(elts=parts):
            yield from parts
        case Dict(items=items):
            for key, value in items:
                yield from (value,) if key is None else (key, value)
        case (
            Subscript(value=first, slice=second)
            | NamedExpr(target=first, value=second)
            | BinOp(left=first, right=second)
            | BoolOp(left=first, right=second)
        ):
            yield from (first, second)
        case UnaryOp(operand=operand):
            yield operand
        case Compare(left=left, comparisons=comparisons):
            yield left
            yield from (right for _, right in comparisons)
        case IfExp(test=test, body=body, orelse=orelse):
            yield from (test, body, orelse)
        case Yield(value=yielded):
            yield from () if yielded is None else (yielded,)
        case Comprehension():
            yield from _of_comprehension(expression)
        case Lambda(body=body):
            yield body
        case _:
            return


def _of_comprehension(comprehension: Comprehension) -> Iterator[Expression]:
    for clause in comprehension.clauses:
        yield from (clause.target, clause.iter, *clause.ifs)
    if comprehension.key is not None:
        yield comprehension.key
    yield comprehension.element


def expressions(statement: Statement) -> Iterator[Expression]:
    """Yield the expressions that a statement itself holds, not those of its blocks."""
    match statement:
        case Assign(targets=targets, value=assigned):
            yield from targets
            yield from () if assigned is None else (assigned,)
        case AugAssign(target=target, value=value):
            yield from (target, value)
        case Expr(value=value):
            yield value
        case Return(value=given) | Raise(exc=given):
            yield from () if given is None else (given,)
        case Assert(test=test) | If(test=test) | While(test=test):
            yield test
        case Delete(targets=targets):
            yield from targets
        case For(target=target, iter=iterable):
            yield from (target, iterable)
        case With(items=items):
            for context, bound in items:
                yield from (context,) if bound is None else (context, bound)
        case Try(handlers=handlers):
            yield from (handler.type for handler in handlers if handler.type is not None)
        case Match(subject=subject, cases=cases):
            yield subject
            yield from (case.guard for case in cases if case.guard is not None)
        case FunctionDef(decorators=decorators):
            yield from (decorator.expression for decorator in decorators)
        case ClassDef(decorators=decorators, bases=bases):
            yield from (decorator.expression for decorator in decorators)
            yield from map(_value, bases)
        case _:
            return


def _value(argument: Argument) -> Expression:
    return argument.value


def blocks(statement: Statement) -> tuple[tuple[Statement, ...], ...]:
    """Return the blocks of a compound statement that run in its own scope, in order."""
    match statement:
        case If(body=body, orelse=orelse) | For(body=body, orelse=orelse) | While(body=body, orelse=orelse):
            return (body, orelse)
        case Try(body=body, handlers=handlers, orelse=orelse, finalbody=finalbody):
            return (body, orelse, *(handler.body for handler in handlers), finalbody)
        case With(body=body):
            return (body,)
        case Match(cases=cases):
            return tuple(case.body for case in cases)
        case _:
            return ()


def inside(statement: Statement) -> Iterator[Statement | Expression]:
    """Yield a statement and everything in it, bodies of nested functions and classes included."""
    yield statement
    for expression in expressions(statement):
        yield from parts(expression)
    nested = (statement.body,) if isinstance(statement, FunctionDef | ClassDef) else blocks(statement)
    for block in nested:
        for inner in block:
            yield from inside(inner)


def own_parts(statement: Statement) -> Iterator[Statement | Expression]:
    """Yield a statement and everything in it but the inside of functions and classes that it defines."""
    yield statement
    for expression in expressions(statement):
        yield from parts(expression)
    for block in blocks(statement):
        for inner in block:
            yield from own_parts(inner)


def parts(expression: Expression) -> Iterator[Expression]:
    """Yield an expression and everything in it."""
    yield expression
    for part in subexpressions(expression):
        yield from parts(part)


def own_subparts(expression: Expression) -> Iterator[Expression]:
    """Yield an expression and everything in it but the insides of lambdas."""
    yield expression
    for part in () if isinstance(expression, Lambda) else subexpressions(expression):
        yield from own_subparts(part)
