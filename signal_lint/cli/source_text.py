"""The lines of a source file, to show them beside a finding."""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import Path

from signal_lint.disk import contents
from signal_lint.extract.decoding import codec

# What Python takes for the end of a line; str.splitlines() knows more.
_LINE_END = re.compile(r"\r\n|\r|\n")


def lines_of(path: Path, unsaved: bytes | None) -> tuple[str, ...]:
    """Return the lines of a file, none where it can't be read."""
    try:
        data = contents(path) if unsaved is None else unsaved
    except OSError:
        return ()
    return tuple(_LINE_END.split(decoded(data)))


def decoded(data: bytes) -> str:
    """Decode Python source as it declares, and somehow where it lies."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return data.decode(codec(encoding), "replace")
    except (SyntaxError, LookupError):
        return data.decode("utf-8-sig", "replace")
