"""A file's bytes as text that can be written back, its encoding, mark and line ends kept."""

from __future__ import annotations

import codecs

from signal_lint.extract.decoding import declared_encoding, decode
from signal_lint.facts import Problem
from signal_lint.record import record


@record
class FileText:
    """The text of a file, and how it is encoded; `marked` files begin with a byte order mark."""

    text: str
    encoding: str
    marked: bool

    def encode(self, text: str) -> bytes | None:
        """Return another text as the bytes of this file, None where its encoding cannot express it."""
        mark = codecs.BOM_UTF8 if self.marked else b""
        try:
            return mark + text.encode(self.encoding)
        except UnicodeError:
            return None


def file_text(data: bytes) -> FileText | str:
    """Return the text of a file, or in a few words why it cannot be written back as it is."""
    problem = decode(data)
    if isinstance(problem, Problem):
        return problem.message
    marked = data.startswith(codecs.BOM_UTF8)
    body = data[len(codecs.BOM_UTF8) :] if marked else data
    encoding = "utf-8" if marked else declared_encoding(body)
    found = FileText(body.decode(encoding), encoding, marked)
    # A stateful encoding may have several ways to write one text.
    if found.encode(found.text) != data:
        return f"its encoding, `{encoding}`, does not write it back as it is"
    return found
