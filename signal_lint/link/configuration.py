"""Finding the Django settings of a project, and the folders it puts on sys.path, as text."""

from __future__ import annotations

from functools import cached_property

from signal_lint.facts import Sources
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.modules import parent
from signal_lint.link.path_entries import path_folders
from signal_lint.link.places import is_test
from signal_lint.link.plans import Plan
from signal_lint.link.settings_classes import class_settings
from signal_lint.settings import Settings
from signal_lint.source import Location, at_line


def settings_paths(ev: Evaluator, plan: Plan) -> tuple[str, ...]:
    """Return the files of a project's settings modules.

    Where nothing names one they are the `settings` modules at an import root and their neighbours that hold
    INSTALLED_APPS, else the outermost modules that do.
    """
    if plan.settings or plan.configured:
        return plan.settings
    holding = [
        path for path in sorted(ev.sources.containing(frozenset({"INSTALLED_APPS"}))) if _assigns(ev, path)
    ]
    holding = [path for path in holding if not is_test(path)] or holding
    first = ev.modules.find("settings")
    if first and first.endswith(".py"):
        return tuple(dict.fromkeys((first, *(path for path in holding if parent(path) == parent(first)))))
    depth = min((path.count("/") for path in holding), default=0)
    return tuple(path for path in holding if path.count("/") == depth)


def _assigns(ev: Evaluator, path: str) -> bool:
    return "INSTALLED_APPS" in ev.index(path) or any(class_settings(ev, path, "INSTALLED_APPS"))


class Roots:
    """The import roots of a tree, or of one project's part of it."""

    def __init__(self, sources: Sources, settings: Settings) -> None:
        self._sources = sources
        self._settings = settings

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """Those that the tree states for whatever project is in it."""
        return _each(*self._settings.source_roots, *self._folders, *_src(self._sources))

    def stated(self, own: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return those of a project, in the order in which they are searched; `own` are its first."""
        paths = self._sources.paths
        manage = [parent(path) for path in paths if path == "manage.py" or path.endswith("/manage.py")]
        return _each(*self._settings.source_roots, *self._folders, *own, *manage, *_src(self._sources))

    @cached_property
    def _folders(self) -> tuple[str, ...]:
        return path_folders(self._sources)


def _src(sources: Sources) -> tuple[str, ...]:
    return ("src",) if any(path.startswith("src/") for path in sources.paths) else ()


def _each(*roots: str) -> tuple[str, ...]:
    return tuple("" if root == "." else root for root in dict.fromkeys(roots))


def where_apps_are_listed(ev: Evaluator) -> Location | None:
    """Return the first INSTALLED_APPS of the settings."""
    for path in ev.settings_paths:
        for number in ev.index(path).get("INSTALLED_APPS", ()):
            return at_line(path, ev.sources.facts(path).body[number].span.line)
    return None
