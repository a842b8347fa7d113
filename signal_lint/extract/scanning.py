"""Regular expressions and a scanner for what hides code: strings, comments, brackets.

Nothing here checks that code is right; it only finds where things end. The
expressions are possessive, so that no input makes them slow.
"""

from __future__ import annotations

import re

# Every character beyond ASCII is one of a name: in valid code it can be nothing else. The sets name what
# a name does not hold, which compiles fifty times as fast as a range up to the last character.
IN_WORD = r"[^\x00-/:-@\[-^`{-\x7f]"
WORD = rf"[^\x00-@\[-^`{{-\x7f]{IN_WORD}*+"
_LONG = (
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"""'
    r"|'''(?:[^'\\]++|\\.|'(?!''))*+'''"
)
_SHORT = (
    r'"(?!"")(?:[^"\\\n]++|\\.)*+"'
    r"|'(?!'')(?:[^'\\\n]++|\\.)*+'"
)
PLAIN_STRING = f"(?:{_LONG}|{_SHORT})"

# An f-string so simple that every grammar, before and since PEP 701, agrees on its end.
_IN_DOUBLE = r"""\\[^N{}]|\{\{|\}\}|\{[^"'{}\\\n\#]*+(?:'[^'"{}\\\n]*+'[^"'{}\\\n\#]*+)*+\}"""
_IN_SINGLE = r"""\\[^N{}]|\{\{|\}\}|\{[^"'{}\\\n\#]*+(?:"[^'"{}\\\n]*+"[^"'{}\\\n\#]*+)*+\}"""
FORMATTED_STRING = (
    rf'(?:"""(?:[^"\\{{}}]++|"(?!"")|{_IN_DOUBLE})*+"""'
    rf"|'''(?:[^'\\{{}}]++|'(?!'')|{_IN_SINGLE})*+'''"
    rf'|"(?!"")(?:[^"\\\n{{}}]++|{_IN_DOUBLE})*+"'
    rf"|'(?!'')(?:[^'\\\n{{}}]++|{_IN_SINGLE})*+')"
)
# The prefix was taken before its quote, hence the look behind.
STRING = rf"(?:(?<![fFtT])(?<![fFtT][rR]){PLAIN_STRING}|{FORMATTED_STRING})"
COMMENT = r"\#[^\n]*+"
_PLAIN_INSIDE = r"""[^"'#\\()\[\]{}]++"""


def _bracket(levels: int) -> str:
    """Return an expression for a pair of brackets with so many levels of others inside."""
    inner = f"|{_bracket(levels - 1)}" if levels else ""
    return rf"[(\[{{](?:{_PLAIN_INSIDE}|{STRING}|{COMMENT}|\\.{inner})*+[)\]}}]"


# Deeper pairs are counted by the scanner, one call of the engine for each. Every level more is a copy of all
# the expressions for strings, which takes longer to compile than it saves.
BRACKET = _bracket(1)

_MOST_NESTED_STRINGS = 12
_UNCLOSED = -1
# Of a character, between `\\N{` and `}`; no name is half as long.
_LONGEST_NAME = 200
_PREFIX = re.compile(rf"(?<!{IN_WORD})(?:[fFtT][rR]?|[rR][fFtT])\Z")
_AT_STRING = re.compile(PLAIN_STRING, re.DOTALL)
_LITERAL = {
    '"': re.compile(r'[^"\\{}\n]*+'),
    "'": re.compile(r"[^'\\{}\n]*+"),
    '"""': re.compile(r'[^"\\{}]*+'),
    "'''": re.compile(r"[^'\\{}]*+"),
}
_FIELD = re.compile(rf"(?:[^\"'#()\[\]{{}}:!]++|!=|{COMMENT})*+")


def is_formatted(text: str, quote: int) -> bool:
    """Say whether the quote at `quote` begins an f-string or a t-string (`if"x"` does not)."""
    return _PREFIX.search(text, max(quote - 3, 0), quote) is not None


def string_end(text: str, quote: int) -> int:
    """Return the end of the string whose opening quote is at `quote`.

    One that is never closed ends with its line, or, with three quotes, with the text.
    """
    end = _string_end(text, quote, _MOST_NESTED_STRINGS)
    if end != _UNCLOSED:
        return end
    line_end = text.find("\n", quote)
    if line_end == _UNCLOSED or text.startswith(text[quote] * 3, quote):
        return len(text)
    return line_end


def field_end(text: str, at: int, mark: str) -> int:
    """Return where the replacement field that was opened just before `at` is closed, or -1."""
    return _field_end(text, at, mark, _MOST_NESTED_STRINGS)


def _string_end(text: str, quote: int, levels: int) -> int:
    if is_formatted(text, quote):
        mark = text[quote]
        if text.startswith(mark * 3, quote):
            mark *= 3
        return _literal_end(text, quote + len(mark), mark, levels)
    found = _AT_STRING.match(text, quote)
    return found.end() if found else _UNCLOSED


def _literal_end(text: str, at: int, mark: str, levels: int, closing: str = "") -> int:
    """Return the end of a literal part: after the closing quotes, or `}` in a format spec."""
    literal = _LITERAL[mark]
    while at != _UNCLOSED:
        found = literal.match(text, at)
        at = found.end() if found else at
        if closing and text.startswith(closing, at):
            return at + 1
        if text.startswith(mark, at):
            return _UNCLOSED if closing else at + len(mark)
        character, following = text[at : at + 1], text[at + 1 : at + 2]
        if character in ("", "\n"):
            return _UNCLOSED
        if character == "{" and (closing or following != "{"):
            at = _field_end(text, at + 1, mark, levels)
        elif character == "\\" and text.startswith("N{", at + 1):
            closed = text.find("}", at, at + _LONGEST_NAME)
            at = _UNCLOSED if closed == _UNCLOSED else closed + 1
        elif character + following in ("{{", "}}") or (character == "\\" and following not in "{}"):
            at += 2
        else:
            at += 1
    return _UNCLOSED


def _field_end(text: str, at: int, mark: str, levels: int) -> int:
    depth = 0
    while True:
        found = _FIELD.match(text, at)
        at = found.end() if found else at
        match text[at : at + 1]:
            case "":
                return _UNCLOSED
            case "'" | '"':
                at = _string_end(text, at, levels - 1) if levels else _UNCLOSED
                if at == _UNCLOSED:
                    return _UNCLOSED
                continue
            case "(" | "[" | "{":
                depth += 1
            case "}" if depth == 0:
                return at + 1
            case ")" | "]" | "}":
                depth -= 1
            case ":" if depth == 0:
                return _literal_end(text, at + 1, mark, levels - 1, "}") if levels else _UNCLOSED
        at += 1
