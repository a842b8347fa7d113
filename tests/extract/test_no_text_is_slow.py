"""Texts that took minutes while something looked to their end for each of their parts."""

from __future__ import annotations

import pytest

from signal_lint.extract.nested_imports import nested_imports
from signal_lint.extract.plain_imports import plain_import
from signal_lint.extract.prefilter import all_import_words
from signal_lint.extract.statements import split
from signal_lint.extract.suppressions import suppressions
from signal_lint.extract.tokens import Text, token_spans

MANY = 50_000


@pytest.mark.parametrize("text", ["# noqa: SGL001\n" * MANY, "'''" + "# noqa: SGL001\n" * MANY + "'''"])
def test_each_suppression_is_looked_up_once(text: str) -> None:
    assert len(suppressions(Text(text))) == MANY


@pytest.mark.parametrize(
    "text", ["x = '" + "import " * MANY + "'", "if" + " " * MANY + "x: y", "x = (import) \\\n" * MANY]
)
def test_a_long_line_is_looked_at_once_for_imports(text: str) -> None:
    assert nested_imports(text, 0, len(text)) == []


@pytest.mark.parametrize(
    "text", ["from a import (a" + " " * MANY + "b)", "import a" + " " * MANY + "x", "import " + "a." * MANY]
)
def test_an_import_of_another_shape_is_given_up_at_once(text: str) -> None:
    assert plain_import(Text(text), 0, len(text)) is None


def test_lines_that_seem_to_go_on_are_gone_back_over_once() -> None:
    assert all_import_words(b"import a # \\\n" * MANY) == {b"import", b"a"}


def test_the_end_of_a_long_string_is_not_looked_for_without_end() -> None:
    assert 0 < len(token_spans('(f"\\"""*' * MANY, 0, 8 * MANY)) < MANY


def test_the_name_of_a_character_is_not_looked_for_without_end() -> None:
    assert len(split("f'\\N{'\n" * MANY, 0, 7 * MANY)) == MANY


def test_a_string_in_an_unclosed_field_is_not_looked_for_in_many_lines() -> None:
    assert len(split("f\"{'''\n" * 1_000, 0, 7_000)) > 0
