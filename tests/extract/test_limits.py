"""What is refused, so that no text crashes the process."""

from __future__ import annotations

import gc

import pytest

from signal_lint.extract.deep_stack import run_with_deep_stack
from signal_lint.extract.parsing import Region, parse_file, parse_regions
from signal_lint.extract.tokens import Text
from signal_lint.facts import Problem

TOO_MUCH = [
    "x = " + "(" * 3000 + "a" + ")" * 3000,
    "x = f'{" + "[" * 300 + "]" * 300 + "}'",
    "x = " + "f'{" * 300 + "}'" * 300,
    "x = " + "+".join("a" * 3000),
    "x = a" + ".b()" * 3000,
    "x = [" + "a[0](b, c) + " * 1000 + "d]",
    "if a: pass\n" + "elif b: pass\n" * 1001,
    "x = " + "~" * 100_000,
    "x = " + "not " * 10_000 + "a",
    "x = " + "[" * 100 + "f(a), " * 10_000 + "]" * 100,
    "x = a" + ".b(c, d)" * 1_000,
    "x = [" + "1, " * 500_000 + "]",
    "x = f'{a" + ":{a" * 30_000 + "}" * 30_000 + "}'",
]
LARGE = [
    "x = [" + "a + b, # c\n" * 3000 + "]",
    "x = (" + "'((' " * 3000 + ")",
    "x = f'" + "{a}" * 1500 + "'; y = f'{a[\"'\"]}'",
    "x = {" + "'a': (b, 1),\n" * 900 + "}",
    "a + b + \\\n c\n" * 900,
    "f(" + "a=b, " * 2000 + ")",
    "x = '" + "a" * 1_000_000 + "'",
    "x = [" + "1, " * 10_000 + "]",
    "x = a" + ".b(c)" * 300,
    "if a:\n" + "    a = b.c(d)\n" * 2_000,
    "if a: pass\n" + "elif b: pass\n" * 900,
]


@pytest.mark.parametrize("text", TOO_MUCH)
def test_what_would_crash_the_parser_is_a_problem(text: str) -> None:
    assert isinstance(parse_file(Text(f"{text}\n")), Problem)


@pytest.mark.parametrize("text", LARGE)
def test_what_is_only_large_is_parsed(text: str) -> None:
    assert not isinstance(run_with_deep_stack(lambda: parse_file(Text(f"{text}\n"))), Problem)


@pytest.mark.parametrize("text", TOO_MUCH)
def test_a_region_that_is_refused_hides_no_other(text: str) -> None:
    source = Text(f"{text}\nb\n")
    regions = [Region(0, len(text)), Region(len(text) + 1, len(text) + 2)]
    first, second = parse_regions(source, regions)
    assert isinstance(first, Problem)
    assert not isinstance(second, Problem)


def test_a_closing_bracket_too_many_is_the_parsers_affair() -> None:
    problem = parse_file(Text("x = 1 )\n" + "# comment\n" * 500 + "x = f'{a[\"b\"]}'\n"))
    assert isinstance(problem, Problem)
    assert problem.line == 1


@pytest.mark.parametrize("end", ['y = """a', "y = 'a", "y = f'{f\"{f'{1}'}\"}'"])
def test_a_large_text_may_end_in_a_string(end: str) -> None:
    found = parse_file(Text("x = 1\n" * 700 + end))
    assert isinstance(found, Problem) is not end.endswith("}'")


def test_a_text_of_two_statements_is_no_region() -> None:
    (result,) = parse_regions(Text("a\nb\n"), [Region(0, 3)])
    assert result == Problem(1, 0, "not one statement")


def test_a_tree_that_libcst_will_not_build_is_a_problem() -> None:
    (result,) = parse_regions(Text("    x = 'a' b'b'\n"), [Region(4, 16)])
    assert result == Problem(1, 4, "Cannot concatenate string and bytes.")


def test_what_libcst_has_no_node_for_is_a_problem() -> None:
    assert parse_file(Text("x = t'a' t'b'\n")) == Problem(1, 0, "syntax that libcst does not support")


def test_strings_nested_deeper_than_anybody_writes_are_opaque() -> None:
    assert not isinstance(parse_file(Text("x = " + "f'{" * 40 + "a" + "}'" * 40 + "\n")), Problem)


def test_the_collector_is_left_as_it_was() -> None:
    gc.disable()
    try:
        parse_file(Text("x = 1\n"))
        assert not gc.isenabled()
    finally:
        gc.enable()
    parse_file(Text("x = 1\n"))
    assert gc.isenabled()


def test_a_problem_is_placed_where_it_stands_in_the_file() -> None:
    (result,) = parse_regions(Text("a\n    def f():\n        1 = = 2\n"), [Region(2, 36, "member")])
    assert isinstance(result, Problem)
    assert result.line == 3
