"""Imports that are read without the parser, against what the parser makes of them."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from signal_lint.extract.parsing import parse_regions
from signal_lint.extract.plain_imports import plain_import
from signal_lint.extract.regions import Region
from signal_lint.extract.tokens import Text
from signal_lint.facts import Problem
from signal_lint.source import Span
from signal_lint.syntax import Alias, Import, ImportFrom

PLAIN = [
    "import a",
    "import a.b.c",
    "import a as b, c.d as e,f",
    "import\ta\t,\tb",
    "import a;",
    "import a ;  # why",
    "import é, ªº",
    "from a import b",
    "from a.b import b as c, d",
    "from . import b",
    "from .a import b",
    "from ... a.b import b",
    "from .... import (b)",
    "from a import *",
    "from a import(b)",
    "from a import (b, c as d,)  # why",
    "from a import (\n    b,  # one, (two)\n    c as d,\n    # three\n    e\n)",
    "from a import (b\n    as c)",
    "from a import (\n\n\tb\n,c\n)\n",
    "from match import type, case as _",
]
OTHERS = [
    "import a.b as c.d",
    "import a, b,",
    "import a b",
    "import a; import b",
    "import a . b",
    "import a, \\\n    b",
    "import (a)",
    "import *",
    "import .a",
    "import None",
    "import a.if",
    "import a as class",
    "importa",
    "from a import b,",
    "from a import",
    "from a import ()",
    "from a import (*)",
    "from a import*",
    "from a import (,)",
    "from a import (b,,)",
    "from a import (b c)",
    "from a import (b, c",
    "from a import b)",
    "from a import b.c",
    "from a import b, \\\n    c",
    "from a import \\\n    (b)",
    "from a import None",
    "from a import (b as True)",
    "from a.in import b",
    "from in import b",
    "from .in import b",
    "from 1 import b",
    "from a import 1b",
    "from . a import b if c else d",
    "from a import b\nx",
    "fromage = 1",
]


def both(text: str) -> tuple[Import | ImportFrom | None, object]:
    """Return the plain reading of a statement behind a line, and the parser's."""
    source = Text(f"x\n{text}")
    start, end = 2, len(source.text)
    (parsed,) = parse_regions(source, [Region(start, end)])
    return plain_import(source, start, end), parsed


def assert_alike(text: str) -> None:
    """Check that the plain reading is the parser's, or none at all."""
    plain, parsed = both(text)
    if plain is not None:
        assert not isinstance(parsed, Problem)
        assert parsed == (plain,)
        assert parsed[0].span == plain.span


@pytest.mark.parametrize("text", PLAIN)
def test_an_import_of_the_usual_shape_is_read_as_the_parser_does(text: str) -> None:
    assert both(text)[0] is not None
    assert_alike(text)


@pytest.mark.parametrize("text", OTHERS)
def test_any_other_shape_is_left_to_the_parser(text: str) -> None:
    assert both(text)[0] is None


def test_aliases_dots_and_the_place_are_kept() -> None:
    plain, _ = both("from ..a.b import (c as d,  # e\n    f)  # g\n")
    assert plain == ImportFrom("a.b", (Alias("c", "d"), Alias("f")), 2)
    assert plain.span == Span(2, 0, 3, 6)


NAMES = [
    "a",
    "b1",
    "_",
    "é",
    "a.b",
    "a . b",
    "as",
    "import",
    "in",
    "None",
    "match",
    "type",
    "lazy",
    "1",
    "a²",
]
PIECES = [*NAMES, "import", "from", ".", "...", "*", "(", ")", ",", ";", " as ", "#c\n", "# (", "\n", "\\\n"]
# No carriage return: decoding has made a line feed of each.
BLANKS = [" ", " ", " ", "", "\t", "\n", "\f", "  ", "\\\n", "#c,\n", "\u00a0"]

pieces = st.tuples(st.sampled_from(PIECES), st.sampled_from(BLANKS)).map("".join)
name = st.sampled_from(["a", "b", "é", "a.b", "type", "in"])
blank = st.sampled_from(["", " ", "\t", "\n", " # c\n", "\f", "\\\n"])


@st.composite
def imports(draw: st.DrawFn) -> str:
    """Return what is nearly an import statement: names and aliases with odd blanks between."""
    aliases = draw(
        st.lists(st.tuples(blank, name, st.sampled_from(["", " as b", "\tas  é", " as if"]), blank))
    )
    written = ",".join("".join(parts) for parts in aliases) + draw(st.sampled_from(["", ",", ", "]))
    opening, closing = draw(st.sampled_from([("", ""), ("(", ")"), ("(", ""), ("", ")")]))
    module = draw(
        st.sampled_from(["import ", "from a import ", "from .b import", "from . import ", "from..a import "])
    )
    return (
        module + opening + written + closing + draw(st.sampled_from(["", ";", " ; # c", "\n", "#c", "; b"]))
    )


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        imports(),
        st.tuples(st.sampled_from(["import ", "from "]), st.lists(pieces).map("".join)).map("".join),
    )
)
@example("from a import (b as c, d)")
@example("import a²")
def test_no_text_is_read_otherwise_than_the_parser_reads_it(text: str) -> None:
    assert_alike(text)
