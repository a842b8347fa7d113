"""Statements taken out, with the comments around them left."""

from __future__ import annotations

import pytest
from fixing.editing import at, refusals, rewritten

from signal_lint.edits import RemoveStatement


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("LINE\n", ""),
        ('"""Doc."""\n\nLINE\n', '"""Doc."""\n'),
        ("import a\n\nLINE\n\nb = 1\n", "import a\n\nb = 1\n"),
        ("LINE\n\nb = 1\n", "b = 1\n"),
        ("LINE  # noqa\n\n# b\nb = 1\n", "# b\nb = 1\n"),
        ("# head\n\nLINE\n", "# head\n\n"),
        (
            "a = 1\n\n# for old Djangos\n# and new ones\nLINE\n\nb = 1\n",
            "a = 1\n\n# for old Djangos\n# and new ones\n\nb = 1\n",
        ),
        ("a = 1\n# kept\n\nLINE\n", "a = 1\n# kept\n"),
        ("a = 1; LINE; b = 2\n", "a = 1; b = 2\n"),
        ("a = 1; LINE\n", "a = 1\n"),
        ("LINE; a = 1\n", "a = 1\n"),
        ("if a:\n    LINE\nelse:\n    b = 1\n", "if a:\n    pass\nelse:\n    b = 1\n"),
        ("if a:\n    # why\n    LINE\n    b = 1\n", "if a:\n    # why\n    b = 1\n"),
        ("a = 1\nLINE\ndef f(): pass\n", "a = 1\ndef f(): pass\n"),
        ("a = 1\r\nLINE\r\n", "a = 1\r\n"),
        ("a = 1\nLINE", "a = 1"),
    ],
)
def test_a_statement_is_taken_out(before: str, after: str):
    assert rewritten(before, RemoveStatement(at(before, "LINE"))) == after


def test_two_statements_of_one_body_are_taken_out_together():
    text = "# one\nx\n\n# two\ny\nz = 1\n"
    edits = (RemoveStatement(at(text, "x")), RemoveStatement(at(text, "y")))
    assert rewritten(text, *edits) == "# one\n\n# two\nz = 1\n"


def test_a_statement_on_the_line_of_its_owner_is_left_alone():
    text = "if a: LINE\n"
    assert refusals(text, RemoveStatement(at(text, "LINE"))) == ["the code that it is about is not there"]


@pytest.mark.parametrize("line", ["NAME = 1", "NAME: int = 1"])
def test_a_name_that_the_file_uses_is_kept(line: str):
    text = f"{line}\nprint(NAME)\n"
    assert refusals(text, RemoveStatement(at(text, line))) == ["`NAME` is used elsewhere in the file"]


def test_a_name_that_is_only_bound_again_is_not_used():
    text = "NAME = 1\nother = 2\nNAME = 3\n"
    assert rewritten(text, RemoveStatement(at(text, "NAME = 1"))) == "other = 2\nNAME = 3\n"
