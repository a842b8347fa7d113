"""What was read statement by statement is what the whole file holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from robustness.placing import spans

from signal_lint.extract import FileSources
from signal_lint.extract.import_facts import imports_of
from signal_lint.extract.parsing import parse_file
from signal_lint.extract.tokens import Text
from signal_lint.facts import ImportFact, Problem
from signal_lint.source import Span
from signal_lint.syntax import ClassDef, Deferred, Statement

# A file parsed once more, as a whole, takes as long as all its statements.
_LARGEST_COMPARED = 20_000


def statements_of(sources: FileSources, name: str) -> Iterator[tuple[str, Deferred]]:
    """Yield what a file defers, with its key, and after a class what that defers."""
    for statement in sources.facts(name).body:
        if isinstance(statement, Deferred):
            yield statement.key, statement
            whole = sources.statement(name, statement.key)
            for member in whole.body if isinstance(whole, ClassDef) else ():
                if isinstance(member, Deferred):
                    yield member.key, member


def completed(sources: FileSources, name: str, statement: Statement) -> Statement:
    """Return a statement with everything that was deferred."""
    if isinstance(statement, Deferred):
        found = sources.statement(name, statement.key)
        return statement if found is None else completed(sources, name, found)
    if isinstance(statement, ClassDef):
        return replace(statement, body=tuple([completed(sources, name, each) for each in statement.body]))
    return statement


def disagreements(imports: tuple[ImportFact, ...], body: tuple[Statement, ...], text: str) -> Iterator[str]:
    """Yield where a file read by statements differs from the same file parsed at once."""
    if len(text) > _LARGEST_COMPARED:
        return
    whole = parse_file(Text(text))
    if isinstance(whole, Problem):
        return  # of a broken file the sound statements are read
    for ours, theirs in zip(body, whole, strict=False):
        if ours != theirs or list(spans(ours)) != list(spans(theirs)):
            yield f"line {theirs.span.line}: not the statement of the whole file"
    if len(body) != len(whole):
        yield f"{len(body)} statements, the whole file has {len(whole)}"
    if _written(imports) != _written(imports_of(whole)):
        yield "not the imports of the whole file"


def _written(imports: Iterable[ImportFact]) -> list[tuple[str, str, Statement, Span]]:
    return [(each.runs, each.owner, each.statement, each.statement.span) for each in imports]
