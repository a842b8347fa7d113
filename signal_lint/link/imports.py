"""Which modules a module loads when it is imported, and which only when a function of it runs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from operator import itemgetter
from typing import Literal as Kind

from signal_lint.link.bindings import STAR
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Autodiscovering, Event, Importing
from signal_lint.link.import_calls import called_imports
from signal_lint.link.importing import imported
from signal_lint.link.names import module_name
from signal_lint.link.values import Items, Literal
from signal_lint.record import record
from signal_lint.source import Location
from signal_lint.syntax import Import, ImportFrom

#: Where a star import finds the submodules that it loads.
ALL = frozenset({"__all__"})
NO_FILES: frozenset[str] = frozenset()
#: Through how many modules a name is followed that each of them imports from the one before.
MOST_HANDS = 3


@record
class Edge:
    """An import in the file of `location` that loads `target` (a path); `owner` is the function around it."""

    target: str
    location: Location
    runs: Kind["module", "function"]
    owner: str


class Imports:
    """The import statements of a project's files as edges, read file by file on demand."""

    def __init__(self, ev: Evaluator) -> None:
        self._ev = ev
        self._edges: dict[str, tuple[Edge, ...]] = {}
        self._spellings: dict[str, frozenset[str]] = {}
        self._missing: dict[str, tuple[str, Location] | None] = {}
        self._with_listing: frozenset[str] | None = None
        self.offering = cache(self._offering)

    def edges(self, path: str) -> tuple[Edge, ...]:
        """Return what a file imports of the project; what only a type checker sees is left out."""
        if path not in self._edges:
            self._edges[path] = tuple(self._read(path))
        return self._edges[path]

    def _read(self, path: str) -> Iterator[Edge]:
        for fact in self._ev.sources.imports(path):
            if fact.runs == "type-checking":
                continue
            for event in imported(self._ev, fact.statement, path):
                for target in self.loaded(event):
                    yield Edge(target, event.location, fact.runs, fact.owner)

    def loaded(self, event: Event) -> tuple[str, ...]:
        """Return the paths that an import loads itself: the packages on the way, then the module."""
        if not isinstance(event, Importing) or not event.module:
            return ()
        modules = self._ev.modules
        path = modules.find(event.module)
        if path is None:
            return ()
        found = [] if path.endswith("/") else [*modules.ancestors(path), path]
        for name in self._asked(event, path):
            inner = modules.submodule(path, name)
            if inner is not None and not inner.endswith("/"):
                found += [inner]
        return tuple(dict.fromkeys(found))

    def _asked(self, event: Importing, path: str) -> tuple[str, ...]:
        """Return the names that an import asks for: for a star those that `__all__` lists."""
        return event.names if event.names != (STAR,) else self._listed(path)

    def _listed(self, path: str) -> tuple[str, ...]:
        """Return the names that the `__all__` of a file lists, as far as they can be read."""
        if self._with_listing is None:
            self._with_listing = frozenset(self._ev.sources.containing(ALL))
        if path not in self._with_listing:
            return ()
        match module_name(self._ev, path, "__all__", None):
            case Items(elements=elements):
                return tuple(str(value.value) for value in elements if isinstance(value, Literal))
            case _:
                return ()

    def called(self, owners: frozenset[tuple[str, str]]) -> Iterator[tuple[str, Edge]]:
        """Yield the files that import something by what they call when they are imported, each with its edge.

        `owners` are functions with an import statement, by path and name, whose calls are looked for.
        """
        for each in called_imports(self._ev, owners):
            for target in self._targets(each.event):
                yield each.location.path, Edge(target, each.location, "module", "")

    def _targets(self, event: Importing | Autodiscovering) -> Iterator[str]:
        if isinstance(event, Importing):
            yield from self.loaded(event)
            return
        for app in self._ev.apps.entries:
            for name in event.names if app.path else ():
                path = self._ev.modules.submodule(app.path or "", name)
                if path is not None and not path.endswith("/"):
                    yield path

    def missing(self, path: str, before: Location) -> str:
        """Return the first of a module's own imports, above a place in it, that leads nowhere, "" for none.

        It may be generated, so this is a doubt.
        """
        if path not in self._missing:
            self._missing[path] = _missing(self._ev, path)
        match self._missing[path]:
            case (module, location) if path != before.path or location.span <= before.span:
                return module
            case _:
                return ""

    def _offering(self, path: str, name: str) -> frozenset[str]:
        """Return the files that may offer others a name of a module: its own, and those that import it there.

        A package that imports a module may offer whatever it holds, by a star.
        """
        found = new = frozenset({path})
        for _ in range(MOST_HANDS):
            edges = [pair for pairs in self.importers(new).values() for pair in pairs]
            spelled = self._spelling(name)
            new = (
                frozenset(each for each, _ in edges if each in spelled or each.endswith("__init__.py"))
                - found
            )
            found |= new
        return found

    def importers(
        self, targets: frozenset[str], first: frozenset[str] = NO_FILES
    ) -> dict[str, list[tuple[str, Edge]]]:
        """Return, by target, the files that import it, each with its edge.

        The files of `first` are read first: what one of them loads with itself is looked for in no other.
        """
        found: dict[str, list[tuple[str, Edge]]] = {target: [] for target in targets}
        candidates = {target: self._candidates(target) for target in targets}
        early = first & NO_FILES.union(*candidates.values())
        self._read_edges(early, found)
        left = [each for each in targets if not any(edge.runs == "module" for _, edge in found[each])]
        self._read_edges(NO_FILES.union(*[candidates[target] for target in left]) - early, found)
        return {target: sorted(edges, key=itemgetter(0)) for target, edges in found.items()}

    def _read_edges(self, paths: frozenset[str], found: dict[str, list[tuple[str, Edge]]]) -> None:
        for path in sorted(paths):
            for edge in self.edges(path):
                if edge.target in found and edge.target != path:
                    found[edge.target].append((path, edge))

    def _candidates(self, target: str) -> frozenset[str]:
        """Return the files that may import a module.

        Every import of it spells its last name, and that of its package unless it stands in that
        package; a star import spells the package alone, and in the package nothing.
        """
        name, package = _spelled(target)
        naming, spells = self._spelling(name), self._ev.sources.spells
        if not package:
            return naming
        folder = target.removesuffix("/__init__.py").rpartition("/")[0]
        within = f"{folder}/"
        beside = [path for path in naming if path.startswith(within)]
        if folder not in self._ev.modules.roots:
            # Behind the dots of a relative import the name stands next to `from`, or behind `from import`.
            beside = [path for path in beside if spells(path, "from", name)]
        both = naming & self._spelling(package) if self._has_own_name(target) else NO_FILES
        spelled = [path for path in both if spells(path, package, name)]
        if name in self._listed(f"{within}__init__.py"):
            spelled += self._spelling(package)
            beside += [path for path in self._spelling("import") if path.startswith(within)]
        return frozenset([*spelled, *beside])

    def _has_own_name(self, target: str) -> bool:
        """Tell whether a dotted name means this file, and not one of another root that comes first.

        A package is loaded by whatever loads one of its modules.
        """
        modules = self._ev.modules
        return target.endswith("/__init__.py") or any(
            modules.find(name) == target for name in modules.names(target)
        )

    def _spelling(self, word: str) -> frozenset[str]:
        """Return the files whose imports spell a word."""
        if word not in self._spellings:
            self._spellings[word] = frozenset(self._ev.sources.importing(frozenset({word})))
        return self._spellings[word]


def _spelled(target: str) -> tuple[str, str]:
    """Return the last name of a module and that of the folder it is in, "" at the root."""
    parts = ("", "", *target.removesuffix(".py").removesuffix("/__init__").split("/"))
    return parts[-1], parts[-2]


def _missing(ev: Evaluator, path: str) -> tuple[str, Location] | None:
    """Return the first module that a file's own imports name and that is not there, and where.

    Only a module of a package that is in the project can be missed.
    """
    for statement in ev.sources.facts(path).body:
        for event in imported(ev, statement, path) if isinstance(statement, Import | ImportFrom) else ():
            module = event.module if isinstance(event, Importing) and event.module else ""
            package = ev.modules.find(module.rpartition(".")[0]) if "." in module else None
            if package is not None and package.endswith("__init__.py") and ev.modules.find(module) is None:
                return module, event.location
    return None
