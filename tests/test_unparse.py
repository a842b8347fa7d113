"""A piece of the tree as text again."""

import pytest
from flow.reading import expression, module

from signal_lint.syntax import Name, Yield
from signal_lint.unparse import unparse
from signal_lint.walk import inside, own_parts, parts


@pytest.mark.parametrize(
    "text",
    [
        "a.b(c, *d, e=1, **f)",
        "(a + b) * c",
        "-(a + b)",
        "not (a and b)",
        "a < b <= c",
        "(a if b else c) or d",
        "(x := f())",
        "[a, *b]",
        "(a,)",
        "{1: a, **b}",
        "{a, b}",
        "f'{a} b'",
        "a[1]",
        "[a for a in b if c]",
        "(a for a in b)",
        "{a: b for (a, b) in c}",
        "lambda: 1",
        "lambda a, /, b, *c, d, **e: a",
        "lambda *, a: a",
        "await f()",
    ],
)
def test_an_expression_reads_as_it_was_written(text: str):
    assert unparse(expression(text)) == text


def test_a_yield_says_what_it_yields():
    assert [unparse(Yield(None)), unparse(Yield(Name("a")))] == ["yield", "yield a"]


def test_everything_inside_is_walked_but_own_parts_leave_functions_out():
    (function,) = module("if a:\n    def f():\n        with b as c:\n            assert d\n")
    assert {unparse(p) for p in inside(function) if isinstance(p, Name)} == {"a", "b", "c", "d"}
    assert {unparse(p) for p in own_parts(function) if isinstance(p, Name)} == {"a"}


def test_the_parts_of_a_comprehension_are_its_clauses_key_and_element():
    names = [
        unparse(part) for part in parts(expression("{k: v for k, v in t if c}")) if isinstance(part, Name)
    ]
    assert names == ["k", "v", "t", "c", "k", "v"]
