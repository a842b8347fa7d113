"""A source line with a mark."""

from __future__ import annotations

import pytest

from signal_lint.reports.snippet import Snippet, snippet
from signal_lint.source import Span


@pytest.mark.parametrize(
    ("line", "span", "expected"),
    [
        ("x = 1", Span(1, 0, 1, 1), Snippet("x = 1", 0, 1)),
        ("x = 1", Span(1, 4, 1, 4), Snippet("x = 1", 4, 1)),
        ("x = 1  ", Span(1, 4, 3, 9), Snippet("x = 1", 4, 1)),
        ("\tx = 1", Span(1, 1, 1, 2), Snippet("    x = 1", 4, 1)),
        ("名 = wert", Span(1, 4, 1, 8), Snippet("名 = wert", 5, 4)),
        ("e\u0301 = x", Span(1, 5, 1, 6), Snippet("e\u0301 = x", 4, 1)),
        ("x = '\x1b'", Span(1, 4, 1, 7), Snippet("x = '\\x1b'", 4, 6)),
        ("x", Span(1, 40, 1, 44), Snippet("x", 1, 1)),
    ],
)
def test_the_mark_stands_under_what_is_meant(line, span, expected):
    assert snippet([line], span) == expected


@pytest.mark.parametrize("line", [0, 2])
def test_a_line_that_does_not_exist_has_no_snippet(line):
    assert snippet(["x"], Span(line, 0, line, 1)) is None


def test_a_very_long_line_is_cut_around_the_mark():
    line = "x" * 500 + "y" + "z" * 500
    shown = snippet([line], Span(1, 500, 1, 501))
    assert (len(shown.text), shown.indent, shown.width) == (160, 40, 1)
    assert shown.text[40] == "y"


def test_a_very_long_line_is_cut_at_its_end_for_a_mark_near_its_start():
    assert snippet(["x" * 500], Span(1, 2, 1, 500)) == Snippet("x" * 160, 2, 158)
