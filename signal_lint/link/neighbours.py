"""What imports mean before any import root is known: a module beside the file, or around it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from signal_lint.facts import Sources
from signal_lint.link.modules import parent
from signal_lint.syntax import Import

#: How many files are read for what they import.
MOST_FILES = 12


class Neighbours:
    """The files of a project, as their imports are likely to mean one another."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._files = frozenset(sources.paths)

    def find(self, path: str, level: int, module: str) -> str | None:
        """Return the file that `from <level dots><module> import …` in a file means, the nearest one."""
        folder = parent(path)
        for _ in range(level - 1):
            folder = parent(folder)
        return next(self._below(folder, module), None) if level else self._around(folder, module)

    def _around(self, folder: str, module: str) -> str | None:
        while True:
            for found in self._below(folder, module):
                return found
            if not folder:
                return None
            folder = parent(folder)

    def _below(self, folder: str, module: str) -> Iterator[str]:
        stem = "/".join(part for part in (folder, *module.split(".")) if part)
        for candidate in (f"{stem}/__init__.py", f"{stem}.py"):
            if candidate in self._files:
                yield candidate

    def led_to(self, paths: Iterable[str]) -> frozenset[str]:
        """Return these files and those that they import, and so on, with the packages on the way.

        The nearest come first: what lies further than so many files away sets up no start.
        """
        waiting = deque(paths)
        found = set(waiting)
        for _ in range(MOST_FILES):
            if not waiting:
                break
            path = waiting.popleft()
            new = [each for each in (*self._packages(path), *self._imported(path)) if each not in found]
            waiting += new
            found.update(new)
        return frozenset(found)

    def _packages(self, path: str) -> Iterator[str]:
        folder = parent(path)
        while folder and f"{folder}/__init__.py" in self._files:
            yield f"{folder}/__init__.py"
            folder = parent(folder)

    def _imported(self, path: str) -> Iterator[str]:
        for fact in self._sources.imports(path):
            statement = fact.statement
            if isinstance(statement, Import):
                found = [self.find(path, 0, alias.name) for alias in statement.names]
            else:
                dotted = [f"{statement.module}.{alias.name}".strip(".") for alias in statement.names]
                names = (statement.module, *dotted)
                found = [self.find(path, statement.level, name) for name in names if name]
            yield from (each for each in found if each is not None)
