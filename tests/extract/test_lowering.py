"""libcst nodes to our tree."""

from __future__ import annotations

import libcst as cst
import pytest
from libcst._nodes.internal import CodegenState

from signal_lint.extract.lowering import statements as lowered_statements
from signal_lint.extract.parsing import parse_file
from signal_lint.extract.tokens import Cursor, Text
from signal_lint.facts import Problem
from signal_lint.source import Span
from signal_lint.syntax import (
    Alias,
    Argument,
    Assert,
    Assign,
    Attribute,
    AugAssign,
    Await,
    BinOp,
    BoolOp,
    Call,
    Case,
    ClassDef,
    Clause,
    Compare,
    Comprehension,
    Constant,
    Decorator,
    Delete,
    Dict,
    Expr,
    Expression,
    For,
    FunctionDef,
    Handler,
    If,
    IfExp,
    Import,
    ImportFrom,
    JoinedStr,
    Jump,
    Lambda,
    Match,
    Name,
    NamedExpr,
    Opaque,
    Parameter,
    Parameters,
    Raise,
    Return,
    Scope,
    Sequence,
    Starred,
    Statement,
    Subscript,
    Try,
    UnaryOp,
    While,
    With,
    Yield,
)  # fmt: skip

A, B, C, D = Name("a"), Name("b"), Name("c"), Name("d")
PASS = (Jump("pass"),)
ONE = Constant(1)


def statements(text: str) -> tuple[Statement, ...]:
    lowered = parse_file(Text(text))
    assert not isinstance(lowered, Problem)
    return lowered


EXPRESSIONS: list[tuple[str, Expression]] = [
    ("a.b", Attribute(A, "b")),
    ("None", Constant(None)),
    ("True", Constant(value=True)),
    ("0x_ff", Constant(255)),
    ("9" * 5000, Opaque("9" * 5000)),
    ("1_0.5e-1", Constant(1.05)),
    ("2j", Constant(2j)),
    ("...", Opaque("...")),
    ("u'a' \"b\" r'\\d'", Constant("ab\\d")),
    ("b'\\xff\\400' br'\\x'", Constant(b"\xff\0\\x")),
    (r"'\n\x41\101\u00e9\U0001F600'", Constant("\nAAé😀")),
    (r"'\N{DASH}\N{BULLET}\d\U99999999' '''\\'''", Constant("\\N{DASH}•\\d\\U99999999\\")),
    ("'a\\\nb'", Constant("ab")),
    ("f'a{{{b.c!r:>{d}}{d=}\\n' 'x' f''", JoinedStr((Constant("a{"), Attribute(B, "c"), D, Constant("\nx")))),
    ("rf'\\n{a}'", JoinedStr((Constant("\\n"), A))),
    ("f'a'", Constant("a")),
    ("f'{a[\"b\"](c)}'", JoinedStr((Call(Subscript(A, Constant("b")), (Argument(C),)),))),
    ("t'{a}'", Opaque("t'{a}'")),
    ("a(b, *c, d=1, **d)",
     Call(A, (Argument(B), Argument(C, star="*"), Argument(ONE, "d"), Argument(D, star="**")))),
    ("[a, *b]", Sequence("list", (A, Starred(B)))),
    ("(a, b)", Sequence("tuple", (A, B))),
    ("()", Sequence("tuple", ())),
    ("{a, b}", Sequence("set", (A, B))),
    ("{a: b, **c}", Dict(((A, B), (None, C)))),
    ("a[b]", Subscript(A, B)),
    ("a[b,]", Subscript(A, Sequence("tuple", (B,)))),
    ("a[*b, 1:c:2]", Subscript(A, Sequence("tuple", (Starred(B), Opaque("1:c:2"))))),
    ("a - (b @ c) ** -d", BinOp(A, "-", BinOp(BinOp(B, "@", C), "**", UnaryOp("-", D)))),
    ("a and b or not c", BoolOp(BoolOp(A, "and", B), "or", UnaryOp("not", C))),
    ("a < b is not c not in d", Compare(A, (("<", B), ("is not", C), ("not in", D)))),
    ("a if b else c", IfExp(B, A, C)),
    ("(a := b)", NamedExpr(A, B)),
    ("await a", Await(A)),
    ("(yield)", Yield(None)),
    ("(yield a)", Yield(A)),
    ("(yield from a)", Yield(A, delegates=True)),
    ("[a for a in b if c if d]", Comprehension("list", A, (Clause(A, B, (C, D)),))),
    ("{a async for a in b for c in d}", Comprehension("set", A, (Clause(A, B, ()), Clause(C, D, ())))),
    ("{a: b for c in d}", Comprehension("dict", B, (Clause(C, D, ()),), A)),
    ("{**a for a in b}", Comprehension("dict", A, (Clause(A, B, ()),))),
    ("(a for a in b)", Comprehension("generator", A, (Clause(A, B, ()),))),
    ("lambda *, a, **b: c", Lambda(Parameters(keyword_only=(Parameter("a"),), kwarg="b"), C)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), EXPRESSIONS)
def test_expressions_are_lowered(text: str, expected: Expression) -> None:
    assert statements(f"{text}\nend()\n") == (Expr(expected), Expr(Call(Name("end"))))


PARAMETERS = Parameters((Parameter("a", ONE),), (Parameter("b", C),), "args", (Parameter("c"),), "kw")
STATEMENTS: list[tuple[str, Statement]] = [
    ("import a.b, c as d", Import((Alias("a.b"), Alias("c", "d")))),
    ("lazy import a", Import((Alias("a"),))),
    ("from .... import (a as b, c,)", ImportFrom("", (Alias("a", "b"), Alias("c")), 4)),
    ("from .a.b import *", ImportFrom("a.b", (Alias("*"),), 1)),
    ("a = b = c,", Assign((A, B), Sequence("tuple", (C,)))),
    ("a: b = c", Assign((A,), C, B)),
    ("a: b", Assign((A,), None, B)),
    ("a **= -b", AugAssign(A, "**", UnaryOp("-", B))),
    ("type a[T: (b, c) = d, *Ts, **P] = b", Assign((A,), B)),
    ("return", Return(None)),
    ("return a", Return(A)),
    ("raise a from b", Raise(A)),
    ("raise", Raise(None)),
    ("assert a, b", Assert(A)),
    ("del a, b", Delete((A, B))),
    ("del (a)", Delete((A,))),
    ("global a, b", Scope("global", ("a", "b"))),
    ("nonlocal a", Scope("nonlocal", ("a",))),
    ("break", Jump("break")),
    ("continue", Jump("continue")),
    ("if a: pass\nelif b: pass\nelse: pass", If(A, PASS, (If(B, PASS, PASS),))),
    ("async for a in b:\n  pass\nelse:\n  pass", For(A, B, PASS, PASS)),
    ("while a: pass", While(A, PASS)),
    ("with (a as b, c): pass", With(((A, B), (C, None)), PASS)),
    ("async with a: pass", With(((A, None),), PASS)),
    ("try: pass\nexcept a as b: pass\nexcept: pass\nelse: pass\nfinally: pass",
     Try(PASS, (Handler(A, "b", PASS), Handler(None, None, PASS)), PASS, PASS)),
    ("try: pass\nexcept* a: pass", Try(PASS, (Handler(A, None, PASS),))),
    ("try: pass\nexcept a, b: pass", Try(PASS, (Handler(Sequence("tuple", (A, B)), None, PASS),))),
    ("""match a:
  case None | [-1, *_] if b: pass
  case c.d: pass
  case None: pass
  case _: pass
  case (b): pass""",
     Match(A, (Case(Opaque("None | [-1, *_]"), B, PASS), Case(Attribute(C, "d"), None, PASS),
               Case(Constant(None), None, PASS), Case(Name("_"), None, PASS),
               Case(Opaque("(b)"), None, PASS)))),
    ("@a\n@b()\nasync def f[T](a: int = 1, /, b=c, *args: *Ts, c, **kw) -> int: pass",
     FunctionDef("f", PARAMETERS, PASS, (Decorator(A), Decorator(Call(B))), is_async=True)),
    ("def f(): pass", FunctionDef("f", Parameters(), PASS)),
    ("@a\nclass A[T](b, *c, d=1): pass",
     ClassDef("A", (Argument(B), Argument(C, star="*"), Argument(ONE, "d")), PASS, (Decorator(A),))),
    ("class A: pass", ClassDef("A", (), PASS)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STATEMENTS)
def test_statements_are_lowered(text: str, expected: Statement) -> None:
    assert statements(f"{text}\nend()\n") == (expected, Expr(Call(Name("end"))))


@pytest.mark.parametrize("text", [text for text, _ in EXPRESSIONS] + [text for text, _ in STATEMENTS])
def test_positions_stay_right_after_anything(text: str) -> None:
    end = statements(f"# é\n{text}\nend()\n")[-1]
    line = text.count("\n") + 3
    assert end.span == Span(line, 0, line, 5)


def test_what_a_later_grammar_brings_is_opaque() -> None:
    later = cst.Element(cst.Name("later"))
    cursor = Cursor(Text("later; b"), 0, 8)
    assert lowered_statements([later], cursor) == (Expr(Opaque("later")),)


class Later(cst.BaseSmallStatement):
    """A simple statement that no grammar has yet."""

    def _visit_and_replace_children(self, _visitor: object) -> Later:
        return self

    def _codegen_impl(self, state: CodegenState, **_: object) -> None:
        state.add_token("later on")


def test_a_simple_statement_that_a_later_grammar_brings_is_opaque() -> None:
    cursor = Cursor(Text("later on; b"), 0, 11)
    assert lowered_statements([Later()], cursor) == (Expr(Opaque("later on")),)


def test_spans_begin_where_the_documentation_says() -> None:
    text = "@a\nasync def é(): x = (f)(*b, c=d),  # c\n"
    (function,) = statements(text)
    match function:
        case FunctionDef(
            body=(Assign(value=Sequence(elts=(Call(args=(star, keyword)) as call,))) as assign,)
        ):
            assert function.span == Span(2, 0, 2, 32)
            assert function.decorators[0].span == Span(1, 0, 1, 2)
            assert (assign.span.column, assign.span.end_column) == (15, 32)
            assert (call.span.column, call.span.end_column) == (19, 31)
            assert (star.span.column, star.span.end_column) == (24, 25)
            assert (keyword.span.column, keyword.span.end_column) == (29, 30)
        case _:
            pytest.fail("another shape")
