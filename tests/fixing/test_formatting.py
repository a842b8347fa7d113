"""Whatever the layout: an edit changes what it means to and nothing else, or is refused with a reason."""

from __future__ import annotations

import ast
import io
import tokenize
from collections import Counter
from collections.abc import Callable

from fixing.editing import PATH
from fixing.formatting import receivers
from hypothesis import HealthCheck, assume, given, settings

from signal_lint.edits import (
    AddArgument,
    AddImport,
    AppendKwargs,
    Edit,
    ImportInReady,
    RaiseDecorator,
    RemoveArgument,
    RemoveStatement,
    ReplaceExpression,
)
from signal_lint.fixing.rewriting import rewrite
from signal_lint.source import Location, Span

# Layouts take long to make up where the machine is busy.
generated = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)

Change = Callable[[ast.FunctionDef, ast.Call], None]


def parts(tree: ast.Module) -> tuple[ast.FunctionDef, ast.Call]:
    """Return the function and the call of a generated module."""
    function = next(node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return function, function.body[0].value.elts[0]


def place(text: str, node: ast.expr | ast.stmt) -> Location:
    """Return where a node is, in code points; `ast` counts bytes."""
    lines = text.replace("\r\n", "\n").split("\n")
    columns = [
        len(lines[line - 1].encode()[:offset].decode())
        for line, offset in ((node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset))
    ]
    return Location(PATH, Span(node.lineno, columns[0], node.end_lineno, columns[1]))


def comments(text: str) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text, newline="").readline)
    return sorted(token.string.rstrip("\r") for token in tokens if token.type == tokenize.COMMENT)


def holds(text: str, edit: Edit, change: Change, *, gone: int = 0, new: int = 0) -> None:
    """Check that an edit means a change of the tree, or is refused and changes nothing.

    So many comments may go or come with it.
    """
    made = rewrite(text, [edit])
    expected = ast.parse(text)
    if made.refused:
        assert (made.text, [*made.refused]) == (text, [edit])
        assert all(made.refused.values())
        return
    change(*parts(expected))
    assert ast.dump(ast.parse(made.text)) == ast.dump(expected)
    before, after = Counter(comments(text)), Counter(comments(made.text))
    assert (before - after).total() <= gone
    assert (after - before).total() <= new
    assert ("\r\n" in made.text) == ("\r\n" in text)
    assert made.text.replace("\r\n", "").count("\r") == 0


@generated
@given(receivers())
def test_kwargs_appended(text: str):
    function, _ = parts(ast.parse(text))

    def change(function: ast.FunctionDef, _: ast.Call) -> None:
        function.args.kwarg = ast.arg("kwargs")

    holds(text, AppendKwargs(place(text, function), "kwargs"), change)


@generated
@given(receivers())
def test_an_argument_added(text: str):
    _, call = parts(ast.parse(text))

    def change(_: ast.FunctionDef, call: ast.Call) -> None:
        call.keywords.append(ast.keyword("weak", ast.Constant(value=False)))

    holds(text, AddArgument(place(text, call), "weak", "False"), change)


@generated
@given(receivers())
def test_an_argument_removed(text: str):
    _, call = parts(ast.parse(text))
    assume(call.keywords)

    def change(_: ast.FunctionDef, call: ast.Call) -> None:
        del call.keywords[0]

    holds(text, RemoveArgument(place(text, call), place(text, call.keywords[0].value)), change)


@generated
@given(receivers())
def test_an_expression_replaced(text: str):
    _, call = parts(ast.parse(text))
    assume(call.args)

    def change(_: ast.FunctionDef, call: ast.Call) -> None:
        call.args[0] = ast.parse("settings.AUTH_USER_MODEL", mode="eval").body

    edit = ReplaceExpression(place(text, call.args[0]), "settings.AUTH_USER_MODEL")
    holds(text, edit, change)


@generated
@given(receivers())
def test_a_decorator_raised(text: str):
    function, _ = parts(ast.parse(text))
    assume(len(function.decorator_list) > 1)

    def change(function: ast.FunctionDef, _: ast.Call) -> None:
        function.decorator_list.insert(0, function.decorator_list.pop())

    last = place(text, function.decorator_list[-1])
    at = Location(PATH, Span(last.span.line, last.span.column - 1, last.span.end_line, last.span.end_column))
    holds(text, RaiseDecorator(at), change)


@generated
@given(receivers())
def test_a_statement_removed(text: str):
    function, _ = parts(ast.parse(text))

    def change(function: ast.FunctionDef, _: ast.Call) -> None:
        function.body = [ast.Pass()]

    # Its own comment, and those between its own parentheses.
    gone = text.count("#")
    holds(text, RemoveStatement(place(text, function.body[0])), change, gone=gone)


@generated
@given(receivers())
def test_a_module_imported_in_a_function(text: str):
    function, _ = parts(ast.parse(text))

    def change(function: ast.FunctionDef, _: ast.Call) -> None:
        function.body.insert(0, ast.parse("from shop import signals").body[0])

    holds(text, ImportInReady(place(text, function), "shop.signals"), change, new=1)


@generated
@given(receivers())
def test_an_import_added(text: str):
    made = rewrite(text, [AddImport(PATH, "django.conf", "settings")]).text
    line = "from django.conf import settings"
    (added,) = [row for row in made.split("\n") if row.rstrip("\r") == line]
    assert made.replace(f"{added}\n", "", 1) == text
    assert ast.parse(made)
