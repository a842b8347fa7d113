"""Words in bytes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signal_lint.extract.prefilter import import_words, words_of

MANY = frozenset(f"w{number}" for number in range(100))


@given(st.lists(st.sampled_from(["a", "b", "ab", "_", "é", " ", ".", "\n", "a1"])).map("".join))
def test_few_words_and_many_are_found_alike(text: str) -> None:
    words = frozenset({"a", "b", "ab", "a1"})
    expected = words & set(re.findall("[0-9A-Za-z_]+", text))
    assert words_of(text.encode(), words) == expected
    assert words_of(text.encode(), words | MANY) == expected


def test_a_dotted_word_is_looked_for_among_many() -> None:
    assert words_of(b"import a.b", MANY | {"a.b", "b.c"}) == {"a.b"}


@pytest.mark.parametrize(
    "text",
    [
        "import needle",
        "from a import (  # ) no\n    b,\n    needle,\n)",
        "from a import b, \\\n    needle",
        "from a import b, \\\r\n    needle",
        "    from .needle import x",
        "if x: import needle",
        "x = 1; from needle import y",
        "lazy import needle",
        "from\\\n needle import x",
    ],
)
def test_every_import_is_seen(text: str) -> None:
    assert b"needle" in import_words(f"x\n{text}\ny\n".encode())


@pytest.mark.parametrize("text", ["needle = 1", "import a\nneedle"])
def test_other_lines_are_not_imports(text: str) -> None:
    assert b"needle" not in import_words(text.encode())
