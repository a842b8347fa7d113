"""The `default_app_config = …` of a package, which names its config to Django before 4.1."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.link.evaluator import Evaluator
from signal_lint.record import record
from signal_lint.source import Span
from signal_lint.syntax import Assign, Constant, Deferred, If, Name, Statement
from signal_lint.walk import blocks

LINE = "default_app_config"


@record
class DefaultLine:
    """One such line: the dotted class, None where it is no literal, and whether it stands under a test."""

    span: Span
    target: str | None
    guarded: bool


def default_lines(ev: Evaluator, path: str) -> Iterator[DefaultLine]:
    """Yield the lines of a package's file."""
    for statement in ev.sources.facts(path).body:
        yield from _in(ev, path, statement, guarded=False)


def _in(ev: Evaluator, path: str, statement: Statement, *, guarded: bool) -> Iterator[DefaultLine]:
    found: Statement | None = statement
    if isinstance(statement, Deferred):
        if LINE not in statement.names:
            return
        found = ev.sources.statement(path, statement.key)
    match found:
        case Assign(value=None):
            return
        case Assign(targets=(Name(id="default_app_config"),), value=value, span=span):
            target = value.value if isinstance(value, Constant) and isinstance(value.value, str) else None
            yield DefaultLine(span, target, guarded)
        case If():
            for block in blocks(found):
                for inner in block:
                    yield from _in(ev, path, inner, guarded=True)
        case _:
            return
