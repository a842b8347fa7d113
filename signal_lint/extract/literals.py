"""Literals as written -> their values, the same under every interpreter."""

from __future__ import annotations

import re
import unicodedata

_PREFIX = re.compile("[A-Za-z]*")
_ESCAPE = re.compile(
    r"""\\(?:(\n)|([\\'"abfnrtv])|([0-7]{1,3})|x([0-9a-fA-F]{2})"""
    r"""|(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|N\{([^{}]+)\}))"""
)
_BYTES_ESCAPE = re.compile(r"""\\(?:(\n)|([\\'"abfnrtv])|([0-7]{1,3})|x([0-9a-fA-F]{2}))""")
_SINGLE = {
    "\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b",
    "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
}  # fmt: skip


def string_value(written: str) -> str | bytes:
    """Return the value of a plain string literal, prefix and quotes included."""
    found = _PREFIX.match(written)
    prefix = found[0].lower() if found else ""
    quotes = 3 if written[len(prefix) : len(prefix) + 3] in ('"""', "'''") else 1
    body = written[len(prefix) + quotes : -quotes]
    if "b" in prefix:
        text = body if "r" in prefix else _BYTES_ESCAPE.sub(_unescaped, body)
        return text.encode("latin-1", "replace")
    return body if "r" in prefix else unescape(body)


def unescape(body: str) -> str:
    """Return a text with its escape sequences replaced; an unknown one stays."""
    return _ESCAPE.sub(_unescaped, body) if "\\" in body else body


def _unescaped(found: re.Match[str]) -> str:
    match found.lastindex:
        case 1:
            return ""
        case 2:
            return _SINGLE[found[2]]
        case 3:
            code = int(found[3], 8)
            return chr(code & 0xFF if found.re is _BYTES_ESCAPE else code)
        case 7:
            try:
                return unicodedata.lookup(found[7])
            except KeyError:
                return found[0]
        case group:
            code = int(found[group or 0], 16)
            return chr(code) if code < 0x110000 else found[0]


def integer_value(written: str) -> int | None:
    """Return the value of an integer literal, None for one too long to be read."""
    try:
        return int(written, 0)
    except ValueError:
        return None
