"""An import that was meant to load a module, and does not: under a wrong name, or where nothing ever runs.

Only what stands in the module's own app is looked at, and only where the module is never loaded otherwise.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from difflib import SequenceMatcher

from signal_lint.facts import ImportFact
from signal_lint.link.apps import is_app_config
from signal_lint.link.bindings import STAR
from signal_lint.link.classes import own_attribute
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Event, Importing
from signal_lint.link.importing import imported
from signal_lint.link.imports import Imports
from signal_lint.link.modules import parent
from signal_lint.link.names import module_name
from signal_lint.link.places import is_test
from signal_lint.link.startup import Ready
from signal_lint.link.values import Class
from signal_lint.source import Location
from signal_lint.startup import Attempt

READY = "ready"
#: How alike a misspelt name is to the right one, as `difflib` measures it.
ALIKE = 0.75


class Attempts:
    """The imports of a project that were meant to load one of its modules."""

    def __init__(self, ev: Evaluator, imports: Imports, readies: tuple[Ready, ...]) -> None:
        self._ev = ev
        self._imports = imports
        self._readies = readies

    def for_module(self, path: str, folder: str) -> Attempt | None:
        """Return the first import in the folder of an app that was meant for a module, None without one."""
        within = f"{folder}/" if folder else ""
        files = [each for each in self._ev.sources.paths if each.startswith(within) and not is_test(each)]
        found = (attempt for file in files if file != path for attempt in self._in_file(file, path))
        return next(found, None)

    def _in_file(self, file: str, path: str) -> Iterator[Attempt]:
        for fact in self._ev.sources.imports(file):
            for event in imported(self._ev, fact.statement, file):
                if path in self._imports.loaded(event):
                    yield from self._idle(fact, event.location)
                else:
                    yield from self._misnamed(event, path)
        for ready in self._readies:
            for event in ready.events:
                if event.location.path == file:
                    yield from self._misnamed(event, path)
                    yield from self._of_python(event, path)

    def _of_python(self, event: Event, path: str) -> Iterator[Attempt]:
        """Yield that a `ready()` imports a module of Python whose name is almost that of the module."""
        if not isinstance(event, Importing) or event.module not in sys.stdlib_module_names:
            return
        place, own = event.location, self._ev.modules.name(path).rpartition(".")[2]
        alike = SequenceMatcher(None, event.module, own).ratio() >= ALIKE
        if alike and parent(place.path) == parent(path):
            importer = self._ev.modules.name(place.path)
            said = f"`{importer}` imports `{event.module}` of Python's standard library instead"
            yield Attempt(place, said, fails=False)

    def _idle(self, fact: ImportFact, place: Location) -> Iterator[Attempt]:
        """Yield why an import of the right module never runs, where that is known."""
        importer = self._ev.modules.name(place.path)
        if fact.runs == "type-checking":
            yield Attempt(place, f"`{importer}` imports it for type checkers only", fails=False)
        if fact.runs != "function":
            return
        around, _, function = fact.owner.rpartition(".")
        owner = owner_of(self._ev, place.path, fact.owner)
        if function == READY and not around:
            said = f"the `ready()` that imports it in `{importer}` stands outside of any class"
        elif function == READY and owner is not None and not is_app_config(self._ev, owner):
            said = f"`{around}.ready()` in `{importer}` imports it, but `{around}` is no AppConfig"
        elif owner is not None and is_misspelt_ready(self._ev, owner, function):
            said = f"`{around}.{function}()` in `{importer}` imports it, and Django calls `ready()` only"
        else:
            return
        yield Attempt(place, said, fails=False)

    def _misnamed(self, event: Event, path: str) -> Iterator[Attempt]:
        if not isinstance(event, Importing) or not event.module:
            return
        dotted = [event.module, *(f"{event.module}.{name}" for name in event.names if name != STAR)]
        for name in dotted:
            if self._is_meant(name, event.location.path, path):
                importer = self._ev.modules.name(event.location.path)
                wrong = f"`{importer}` imports `{name}`, which is not there"
                yield Attempt(event.location, wrong, fails=True)

    def _is_meant(self, dotted: str, importer: str, path: str) -> bool:
        """Tell whether a name that leads nowhere is the end of a module's name, or almost the whole."""
        modules = self._ev.modules
        if modules.find(dotted) is not None:
            return False
        package, _, last = dotted.rpartition(".")
        if not package:
            return parent(importer) == parent(path) and any(
                name.endswith(f".{last}") for name in modules.names(path)
            )
        return any(
            name.endswith(f".{dotted}")
            or (name.rpartition(".")[0] == package and self._is_misspelt(package, last, name))
            for name in modules.names(path)
        )

    def _is_misspelt(self, package: str, last: str, name: str) -> bool:
        path = self._ev.modules.find(package)
        index = {} if path is None or path.endswith("/") else self._ev.index(path)
        known = last in index or STAR in index or "__getattr__" in index
        return not known and SequenceMatcher(None, last, name.rpartition(".")[2]).ratio() >= ALIKE


def is_ready(ev: Evaluator, path: str, qualname: str) -> bool:
    """Tell whether a function of a file is a `ready()`, or was meant to be one: only Django would call it."""
    function, owner = qualname.rpartition(".")[2], owner_of(ev, path, qualname)
    return function == READY or (owner is not None and is_misspelt_ready(ev, owner, function))


def owner_of(ev: Evaluator, path: str, qualname: str) -> Class | None:
    """Return the class at the top level of a file that a method is of, by the name of the method."""
    around = qualname.rpartition(".")[0]
    owner = module_name(ev, path, around, None) if around and "." not in around else None
    return owner if isinstance(owner, Class) else None


def is_misspelt_ready(ev: Evaluator, owner: Class, function: str) -> bool:
    """Tell whether a method of an AppConfig was meant to be its `ready()`, and nothing else names it."""
    if function == READY or SequenceMatcher(None, function.strip("_").lower(), READY).ratio() < ALIKE:
        return False
    if not is_app_config(ev, owner) or own_attribute(ev, owner, READY) is not None:
        return False
    return set(ev.sources.containing(frozenset({function}))) <= {owner.path}
