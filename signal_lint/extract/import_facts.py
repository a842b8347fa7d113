"""Import statements of code that was lowered anyway, at any depth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from signal_lint import syntax
from signal_lint.extract.nested_imports import Runs
from signal_lint.facts import ImportFact


def imports_of(
    statements: Sequence[syntax.Statement], runs: Runs = "module", owner: str = ""
) -> Iterator[ImportFact]:
    """Yield the imports among statements that run as `runs` says, inside of `owner`."""
    for statement in statements:
        match statement:
            case syntax.Import() | syntax.ImportFrom():
                yield ImportFact(statement, runs, owner)
            case syntax.If(test, body, orelse):
                yield from imports_of(body, "type-checking" if _is_type_checking(test) else runs, owner)
                yield from imports_of(orelse, "type-checking" if _is_not_type_checking(test) else runs, owner)
            case syntax.FunctionDef(name=name, body=body):
                inside: Runs = "type-checking" if runs == "type-checking" else "function"
                yield from imports_of(body, inside, _dotted(owner, name))
            case syntax.ClassDef(name=name, body=body):
                yield from imports_of(body, runs, _dotted(owner, name))
            case _:
                for block in _blocks(statement):
                    yield from imports_of(block, runs, owner)


def _blocks(statement: syntax.Statement) -> tuple[tuple[syntax.Statement, ...], ...]:
    match statement:
        case syntax.For() | syntax.While():
            return (statement.body, statement.orelse)
        case syntax.With():
            return (statement.body,)
        case syntax.Try():
            handlers = [handler.body for handler in statement.handlers]
            return (statement.body, *handlers, statement.orelse, statement.finalbody)
        case syntax.Match():
            return tuple([case.body for case in statement.cases])
        case _:
            return ()


def _is_type_checking(test: syntax.Expression) -> bool:
    match test:
        case syntax.Name("TYPE_CHECKING") | syntax.Attribute(attr="TYPE_CHECKING"):
            return True
        case syntax.BoolOp(left, "and", right):
            return _is_type_checking(left) or _is_type_checking(right)
        case _:
            return False


def _is_not_type_checking(test: syntax.Expression) -> bool:
    match test:
        case syntax.UnaryOp("not", operand):
            return _is_type_checking(operand)
        case _:
            return False


def _dotted(owner: str, name: str) -> str:
    return f"{owner}.{name}" if owner else name
