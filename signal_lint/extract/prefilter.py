"""Bytes -> the words they hold: which files are worth reading at all.

A word is looked for with `find`, which is 20 times as fast as a regular
expression, and its neighbours only where it was found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

# Up to so many words it is cheaper to look for each than to cut the bytes into words.
_FEW_WORDS = 48
_WORD = re.compile(rb"[0-9A-Za-z_]+")
_IN_WORD = frozenset(character for character in range(128) if _WORD.match(bytes((character,))))
# What the last character but one of the line before may be where this one continues it.
_CONTINUING = (b"\\", b"\r")


def words_of(data: bytes, words: frozenset[str]) -> Iterable[str]:
    """Return which of the words stand in `data` as whole words, of ASCII letters, digits and `_`."""
    return finder(words)(data)


@cache
def finder(words: frozenset[str]) -> Callable[[bytes], Iterable[str]]:
    """Return what finds these words in bytes, for many files in turn."""
    encoded = {word.encode("utf-8", "surrogatepass"): word for word in words}
    pairs = tuple(encoded.items())
    # Dotted names by the package that they begin with: a file without it holds none of them.
    groups: dict[bytes, list[tuple[bytes, str]]] = {}
    for text, word in pairs:
        groups.setdefault(text.partition(b".")[0], []).append((text, word))
    grouped = tuple(groups.items())

    def few(data: bytes) -> Iterable[str]:
        return [
            word
            for package, inside in grouped
            if package in data
            for text, word in inside
            if text in data and _stands_alone(data, text)
        ]

    def many(data: bytes) -> Iterable[str]:
        held = set(_WORD.findall(data))
        return [word for text, word in pairs if text in held]

    return many if len(words) > _FEW_WORDS and not any("." in word for word in words) else few


def _stands_alone(data: bytes, word: bytes) -> bool:
    at = data.find(word)
    while at != -1:
        end = at + len(word)
        if (at == 0 or data[at - 1] not in _IN_WORD) and (end == len(data) or data[end] not in _IN_WORD):
            return True
        at = data.find(word, end)
    return False


def import_words(data: bytes) -> bytes:
    """Return the words of each stretch of lines in `data` that may be an import statement, in their order.

    Each stretch is a line, and each word of it has a space before it and one behind it.
    """
    return b"".join(b" %b \n" % b" ".join(_WORD.findall(text)) for text in _import_lines(data))


def spells(words: bytes, package: bytes, name: bytes) -> bool:
    """Tell whether an import statement of `words` is of `package.name` or `package import …, name`."""
    at = words.find(b" %b " % package)
    while at != -1:
        end = at + len(package) + 1
        if words.startswith(b" %b " % name, end):
            return True
        if words.startswith(b" import ", end):
            line_end = words.find(b"\n", end)
            if words.find(b" %b " % name, end + len(b" import"), line_end) != -1:
                return True
        at = words.find(b" %b " % package, end)
    return False


def all_import_words(data: bytes) -> frozenset[bytes]:
    """Return every word of the lines in `data` that may belong to an import statement."""
    return frozenset(_WORD.findall(b"\n".join(_import_lines(data))))


def _import_lines(data: bytes) -> list[bytes]:
    found = []
    end = 0
    at = data.find(b"import")
    while at != -1:
        start, before = data.rfind(b"\n", 0, at) + 1, end
        end = data.find(b"\n", at)
        line = data[start:end] if end != -1 else data[start:]
        # A statement of one line needs no closer look.
        if b"(" in line or b"\\" in line or data[start - 2 : start - 1] in _CONTINUING:
            start, end = _first_line(data, start, before), _statement_end(data, at)
            line = data[start:end]
        found.append(line)
        at = data.find(b"import", end) if end != -1 else -1
    return found


def _first_line(data: bytes, start: int, bound: int) -> int:
    """Return where the first of the lines begins that a line continues, at `bound` at the earliest."""
    while start > bound and data[max(start - 3, 0) : start].rstrip(b"\r\n").endswith(b"\\"):
        start = data.rfind(b"\n", 0, start - 1) + 1
    return start


def _statement_end(data: bytes, at: int) -> int:
    """Return where the line ends that holds an offset, with the lines that continue it or its brackets."""
    inside = False
    while True:
        end = data.find(b"\n", at)
        if end == -1:
            return len(data)
        line = data[at:end]
        code = line.partition(b"#")[0] if b"#" in line else line
        inside = (inside or b"(" in code) and b")" not in code
        if not inside and not code.rstrip(b"\r").endswith(b"\\"):
            return end
        at = end + 1
