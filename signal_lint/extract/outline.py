"""What a statement is, and which names it binds, told from its text alone.

Most statements of a file are never parsed: what the linker needs to decide
about them is read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from signal_lint import syntax
from signal_lint.extract.nested_imports import IMPORT
from signal_lint.extract.scanning import IN_WORD, WORD
from signal_lint.extract.statements import LINE, Chunk, parts, skip
from signal_lint.record import record

_BLANKS = r"(?:[ \t\f]|\\\n)"
_DEFINITION = re.compile(rf"\f*(?:async{_BLANKS}+)?(def|class){_BLANKS}+({WORD})")
_COMPOUND = re.compile(
    rf"(?:if|for|while|with|try)\b|async{_BLANKS}+(?:for|with)\b"
    r"|match\b(?=[^\n]*\n(?:[^\n]*\n)*?[ \t]+case\b)"
)
_KEYWORD = re.compile(
    r"(?:del|assert|raise|global|nonlocal|pass|return|break|continue|yield|await|not|lambda)\b"
)
_DELETION = re.compile(r"del\b")
_INDENT = re.compile(r"[ \t\f]*")
_ONE_TARGET = re.compile(
    rf"(?:type{_BLANKS}+(?P<alias>{WORD}){_BLANKS}*[\[=]"
    rf"|(?P<name>{WORD}){_BLANKS}*(?::(?!=)|(?:\+|-|\*\*?|//?|%|@|&|\||\^|<<|>>)=))"
)
_NO_TARGET = re.compile(rf"{WORD}{_BLANKS}*[.(\[][^,=]*\Z")
_NAMES = re.compile(rf"(?:{WORD}|[\s,()\[\]*\\])*\Z")
_LAMBDA = re.compile(r"\blambda\b")
_CALLED = re.compile(rf"(?:{IN_WORD}|[)\]])\s*[(\[]")
_WORD = re.compile(WORD)

Kind = Literal["import", "eager", "function", "class", "assignment", "other"]


@record
class Outline:
    """A statement that was not parsed; `names` is None where only a parser can tell.

    `start` and `end` are offsets; `head` is where a definition begins after its
    decorators. `whole_lines` says that `start` is at the beginning of a line, and that
    the text can be parsed only with its indentation.
    """

    kind: Kind
    names: tuple[str, ...] | None
    start: int
    head: int
    end: int
    whole_lines: bool = False


def outlines(text: str, chunk: Chunk) -> Iterator[Outline]:
    """Yield the outline of a chunk, or, where semicolons part it, those of its parts."""
    head = _after_blanks(text, chunk.head)
    if found := _DEFINITION.match(text, head):
        kind: Kind = "function" if found[1] == "def" else "class"
        yield Outline(kind, (found[2],), chunk.start, chunk.head, chunk.end, whole_lines=True)
    elif _COMPOUND.match(text, head, chunk.end) or text.startswith("@", _after_blanks(text, chunk.start)):
        yield Outline("eager", (), chunk.start, chunk.head, chunk.end, whole_lines=True)
    elif text.find(";", head, chunk.end) == -1:
        yield _simple(text, head, chunk.end)
    else:
        for start, end in parts(text, head, chunk.end, "\n;"):
            yield _simple(text, start, end)


def _after_blanks(text: str, at: int) -> int:
    found = _INDENT.match(text, at)
    return found.end() if found else at


def _simple(text: str, start: int, end: int) -> Outline:
    if IMPORT.match(text, start):
        return Outline("import", (), start, start, end)
    if _KEYWORD.match(text, start):
        kind: Kind = "eager" if _DELETION.match(text, start) else "other"
        return Outline(kind, (), start, start, end)
    if found := _ONE_TARGET.match(text, start, end):
        return Outline("assignment", (found["alias"] or found["name"],), start, start, end)
    targets = _targets(text, start, end)
    if not targets:
        return Outline("other", (), start, start, end)
    names: list[str] = []
    for target in targets:
        bound = _bound(target)
        if bound is None:
            return Outline("assignment", None, start, start, end)
        names += bound
    return Outline("assignment", tuple(names), start, start, end)


def _targets(text: str, start: int, end: int) -> list[str]:
    """Return what stands to the left of each `=` of an assignment."""
    targets: list[str] = []
    at = start
    while True:
        equals = skip(LINE, text, at, end, "\n=")
        if equals in (-1, end):
            return targets
        target = text[at:equals].strip()
        if _LAMBDA.search(target):  # its defaults look like targets
            return targets
        targets.append(target)
        at = equals + 1


def _bound(target: str) -> list[str] | None:
    if target.isidentifier():
        return [target]
    if _NO_TARGET.match(target):
        return []
    if _NAMES.match(target) and not _CALLED.search(target):
        return _WORD.findall(target)
    return None


def bound_names(statement: syntax.Statement) -> Iterator[str]:
    """Yield the names that an assignment binds."""
    targets = statement.targets if isinstance(statement, syntax.Assign) else ()
    for target in (statement.target,) if isinstance(statement, syntax.AugAssign) else targets:
        yield from _names_of(target)


def _names_of(target: syntax.Expression) -> Iterator[str]:
    match target:
        case syntax.Name(name):
            yield name
        case syntax.Starred(value):
            yield from _names_of(value)
        case syntax.Sequence(elts=elements):
            for element in elements:
                yield from _names_of(element)
