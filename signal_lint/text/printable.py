"""Text that is safe to print: a name in analysed code must not steer a terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    """Escape control characters, bidirectional overrides and line breaks, as Python writes them."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)
