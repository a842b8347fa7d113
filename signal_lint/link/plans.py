"""The Django projects of one tree: each settings module that starts Django, and what it imports from.

A repository may hold several: two services, the examples of a library. Each is linked by itself, over the
files that it may import.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TypeVar

from signal_lint.facts import Sources
from signal_lint.link.entries import ANYTHING, Entry, entries
from signal_lint.link.modules import parent
from signal_lint.link.places import is_test
from signal_lint.record import record
from signal_lint.settings import Settings
from signal_lint.source import Location

T = TypeVar("T")

#: How many projects of one tree are linked by themselves; what is beyond is taken for one.
MOST_PROJECTS = 12


@record
class Plan:
    """One project: its settings modules, each by dotted name and path, its import roots, and what names them.

    `modules` is empty where no settings module is there that anything names: then it has to be found, unless
    the `configured` one is missing. `hidden` are the folders of other projects. `notes` say what was named
    and is not there.
    """

    modules: tuple[tuple[str, str], ...] = ()
    roots: tuple[str, ...] = ()
    entries: tuple[Location, ...] = ()
    hidden: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    configured: bool = False

    @property
    def settings(self) -> tuple[str, ...]:
        """The paths of the settings modules."""
        return tuple(path for _, path in self.modules)


def plans(sources: Sources, settings: Settings, roots: tuple[str, ...]) -> tuple[Plan, ...]:
    """Return the projects of a tree; `roots` are the import roots that all of them share.

    There is always one: without any settings module that is named, it has none.
    """
    finder = _Finder(sources, roots)
    if settings.settings_modules:
        found = [plan for name in settings.settings_modules for plan in finder.configured(name)]
    else:
        found = [finder.started(entry) for entry in entries(sources)]
    notes = tuple(dict.fromkeys(note for plan in found for note in plan.notes))
    whole = _together(plan for plan in found if plan.settings)
    if len(whole) > MOST_PROJECTS:
        whole = [*whole[: MOST_PROJECTS - 1], joined(whole[MOST_PROJECTS - 1 :])]
    placed = [
        replace(plan, hidden=_hidden(plan, whole))
        for plan in whole or [Plan(configured=bool(settings.settings_modules))]
    ]
    return (replace(placed[0], notes=notes), *placed[1:])


def joined(plans: Iterable[Plan]) -> Plan:
    """Return several projects as one that may start with any of their settings modules."""
    several = tuple(plans)
    return Plan(
        modules=_each(module for plan in several for module in plan.modules),
        roots=_each(root for plan in several for root in plan.roots),
        entries=_each(entry for plan in several for entry in plan.entries),
        hidden=_each(folder for plan in several for folder in plan.hidden),
        notes=_each(note for plan in several for note in plan.notes),
    )


def _each(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


def _together(found: Iterable[Plan]) -> list[Plan]:
    """Return one plan for each settings module, whatever number of entries names it."""
    by_settings: dict[tuple[str, ...], list[Plan]] = {}
    for plan in found:
        by_settings.setdefault(plan.settings, []).append(plan)
    return [joined(plans) for plans in by_settings.values()]


def _hidden(plan: Plan, every: Iterable[Plan]) -> tuple[str, ...]:
    """Return the outermost folders in which other projects stand, and nothing of this one."""
    own = (*plan.roots, *plan.settings, *(entry.path for entry in plan.entries))
    folders = {
        root
        for other in every
        for root in other.roots
        if root and not any(f"{place}/".startswith(f"{root}/") for place in own)
    }
    return tuple(
        sorted(folder for folder in folders if not any(folder.startswith(f"{outer}/") for outer in folders))
    )


class _Finder:
    """The settings modules of a tree by the names that are given to them."""

    def __init__(self, sources: Sources, roots: tuple[str, ...]) -> None:
        self._sources = sources
        self._roots = roots
        self._files = frozenset(sources.paths)

    def configured(self, name: str) -> Iterator[Plan]:
        """Yield the projects whose settings module has a dotted name, below whatever root it stands."""
        below = name.replace(".", "/")
        ends = (f"{below}/__init__.py", f"{below}.py")
        above = [
            path.removesuffix(end).rstrip("/")
            for path in self._sources.paths
            for end in ends
            if path == end or path.endswith(f"/{end}")
        ]
        above = [root for root in above if not is_test(f"{root}/{ends[1]}")] or above
        # A folder that is itself a package is no import root, unless something states that it is one.
        stated = [root for root in above if root in self._roots or _within(root, "manage.py") in self._files]
        roots = stated or [root for root in above if _within(root, "__init__.py") not in self._files]
        if not roots:
            yield Plan(notes=(f"the settings module `{name}` of the configuration is not in the project",))
        for root in dict.fromkeys(roots):
            yield Plan(((name, self._file(root, name)),), (root,))

    def started(self, entry: Entry) -> Plan:
        """Return the project that an entry starts; its settings are looked for from its folder upwards."""
        script = entry.location.path.rpartition("/")[2] == "manage.py"
        for root in dict.fromkeys((*_upwards(entry.folder), *self._roots)):
            found = self._modules(root, entry.name)
            if found:
                # Python puts the folder of a script on `sys.path`; a WSGI module is imported instead.
                roots = (root, entry.folder) if script else (root,)
                return Plan(tuple(found), tuple(dict.fromkeys(roots)), (entry.location,))
        place = f"{entry.location.path}:{entry.location.span.line}"
        if ANYTHING in entry.name:
            says = "a settings module with a computed name is started; state it with django-settings-module"
        else:
            says = f"the settings module `{entry.name}` is not in the project"
        return Plan(notes=(f"{place}: {says}",))

    def _modules(self, root: str, name: str) -> list[tuple[str, str]]:
        """Return the settings modules below an import root that a name may mean, by name and path."""
        if ANYTHING not in name:
            path = self._file(root, name)
            return [(name, path)] if path else []
        if name.startswith(ANYTHING):
            return []
        start = f"{root}/" if root else ""
        pattern = start + name.replace(".", "/")
        holding = sorted(self._sources.containing(frozenset({"INSTALLED_APPS"})))
        stems = {path: path.removesuffix(".py").removesuffix("/__init__") for path in holding}
        return [
            (stem.removeprefix(start).replace("/", "."), path)
            for path, stem in stems.items()
            if fnmatchcase(stem, pattern)
        ]

    def _file(self, root: str, name: str) -> str:
        """Return the path of a module below an import root, "" for none."""
        stem = _within(root, name.replace(".", "/"))
        return next((path for path in (f"{stem}/__init__.py", f"{stem}.py") if path in self._files), "")


def _within(root: str, below: str) -> str:
    return f"{root}/{below}" if root else below


def _upwards(folder: str) -> Iterator[str]:
    yield folder
    while folder:
        folder = parent(folder)
        yield folder
