"""In which order start-up runs the modules of a project, and makes their connections.

The settings come first, then the package and the `apps` module of each installed app, then its models, then
each `ready()`: https://docs.djangoproject.com/en/stable/ref/applications/#initialization-process

Whether start-up surely comes to a place is another question, which the state of its connection answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from signal_lint.django.autodiscover import of_ready
from signal_lint.facts import CONNECTING
from signal_lint.link.early import imported_first
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Autodiscovering, Connecting, Event, Importing
from signal_lint.link.execution import Execution
from signal_lint.link.happenings import Happening
from signal_lint.link.imports import Imports
from signal_lint.link.installed import Installed
from signal_lint.link.receivers import aliases_of
from signal_lint.link.startup import Ready
from signal_lint.source import Location
from signal_lint.syntax import Deferred, Statement


class Sequence:
    """The course of `django.setup()`, walked when it is asked for first."""

    def __init__(
        self, ev: Evaluator, imports: Imports, readies: tuple[Ready, ...], happenings: tuple[Happening, ...]
    ) -> None:
        self._ev = ev
        self._imports = imports
        self._readies = {ready.app.entry: ready for ready in readies}
        self._connecting = frozenset(each.by for each in happenings if isinstance(each.by, str))
        self._begun: set[str] = set()
        self._finished: dict[str, int] = {}
        self._places: dict[Location, None] = {}

    @cached_property
    def finished(self) -> dict[str, int]:
        """By path, the number of each module that start-up imports, in the order in which they are done."""
        self._walk()
        return self._finished

    @cached_property
    def places(self) -> tuple[Location, ...]:
        """The places that connect, in the order in which they do so first."""
        return tuple(self._places) if self.finished else ()

    def _walk(self) -> None:
        ev = self._ev
        for path in ev.settings_paths:
            self._load((*ev.modules.ancestors(path), path))
        for app in ev.apps.entries:
            for name in imported_first(ev, app):
                self._load(_file(ev.modules.find(name)))
        for app in ev.apps.entries:
            self._load(self._submodule(app, "models"))
        for app in ev.apps.entries:
            self._follow(self._readies[app.entry].events if app.entry in self._readies else ())
            for name in of_ready(app.entry):
                self._discover(name)
        for name in ev.autodiscovered:
            self._discover(name)

    def _load(self, paths: Iterable[str]) -> None:
        for path in paths:
            if path not in self._begun:
                self._begun.add(path)
                self._run(path)
                self._finished[path] = len(self._finished)

    def _run(self, path: str) -> None:
        if path in self._connecting:
            self._follow(self._happened(path))
            return
        for edge in sorted(self._imports.edges(path), key=lambda edge: edge.location):
            if edge.runs == "module":
                self._load((edge.target,))

    def _happened(self, path: str) -> list[Event]:
        """Run a module that connects on paper: of what it defines only what mentions a connection."""
        execution, sources = Execution(self._ev), self._ev.sources
        scope = self._ev.module_scope(path)
        words = CONNECTING | aliases_of(scope.body)
        for statement in scope.body:
            whole: Statement | None = statement
            if isinstance(statement, Deferred):
                if statement.kind != "other" and not sources.mentions(path, statement.key, words):
                    continue
                whole = sources.header(path, statement.key, words)
            if whole is not None:
                execution.run((whole,), scope)
        return execution.events

    def _follow(self, events: Iterable[Event]) -> None:
        for event in events:
            match event:
                case Connecting(location=location):
                    self._places.setdefault(location)
                case Importing():
                    self._load(self._imports.loaded(event))
                case Autodiscovering(names=names):
                    for name in names:
                        self._discover(name)
                case _:
                    continue

    def _discover(self, name: str) -> None:
        for app in self._ev.apps.entries:
            self._load(self._submodule(app, name))

    def _submodule(self, app: Installed, name: str) -> Iterator[str]:
        return _file(self._ev.modules.submodule(app.path, name) if app.path else None)


def _file(path: str | None) -> Iterator[str]:
    """Yield a path unless there is none, or it is a folder."""
    if path is not None and not path.endswith("/"):
        yield path
