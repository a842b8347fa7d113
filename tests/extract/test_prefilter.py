"""Words in bytes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signal_lint.extract.prefilter import all_import_words, import_words, spells, words_of

MANY = frozenset(f"w{number}" for number in range(100))


@given(st.lists(st.sampled_from(["a", "b", "ab", "_", "é", " ", ".", "\n", "a1"])).map("".join))
def test_few_words_and_many_are_found_alike(text: str) -> None:
    words = frozenset({"a", "b", "ab", "a1"})
    expected = words & set(re.findall("[0-9A-Za-z_]+", text))
    assert set(words_of(text.encode(), words)) == expected
    assert set(words_of(text.encode(), words | MANY)) == expected


def test_a_dotted_word_is_looked_for_among_many() -> None:
    assert set(words_of(b"import a.b", MANY | {"a.b", "b.c"})) == {"a.b"}


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
    data = f"x\n{text}\ny\n".encode()
    assert b"needle" in all_import_words(data)
    assert b" needle " in import_words(data)


@pytest.mark.parametrize("text", ["needle = 1", "import a\nneedle"])
def test_other_lines_are_not_imports(text: str) -> None:
    assert b"needle" not in all_import_words(text.encode())


def test_the_words_of_each_import_statement_stand_together() -> None:
    data = b"import a, \\\n  b\nx\nfrom c import (\n  d,  # e\n)\nfrom f import g"
    assert import_words(data) == b" import a b \n from c import d e \n from f import g \n"


@pytest.mark.parametrize(
    "statement",
    [
        "import a.models.base",
        "from .models.base import Base",
        "from a.models import (  # all\n    Base,\n    base as b)",
        "import x, models.base",
        "from models import a\nfrom models import base",
    ],
)
def test_a_module_is_spelled_behind_its_package(statement: str) -> None:
    assert spells(import_words(statement.encode()), b"models", b"base")


@pytest.mark.parametrize(
    "statement",
    [
        "from a.base.models import Event",
        "from a.models.event import base",
        "from base import models",
        "import models",
        "from models import Base\nimport base",
    ],
)
def test_other_imports_do_not_spell_a_module(statement: str) -> None:
    assert not spells(import_words(statement.encode()), b"models", b"base")
