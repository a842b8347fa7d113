r"""Bytes of a file -> text, as Python reads it: PEP 263 cookies, marks, line ends.

Line ends become `\n`, as the interpreter's own reader makes them; a form feed
stays. What can't be decoded is a `Problem`.
"""

from __future__ import annotations

import codecs
import re

from signal_lint.facts import Problem

_COOKIE = re.compile(
    rb"\A(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))?[ \t\f]*#[^\r\n]*?coding[:=][ \t]*([-\w.]+)"
)

# Python would read code in these, and take hours for a megabyte.
_FOR_NAMES = frozenset({"idna", "punycode"})


def decode(data: bytes) -> str | Problem:
    r"""Return the text of a file without its byte order mark, line ends made `\n`."""
    if b"\0" in data:
        return _null_byte(data)
    marked = data.startswith(codecs.BOM_UTF8)
    body = data[len(codecs.BOM_UTF8) :] if marked else data
    encoding = declared_encoding(body)
    try:
        text = body.decode("utf-8" if marked else codec(encoding))
    except LookupError:
        return Problem(1, 0, f"the file declares an unknown encoding, `{encoding}`")
    except UnicodeDecodeError as error:
        return _undecodable(body, error, encoding)
    except (UnicodeError, Warning):  # `unicode_escape` warns
        return Problem(1, 0, f"the file is not valid {encoding}")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def declared_encoding(body: bytes) -> str:
    """Return the encoding that the first two lines declare, by whatever name they call it; else UTF-8."""
    cookie = _COOKIE.match(body)
    return cookie[1].decode("ascii", "replace") if cookie else "utf-8"


def codec(encoding: str) -> str:
    """Return an encoding under its own name; raise a LookupError where it is none for source code."""
    name = codecs.lookup(encoding).name
    if name in _FOR_NAMES:
        raise LookupError(f"{name} is for names in the DNS")
    return name


def _null_byte(data: bytes) -> Problem:
    before = data[: data.index(b"\0")]
    line = before.count(b"\n") + 1
    return Problem(line, len(before) - before.rfind(b"\n") - 1, "the file contains null bytes")


def _undecodable(data: bytes, error: UnicodeDecodeError, encoding: str) -> Problem:
    before = data[: error.start]
    line = before[before.rfind(b"\n") + 1 :]
    try:
        column = len(line.decode(encoding, "replace"))
    except (UnicodeError, Warning):  # not every codec can replace
        column = len(line)
    message = f"the file is not valid {encoding}: can't decode byte 0x{error.object[error.start]:02x}"
    return Problem(before.count(b"\n") + 1, column, message)
