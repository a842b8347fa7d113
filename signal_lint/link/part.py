"""Some of the files of a tree: those that one of its projects may import."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from signal_lint.facts import FileFacts, ImportFact, Sources
from signal_lint.syntax import Statement


class Part:
    """`facts.Sources` without the files of some folders; what they share is read once."""

    def __init__(self, sources: Sources, hidden: tuple[str, ...]) -> None:
        """`hidden` are folders of the tree, without a slash at the end."""
        inside = tuple(f"{folder}/" for folder in hidden)
        self._sources = sources
        self._paths = tuple(path for path in sources.paths if not path.startswith(inside))
        self._own = frozenset(self._paths)
        self._containing = cache(lambda words: self._only(sources.containing(words)))
        self._importing = cache(lambda words: self._only(sources.importing(words)))

    @property
    def paths(self) -> tuple[str, ...]:
        """Every Python file of the part, sorted."""
        return self._paths

    def facts(self, path: str) -> FileFacts:
        """Return the facts of a file."""
        return self._sources.facts(path)

    def imports(self, path: str) -> tuple[ImportFact, ...]:
        """Return the imports of a file."""
        return self._sources.imports(path)

    def statement(self, path: str, key: str) -> Statement | None:
        """Return the whole statement behind a `Deferred`."""
        return self._sources.statement(path, key)

    def header(self, path: str, key: str, words: frozenset[str]) -> Statement | None:
        """Return the statement behind a `Deferred`, of a function only the header where it suffices."""
        return self._sources.header(path, key, words)

    def holds(self, path: str, key: str, words: frozenset[str]) -> bool:
        """Tell whether the text behind a `Deferred` holds one of the words."""
        return self._sources.holds(path, key, words)

    def mentions(self, path: str, key: str, names: frozenset[str]) -> bool:
        """Tell whether the code behind a `Deferred` holds one of the names."""
        return self._sources.mentions(path, key, names)

    def containing(self, words: frozenset[str]) -> Mapping[str, frozenset[str]]:
        """Return, by path, which of the words a file of the part holds."""
        return self._containing(words)

    def importing(self, words: frozenset[str]) -> Mapping[str, frozenset[str]]:
        """Return, by path, which of the words the import statements of a file of the part hold."""
        return self._importing(words)

    def spells(self, path: str, package: str, name: str) -> bool:
        """Tell whether an import statement of a file spells a name in a package."""
        return self._sources.spells(path, package, name)

    def _only(self, found: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
        return {path: words for path, words in found.items() if path in self._own}
