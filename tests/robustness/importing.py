"""The index of import lines may name too many, and never too few."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.extract import FileSources
from signal_lint.syntax import Import, ImportFrom


def unlisted_imports(sources: FileSources, name: str) -> Iterator[str]:
    """Yield the imports of a file that the index does not have."""
    for fact in sources.facts(name).imports:
        for module, imported in _spelled(fact.statement):
            words = {
                word for word in f"{module}.{imported}".split(".") if word.isascii() and word not in ("", "*")
            }
            if any(not sources.importing(frozenset({word})) for word in words):
                yield f"line {fact.statement.span.line}: {module}.{imported} is in no line of imports"
            package = module.rpartition(".")[2]
            if words >= {package, imported} and not sources.spells(name, package, imported):
                yield f"line {fact.statement.span.line}: {package}.{imported} is not spelled"


def _spelled(statement: Import | ImportFrom) -> Iterator[tuple[str, str]]:
    for alias in statement.names:
        if isinstance(statement, ImportFrom):
            yield statement.module, alias.name
        else:
            package, _, module = alias.name.rpartition(".")
            yield package, module
