"""The splitter."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from signal_lint.extract.statements import logical_lines, parts, split

PIECES = [
    "def f():\n", "class A:\n", "    x = 1\n",
    "\tx\n", "@d\n", "else:\n", "if a:\n", "a; b\n", "# c\n", "\n", "(", ")",
    "[", "{", "}", "'",
    '"', '"""', "'''", "f'", "rb'", "f'{", "{x!r:>{w}}", "\\", "\\\n", "\f", ":", "é", "t\"", "\\N{",
]  # fmt: skip


def texts(source: str) -> list[str]:
    return [source[chunk.start : chunk.end] for chunk in split(source, 0, len(source))]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join))
@example("f'" * 99)
def test_statements_and_what_is_between_them_are_the_whole_text(source: str) -> None:
    chunks = split(source, 0, len(source))
    starts = [chunk.start for chunk in chunks]
    pieces = [source[start:stop] for start, stop in zip([0, *starts], [*starts, len(source)], strict=True)]
    assert "".join(pieces) == source
    for chunk in chunks:
        assert chunk.start <= chunk.head <= chunk.end <= len(source)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_logical_lines_and_their_parts_stay_in_order(source: str) -> None:
    at = 0
    for start, end in logical_lines(source, 0, len(source)):
        assert at <= start < end <= len(source)
        for first, last in parts(source, start, end, "\n;"):
            assert start <= first < last <= end
        at = end


@pytest.mark.parametrize(
    "statement",
    [
        "if a:\n    b\nelif c:\n    d\nelse:\n    e",
        "try:\n    a\n# comment\nexcept B:\n    c\nfinally:\n    d",
        "@a\n# comment\n@b(\n  1,\n)\nasync def f():\n    pass",
        "x = '''\nnot code\n# nor this'''",
        'x = f"{a["b"]!r:>{w}}" \'c\'',
        "x = f'''{\n  a['''b''']  # }\n}'''",
        "x = f'{a:'  # broken",
        "x = rf'\\{a}' t'{b}'",
        "x = f'\\N{DASH}{b}'",
        "x = '\\\n\"' \\\n  + b",
        "x = (((((((\n1)))))))",
        "x = [f'{a[\"}\"]}',\n  ']']",
        "if'x':\n\tpass\n\n\t# comment\n\ty",
        "def f():\n  pass\n\f\n  x",
    ],
)
def test_a_statement_stays_whole_between_others(statement: str) -> None:
    assert texts(f"# first\n\nimport a\n{statement}\nb\n\f\nc = 1\n") == ["import a", statement, "b", "c = 1"]


def test_an_open_bracket_ends_where_the_next_definition_begins() -> None:
    assert texts("x = (\n\ndef f():\n    pass\n") == ["x = (\n", "def f():\n    pass"]


def test_an_open_bracket_with_nothing_sound_after_it_reaches_to_the_end() -> None:
    assert texts("a\nx = (\n y\n") == ["a", "x = (\n y\n"]


def test_decorators_without_a_definition_are_a_statement() -> None:
    assert texts("@a\n@b\n") == ["@a\n@b\n"]


def test_a_closing_bracket_too_many_changes_nothing() -> None:
    assert texts("a)\nb\n") == ["a)", "b"]


def test_members_of_a_class_are_the_statements_at_its_indentation() -> None:
    source = "\ta = 1\n\n\t# c\n\t@d\n\tdef f(self):\n\t\tpass\n\n\tb = 2"
    chunks = split(source, 0, len(source), "\t")
    assert [source[chunk.start : chunk.end] for chunk in chunks] == [
        "\ta = 1", "\t@d\n\tdef f(self):\n\t\tpass", "\tb = 2"
    ]  # fmt: skip


def test_parts_are_cut_at_semicolons_outside_of_strings_and_brackets() -> None:
    source = "a = ';'; b = (1,); ;c \\\n ; "
    assert [source[start:end] for start, end in parts(source, 0, len(source), "\n;")] == [
        "a = ';'",
        "b = (1,)",
        "c \\",
    ]
