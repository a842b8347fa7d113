"""One text and its edits to a new text: one transformer interprets edits as data."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Iterable

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from signal_lint.edits import Edit
from signal_lint.fixing.transforming import Transformer
from signal_lint.record import record
from signal_lint.source import Span


@record
class Rewritten:
    """The new text, and the edits that were not made, each with why."""

    text: str
    refused: dict[Edit, str]


def rewrite(text: str, edits: Iterable[Edit]) -> Rewritten:
    """Make the edits of one file; where the text can't be parsed or would be broken, none of them."""
    edits = tuple(edits)
    try:
        module, spans, is_given_back = _parsed(text)
        if not is_given_back:
            return Rewritten(text, dict.fromkeys(edits, "the parser does not give the file back as it is"))
        transformer = Transformer(spans, edits)
        changed = module.visit(transformer).code
    except cst.ParserSyntaxError:
        return Rewritten(text, dict.fromkeys(edits, "the file can't be parsed"))
    except RecursionError:
        return Rewritten(text, dict.fromkeys(edits, "the file is nested too deeply"))
    if not _is_sound(text, changed):
        return Rewritten(text, dict.fromkeys(edits, "it would not leave valid code"))
    return Rewritten(changed, transformer.refused)


# A file is rewritten for each of its fixes. Two, because a fix may be about two files.
@functools.lru_cache(maxsize=2)
def _parsed(text: str) -> tuple[cst.Module, dict[cst.CSTNode, Span], bool]:
    """Return the tree of a text, where its nodes are, and whether it gives the text back."""
    module = cst.parse_module(text)
    return module, _spans(module), module.code == text


def _spans(module: cst.Module) -> dict[cst.CSTNode, Span]:
    # No copy of the tree is needed: it is parsed for this alone.
    places = MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)
    spans = {
        node: Span(place.start.line, place.start.column, place.end.line, place.end.column)
        for node, place in places.items()
    }
    return spans | {node: _with_parentheses(node, spans) for node in spans if isinstance(node, cst.Tuple)}


def _with_parentheses(node: cst.Tuple, spans: dict[cst.CSTNode, Span]) -> Span:
    """Return where a tuple stands, of which its innermost parentheses are a part, if it has any."""
    if not node.lpar:
        return spans[node]
    start, end = spans[node.lpar[-1]], spans[node.rpar[0]]
    return Span(start.line, start.column, end.end_line, end.end_column)


def _is_sound(before: str, after: str) -> bool:
    """Tell whether a text can be parsed, and compiled by this Python if the one before could."""
    try:
        cst.parse_module(after)
    except cst.ParserSyntaxError:
        return False
    return _compiles(after) or not _compiles(before)


def _compiles(text: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text, "<text>", "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True
