"""`# noqa` comments: at the end of a line, or in the comment that is there."""

from __future__ import annotations

import pytest

from signal_lint.fixing.noqa_text import with_noqa


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x = 1\n", "x = 1  # noqa: SGL001\n"),
        ("x = 1   \n", "x = 1  # noqa: SGL001\n"),
        ("x = 1", "x = 1  # noqa: SGL001"),
        ("x = 1\r\ny\r\n", "x = 1  # noqa: SGL001\r\ny\r\n"),
        ("x = 1  # why\n", "x = 1  # why  # noqa: SGL001\n"),
        ("x = 1  # noqa: F401\n", "x = 1  # noqa: F401, SGL001\n"),
        ("x = 1  # noqa:F401,E501  # why\n", "x = 1  # noqa:F401,E501, SGL001  # why\n"),
        ("x = 1  # NOQA: F401, \n", "x = 1  # NOQA: F401, SGL001, \n"),
        ('x = "# no comment"\n', 'x = "# no comment"  # noqa: SGL001\n'),
        ("x = (1,\n     2)\n", "x = (1,  # noqa: SGL001\n     2)\n"),
        ("x = '''a'''\n", "x = '''a'''  # noqa: SGL001\n"),
    ],
)
def test_a_code_is_added_to_the_first_line(before: str, after: str):
    made = with_noqa(before, {1: ("SGL001",)})
    assert (made.text, made.refused) == (after, frozenset())


@pytest.mark.parametrize("before", ['x = """a\nb"""\n', "x = 1 + \\\n    2\n", "x = f'''{\n1}'''\n"])
def test_a_line_without_room_for_a_comment_is_left_alone(before: str):
    made = with_noqa(before, {1: ("SGL001",)})
    assert (made.text, made.refused) == (before, {1})


def test_lines_are_counted_from_1_and_codes_are_listed():
    assert with_noqa("a\nb\nc\n", {2: ("SGL001", "SGL002"), 3: ("SGL101",)}).text == (
        "a\nb  # noqa: SGL001, SGL002\nc  # noqa: SGL101\n"
    )


def test_what_looks_like_a_comment_in_a_string_is_left_alone():
    text = 'x = "# noqa: E501 y"\nz = "# noqa: E501"  # why\n'
    made = with_noqa(text, {1: ("SGL001",), 2: ("SGL001",)})
    assert (made.text, made.refused) == (text, {1, 2})
