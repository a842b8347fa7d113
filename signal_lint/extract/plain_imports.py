"""Import statements of the usual shape, read without the parser.

Most files are opened for their imports alone. An import statement is the one statement whose whole
grammar fits an expression; to read it so costs a fiftieth of a parse, and saves the parser's own import
where nothing else is parsed. Whatever does not fit to the last character goes to the parser.
"""

from __future__ import annotations

import re
from keyword import iskeyword

from signal_lint import syntax
from signal_lint.extract.tokens import Text

_NAME = r"[^\W\d]\w*+"
_DOTTED = rf"{_NAME}(?:\.{_NAME})*"
_AS = rf"(?:[ \t]++as[ \t]++{_NAME})?"
_BLANK = r"(?:[ \t\f\n]|#[^\n]*\n)*+"
_ONE = rf"{_NAME}(?:{_BLANK}(?<=[ \t\n])as[ \t]++{_NAME})?"
_END = r"[ \t]*+;?[ \t]*+(?:#[^\n]*)?\n?\Z"
_IMPORT = re.compile(rf"import[ \t]+({_DOTTED}{_AS}(?:[ \t]*,[ \t]*{_DOTTED}{_AS})*){_END}")
_FROM = re.compile(
    rf"from[ \t]+(?:(\.+)[ \t]*({_DOTTED})?|({_DOTTED}))[ \t]+import[ \t]*"
    rf"((?<=[ \t])\*|(?<=[ \t]){_NAME}{_AS}(?:[ \t]*,[ \t]*{_NAME}{_AS})*"
    rf"|\({_BLANK}{_ONE}(?:{_BLANK},{_BLANK}{_ONE})*{_BLANK},?{_BLANK}\)){_END}"
)
_COMMENT = re.compile(r"#[^\n]*")
_ALIAS = re.compile(rf"({_DOTTED}|\*)(?:\s+as\s+({_NAME}))?")


def plain_import(source: Text, start: int, end: int) -> syntax.Import | syntax.ImportFrom | None:
    """Return the import statement between two offsets, None where its shape is not the usual one."""
    text = source.text[start:end]
    if found := _FROM.match(text):
        dots, below, module, names = found.groups()
        aliases = _aliases(names)
        if aliases is None or not _is_name(below or module or "_"):
            return None
        span = source.span(start, start + found.end(4))
        return syntax.ImportFrom(below or module or "", aliases, len(dots or ""), span)
    if found := _IMPORT.match(text):
        aliases = _aliases(found[1])
        return None if aliases is None else syntax.Import(aliases, source.span(start, start + found.end(1)))
    return None


def _aliases(written: str) -> tuple[syntax.Alias, ...] | None:
    pairs = _ALIAS.findall(_COMMENT.sub("", written))
    if not all((name == "*" or _is_name(name)) and _is_name(asname or "_") for name, asname in pairs):
        return None
    return tuple([syntax.Alias(name, asname or None) for name, asname in pairs])


def _is_name(dotted: str) -> bool:
    # The expression takes `²` for a letter, which Python does not.
    return all(part.isidentifier() and not iskeyword(part) for part in dotted.split("."))
