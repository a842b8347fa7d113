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


def at_line_start(path: str) -> str:
    """Return a path, printable, for the start of a line, where GitHub's runner takes `::` for a command."""
    return printable(f"./{path}" if path.lstrip().startswith("::") else path)


def well_formed(text: str) -> str:
    """Escape lone surrogates only, of which a name on disk may have some, and UTF-8 none."""
    return text.encode("utf-8", "backslashreplace").decode()
