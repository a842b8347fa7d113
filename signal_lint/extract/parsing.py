"""Text -> lowered statements, through libcst.

Regions of a file are parsed together, as one module, since every call of the
parser costs as much as twenty characters of code; where that fails, one by one,
so that a mistake hides nothing but itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import libcst as cst

from signal_lint import syntax
from signal_lint.extract.limits import excess
from signal_lint.extract.lowering import class_header, function_header, statements
from signal_lint.extract.regions import Lowered, Region
from signal_lint.extract.tokens import Cursor, Text
from signal_lint.facts import Problem

_WRAPPER = "class _:\n"
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_LONGEST_MESSAGE = 80


def parse_regions(source: Text, regions: Sequence[Region]) -> list[Lowered]:
    """Return what each region holds, or why it can't be parsed."""
    together = _together(source, regions) if len(regions) > 1 else None
    return together or [_alone(source, region) for region in regions]


def parse_file(source: Text) -> Lowered:
    """Return the statements of a whole file, or where libcst gave up."""
    stop = len(source.text)
    if problem := excess(source, 0, stop):
        return problem
    parsed = _parse(source.text)
    if isinstance(parsed, Problem):
        return parsed
    return statements(parsed, Cursor(source, 0, stop))


def _together(source: Text, regions: Sequence[Region]) -> list[Lowered] | None:
    if any(excess(source, region.start, region.end) for region in regions):
        return None
    parsed = _parse("".join([_written(source, region) for region in regions]))
    if isinstance(parsed, Problem) or len(parsed) != len(regions):
        return None
    return [_lower(source, region, node) for region, node in zip(regions, parsed, strict=True)]


def _alone(source: Text, region: Region) -> Lowered:
    if problem := excess(source, region.start, region.end):
        return problem
    parsed = _parse(_written(source, region))
    if isinstance(parsed, Problem):
        return _moved(source, region, parsed)
    if len(parsed) != 1:
        return Problem(source.place(region.start)[0], 0, "not one statement")
    return _lower(source, region, parsed[0])


def _written(source: Text, region: Region) -> str:
    text = source.text[region.start : region.end]
    match region.kind:
        case "member":
            return f"{_WRAPPER}{text}\n"
        case "header":
            return f"{text}\n pass\n"
        case _:
            return f"{text}\n"


def _lower(source: Text, region: Region, node: cst.CSTNode) -> tuple[syntax.Statement, ...]:
    cursor = Cursor(source, region.start, region.end)
    if isinstance(node, cst.FunctionDef) and region.kind == "header":
        return (function_header(node, cursor),)
    if isinstance(node, cst.ClassDef):
        if region.kind == "member":
            return statements(node.body.body, cursor)
        if region.kind == "header":
            return (class_header(node, cursor),)
    return statements([node], cursor)


def _moved(source: Text, region: Region, problem: Problem) -> Problem:
    """Return a problem of a region's text as one of the file."""
    line, column = source.place(region.start)
    first = 2 if region.kind == "member" else 1
    if problem.line == first:
        return Problem(line, column + problem.column, problem.message)
    return Problem(line + problem.line - first, problem.column, problem.message)


def _parse(text: str) -> Sequence[cst.CSTNode] | Problem:
    try:
        return cst.parse_module(text).body
    except cst.ParserSyntaxError as error:
        return _problem(error)
    except cst.CSTValidationError as error:
        return Problem(1, 0, str(error))
    except cst.CSTLogicError:  # it parses `t"a" t"b"`, and has no node for it
        return Problem(1, 0, "syntax that libcst does not support")


def _problem(error: cst.ParserSyntaxError) -> Problem:
    message = error.message.removeprefix("parser error: ").removeprefix("tokenizer error: ")
    line, column = error.raw_line, error.raw_column
    if found := _PLACE.match(message):
        line, column, message = int(found[1]), int(found[2]), found[3]
    if len(message) > _LONGEST_MESSAGE:
        message = "invalid syntax"
    return Problem(line, column, message)
