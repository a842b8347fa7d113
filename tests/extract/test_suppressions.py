"""`# noqa` comments."""

from __future__ import annotations

import pytest
from flake8.defaults import NOQA_INLINE_REGEXP
from hypothesis import given
from hypothesis import strategies as st

from signal_lint.extract.suppressions import suppressions
from signal_lint.extract.tokens import Text


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("x  # noqa", None),
        ("x  # NoQA:SGL001", ("SGL001",)),
        ("x  # noqa: SGL001, E5,W1 F2", ("SGL001", "E5", "W1", "F2")),
        ("x  # noqa: sgl001", ("sgl001",)),
        ("x  # noqa: E1 because", ("E1",)),
        ("x  # noqa : E1", None),
        ("x  # noqa: E1  # noqa", ("E1",)),
    ],
)
def test_codes_are_as_written(line: str, codes: tuple[str, ...] | None) -> None:
    (found,) = suppressions(Text(f"a\n{line}\n"))
    assert (found.line, found.codes, found.column) == (2, codes, 3)


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("x  # noqa: E1, SGL001\n", True),
        ("x  # noqa: E1\n", False),
        ("x  # noqa\n", False),
        ("x = '# noqa: SGL001'\n", False),
        ("x = f'{y}# noqa: SGL001'\n", False),
        ("'''\n# noqa: SGL001\n'''\n", False),
        ("x = f'''{y:{z}}'''  # noqa: SGL001\n", True),
    ],
)
def test_a_real_comment_with_our_codes_is_ours(text: str, ours: object) -> None:
    assert [each.ours for each in suppressions(Text(text))] == [ours]


@given(st.lists(st.sampled_from(["# noqa", "# NOQA", ":", " ", "E1", "e2", ",", "x", "\n"])).map("".join))
def test_flake8_agrees_on_every_line(text: str) -> None:
    expected = [number for number, line in enumerate(text.split("\n"), 1) if NOQA_INLINE_REGEXP.search(line)]
    assert [each.line for each in suppressions(Text(text))] == expected
