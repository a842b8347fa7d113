"""Bytes to text and back: nothing is lost on the way."""

from __future__ import annotations

import pytest

from signal_lint.fixing.file_text import FileText, file_text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"x = 1\n", "x = 1\n"),
        (b"x = 1\r\ny = 2\r", "x = 1\r\ny = 2\r"),
        (b"\xef\xbb\xbfx = '\xc3\xa4'\n", "x = 'ä'\n"),
        (b"# -*- coding: latin-1 -*-\nx = '\xe4'\n", "# -*- coding: latin-1 -*-\nx = 'ä'\n"),
        (b"", ""),
    ],
)
def test_a_text_is_written_back_as_it_was(data: bytes, text: str):
    found = file_text(data)
    assert isinstance(found, FileText)
    assert (found.text, found.encode(found.text)) == (text, data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"x = '\xe4'\n", "the file is not valid utf-8: can't decode byte 0xe4"),
        (b"x = 1\0\n", "the file contains null bytes"),
        (b"# coding: klingon\n", "the file declares an unknown encoding, `klingon`"),
        (b"# coding: utf-7\nx = '+AOQ-'\n", "its encoding, `utf-7`, does not write it back as it is"),
    ],
)
def test_a_file_that_cannot_be_written_back_says_why(data: bytes, reason: str):
    assert file_text(data) == reason


def test_what_the_encoding_cannot_express_is_not_written():
    found = file_text(b"# coding: ascii\n")
    assert isinstance(found, FileText)
    assert found.encode("ä") is None
