"""Text that is safe to print: a name in analysed code must not steer a terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    """Escape control characters, bidirectional overrides and line breaks, as Python writes them."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)


def printable_lines(text: str) -> str:
    """Escape the same in a text, whose lines and tabs stay."""
    return "\n".join("\t".join(map(printable, line.split("\t"))) for line in text.split("\n"))
