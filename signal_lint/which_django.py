"""Which Django a project runs on: by what pins it, else by what Django wrote into its files.

Without a pin, code that cannot run on the Django that is assumed lowers it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, cached_property
from typing import Protocol

from signal_lint.django.headers import VENDORED, by_headers
from signal_lint.django.outdated import LAST_IN_MODELS, LAST_WITH, WORDS
from signal_lint.django.versions import pinned_django
from signal_lint.facts import Sources
from signal_lint.requirements import entry_folders, upwards
from signal_lint.supported import NO_EVIDENCE, DjangoRange, Version
from signal_lint.syntax import Import, ImportFrom, Statement

Requirements = tuple[tuple[str, ...], Callable[[str], str | None]]

_OLD = re.compile(
    rb"(?m)^[ \t]*(?=print[ \t]+[\"']|"
    rb"except[ \t]+[\w.]+[ \t]*,[ \t]*\w+[ \t]*:|raise[ \t]+[\w.]+[ \t]*,)(\w+)"
    rb"|^[^#\n\"']*\bmodels\.(" + "|".join(sorted(LAST_IN_MODELS)).encode() + rb")\b"
)
_LAST_ON_PYTHON_2: Version = (1, 11)
# What every project has, and what shows old code first if anything does.
_USUAL = ("models.py", "views.py", "urls.py", "admin.py", "settings.py", "forms.py")
# More prove nothing more.
_MOST_FILES = 200


class Files(Sources, Protocol):
    """The sources of a project, of which the bytes can be searched too."""

    def first(self, path: str, pattern: re.Pattern[bytes]) -> tuple[str, int] | None:
        """Return the group of what matches first in the bytes of a file, and its line; None for nothing."""


class WhichDjango:
    """Which Django each project of a tree runs on; each folder is looked into once."""

    def __init__(self, sources: Files, requirements: Requirements) -> None:
        """Take the files of the tree; `requirements` are those that may pin Django, and how to read one."""
        self._sources = sources
        self._requirements = requirements
        self._of = cache(self._of_folder)

    def __call__(self, folders: tuple[str, ...]) -> DjangoRange:
        """Return the Django of a project that starts in some folders; without any, of all below the root."""
        found = [self._of(folder) for folder in folders or entry_folders(self._sources.paths)]
        # The lowest is true to the code that they share; where one is not known, the others still are.
        known = [django for django in found if django != NO_EVIDENCE]
        if not known:
            return NO_EVIDENCE
        lowest = min(known, key=lambda each: (each.lowest or (0, 0), each.source))
        ends = [each.highest for each in known if each.highest]
        return replace(lowest, highest=max(ends) if len(ends) == len(known) else None)

    def _of_folder(self, folder: str) -> DjangoRange:
        """Return the Django that the project in a folder runs on; "" is the root."""
        folders = upwards(folder)
        pinned = pinned_django(folders, *self._requirements)
        if pinned:
            return pinned
        assumed = by_headers(self._sources.paths, folders, self._sources.first) or NO_EVIDENCE
        start = f"{folder}/" if folder else ""
        ends = [each for each in self._ends if each.source.startswith(start)]
        end = min(ends, key=lambda each: (each.highest or (0, 0), each.source), default=None)
        if end is None or (assumed.lowest and end.highest and assumed.lowest <= end.highest):
            return assumed
        return replace(end, kind=assumed.kind)

    @cached_property
    def _ends(self) -> tuple[DjangoRange, ...]:
        return tuple(_ends(self._sources))


def _ends(sources: Files) -> Iterator[DjangoRange]:
    """Yield the last Django that each piece of old code runs on."""
    for path in [path for path in sources.importing(WORDS) if _counts(path)][:_MOST_FILES]:
        for statement in sources.facts(path).body:
            for name, last in _outdated(statement):
                yield DjangoRange(None, path, "none", last, statement.span.line, f"`{name}`")
    counting = sorted(filter(_counts, sources.paths), key=lambda path: (not path.endswith(_USUAL), path))
    for path in counting[:_MOST_FILES]:
        found = sources.first(path, _OLD)
        if found:
            name, line = found
            last = LAST_IN_MODELS.get(name, _LAST_ON_PYTHON_2)
            says = f"`models.{name}`" if name in LAST_IN_MODELS else f"the `{name}` of Python 2"
            yield DjangoRange(None, path, "none", last, line, says)


def _counts(path: str) -> bool:
    folders = set(path.split("/")[:-1])
    return not folders & (VENDORED | {"tests", "migrations", "south_migrations"})


def _outdated(statement: Statement) -> Iterator[tuple[str, Version]]:
    match statement:
        case ImportFrom(level=0, module=str(module), names=names):
            wanted = [(module, None), *((module, alias.name) for alias in names)]
            wanted += [(f"{module}.{alias.name}", None) for alias in names]
        case Import(names=names):
            wanted = [(alias.name, None) for alias in names]
        case _:
            return
    for module, name in wanted:
        last = LAST_WITH.get((module, name))
        if last:
            yield name or module, last
