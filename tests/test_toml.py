"""TOML that is read, and TOML that is not."""

from __future__ import annotations

import pytest

from signal_lint.toml import LARGEST, parse

REFUSED = {
    "a = [": "not valid TOML: Invalid value (at end of document)",
    "a = " + "[" * 100_000: "not valid TOML: nested too deep",
    "a = " + "1" * 5_000: "not valid TOML: Exceeds the limit",
    "a" + ".a" * 50 + " = 1": "not valid TOML: a key of more than 50 parts",
    "['a'" + ". 'a'" * 99_999 + "]": "not valid TOML: a key of more than 50 parts",
    "x = {" + '"a" .' * 60 + "a = 1}": "not valid TOML: a key of more than 50 parts",
    "#" * (LARGEST + 1): "larger than 1 MB",
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:20])
def test_a_document_that_cannot_be_read_says_why(text):
    with pytest.raises(ValueError, match=REFUSED[text].replace("(", r"\(").replace(")", r"\)")):
        parse(text)


@pytest.mark.parametrize(
    "text", ["a.b.c = 1", 'a = "' + "x.y " * 1_000 + '"', "# " + "a." * 20, "a = [" + "1.5, " * 500 + "]"]
)
def test_dots_alone_are_no_long_key(text):
    assert isinstance(parse(text), dict)
