"""Bytes to text."""

from __future__ import annotations

import pytest

from signal_lint.extract.decoding import decode
from signal_lint.facts import Problem


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"x = 1\r\ny\rz\n", "x = 1\ny\nz\n"),
        ("\ufeffé".encode(), "é"),
        (b"# -*- coding: latin-1 -*-\n\xe9", "# -*- coding: latin-1 -*-\n\xe9"),
        (
            b"#!/bin/python\n# vim: set fileencoding=cp1252 :\n\x80",
            "#!/bin/python\n# vim: set fileencoding=cp1252 :\n€",
        ),
        ("x = 1\n# coding: latin-1\né".encode(), "x = 1\n# coding: latin-1\né"),
        (b"", ""),
    ],
)
def test_text_is_read_as_python_reads_it(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"a\nb\0c", Problem(2, 1, "the file contains null bytes")),
        (b"a = '\xc3\xa9\xff'\n", Problem(1, 6, "the file is not valid utf-8: can't decode byte 0xff")),
        (b"# coding: nope\n", Problem(1, 0, "the file declares an unknown encoding, `nope`")),
        (b"# coding: rot13\n", Problem(1, 0, "the file declares an unknown encoding, `rot13`")),
        (b"# coding: unicode_escape\n\\d", Problem(1, 0, "the file is not valid unicode_escape")),
        (b"# coding: unicode_escape\n\\N{DASH}", None),
        (b"# coding: unicode_escape\nx\\d\\N{DASH}", None),
        (b"# coding: idna\n\xff.b", None),
        (b"# coding: punycode\n\xff-a", None),
    ],
)
def test_what_is_no_text_is_a_problem(data: bytes, problem: Problem | None) -> None:
    decoded = decode(data)
    assert isinstance(decoded, Problem)
    assert problem in (None, decoded)
