"""Import statements at any depth, found in the text: which stand inside of definitions.

What a function imports is parsed without its function. Only the lines that can
open a block or hold an import are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from signal_lint.extract.scanning import WORD
from signal_lint.extract.statements import logical_lines, parts
from signal_lint.record import record

Runs = Literal["module", "function", "type-checking"]

IMPORT = re.compile(r"(?:lazy[ \t]+)?(?:import|from)\b")
_CANDIDATE = re.compile(r"(?:^|[;:])[ \t\f]*(?:lazy[ \t]+)?(?:import|from)\b", re.MULTILINE)
_INDENT = re.compile(r"\f*([ \t]*)")
_BLANKS = r"(?:[ \t\f]|\\\n)"
_DEFINITION = re.compile(rf"(?:async{_BLANKS}+)?(def|class){_BLANKS}+({WORD})")
_TYPE_CHECKING = re.compile(
    rf"(?:el)?if\b{_BLANKS}*+\(?{_BLANKS}*+(?:{WORD}\.)*TYPE_CHECKING\b(?!{_BLANKS}*or\b)"
)


@record
class FoundImport:
    """Where an import statement stands, when it runs, and the qualname around it."""

    start: int
    end: int
    runs: Runs
    owner: str


@record
class _Block:
    width: int
    runs: Runs | None
    name: str


def nested_imports(text: str, start: int, stop: int) -> list[FoundImport]:
    """Return the imports between two offsets, both at the ends of top-level statements."""
    return list(_walk(text, start, stop)) if _may_import(text, start, stop) else []


def _may_import(text: str, start: int, stop: int) -> bool:
    # A search for the expression in all of the text costs ten times as much.
    at = text.find("import", start, stop)
    seen = start
    while at != -1:
        line = max(text.rfind("\n", seen, at) + 1, seen)
        while line > seen and text.endswith("\\\n", seen, line):
            line = max(text.rfind("\n", seen, line - 1) + 1, seen)
        end = text.find("\n", at, stop)
        if _CANDIDATE.search(text, line, stop if end == -1 else end):
            return True
        # What continues the line that was looked at begins no statement.
        seen = end + 1
        at = text.find("import", end, stop) if end != -1 else -1
    return False


def _walk(text: str, start: int, stop: int) -> Iterator[FoundImport]:
    blocks: list[_Block] = []
    for line, end in logical_lines(text, start, stop):
        found = _INDENT.match(text, line)
        indent = found[1] if found else ""
        width = len(indent.expandtabs(8))
        while blocks and blocks[-1].width >= width:
            blocks.pop()
        first = found.end() if found else line
        if block := _opened(text, first, width):
            blocks.append(block)
        if text.find("import", first, end) != -1:
            for part, part_end in parts(text, first, end, "\n;:"):
                if IMPORT.match(text, part):
                    yield FoundImport(part, part_end, _runs(blocks), _owner(blocks))


def _opened(text: str, at: int, width: int) -> _Block | None:
    if found := _DEFINITION.match(text, at):
        return _Block(width, "function" if found[1] == "def" else None, found[2])
    if _TYPE_CHECKING.match(text, at):
        return _Block(width, "type-checking", "")
    return None


def _runs(blocks: list[_Block]) -> Runs:
    runs = {block.runs for block in blocks}
    if "type-checking" in runs:
        return "type-checking"
    return "function" if "function" in runs else "module"


def _owner(blocks: list[_Block]) -> str:
    return ".".join([block.name for block in blocks if block.name])
