"""Text for people."""

from __future__ import annotations

import pytest

from signal_lint.text.counting import counted
from signal_lint.text.printable import at_line_start, printable, well_formed


@pytest.mark.parametrize(("number", "expected"), [(0, "0 files"), (1, "1 file"), (1200, "1,200 files")])
def test_a_number_has_its_noun(number, expected):
    assert counted(number, "file") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("naïve 名", "naïve 名"),
        ("\x1b[0m", r"\x1b[0m"),
        ("a\nb", r"a\nb"),
        ("\u202e", r"\u202e"),
        ("\udcff", r"\udcff"),
    ],
)
def test_what_steers_a_terminal_is_escaped(text, expected):
    assert printable(text) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("shop/a.py", "shop/a.py"),
        ("a::b.py", "a::b.py"),
        ("::error::.py", "./::error::.py"),
        (" \t::error::.py", r"./ \t::error::.py"),
    ],
)
def test_no_line_begins_with_a_command_of_github(path, expected):
    assert at_line_start(path) == expected


def test_only_what_utf_8_has_not_is_escaped():
    assert well_formed("ü\u202e\n\udcff") == "ü\u202e\n\\udcff"
