"""From a folder of files to the map of a project, before any rule.

paths -> SourceFile -> FileFacts -> Project
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from signal_lint.cache.memory import Memory
from signal_lint.cache.remembered import RememberedSources
from signal_lint.django.app_loading import FOUND_BY_ITSELF
from signal_lint.django.entry_points import offering
from signal_lint.extract import FileSources, run_with_deep_stack
from signal_lint.facts import CONNECTING, Problem
from signal_lint.files import discovery, is_left_out
from signal_lint.joining import joined
from signal_lint.link import link
from signal_lint.outcome import Survey
from signal_lint.project import Project
from signal_lint.settings import Settings
from signal_lint.startup import DefaultAppConfig
from signal_lint.supported import DjangoRange, is_from, told
from signal_lint.which_django import WhichDjango

_MOST_NOTES = 10
_LONGEST_PATH = 200

NOTHING_UNSAVED: Mapping[str, bytes] = {}


def survey(
    settings: Settings,
    unsaved: Mapping[str, bytes] = NOTHING_UNSAVED,
    ask: Callable[[Project], None] = lambda _: None,
) -> Survey:
    """Map a project without checking it: no rule runs, and none is imported.

    `unsaved` holds texts of an editor by path, which count instead of the files. `ask` gets the project where
    the stack is deep, and before what was read is kept.
    """

    def mapped() -> Survey:
        memory = Memory(settings)
        _, found = surveyed(settings, unsaved, memory, frozenset())
        ask(found.project)
        return replace(found, inputs=memory.keep())

    return run_with_deep_stack(mapped)


def surveyed(
    settings: Settings, unsaved: Mapping[str, bytes], memory: Memory, words: frozenset[str]
) -> tuple[FileSources | RememberedSources, Survey]:
    """Return the map, and the sources that it was made from; to be called where the stack is deep.

    `words` are those that rules will look for: here, all files are read for all words at once.
    """
    if settings.force_exclude:
        unsaved = {path: text for path, text in unsaved.items() if not is_left_out(path, settings)}
    found = discovery(settings, memory.note)
    sources = memory.open(found, unsaved)
    sources.read_ahead(CONNECTING, settings.jobs)
    projects = link(sources, settings, _django(settings, memory, sources), words)
    project = joined(tuple(_completed(each, sources.problems(), memory) for each in projects))
    notes = (*project.notes, *_unpinned(project), *_notes(found.unread))
    return sources, Survey(project, len(sources.paths), sources.parsed, notes)


def _completed(project: Project, problems: tuple[tuple[str, Problem], ...], memory: Memory) -> Project:
    """Return a linked project with what is known only now, or only of its packaging files."""
    lines = tuple(_offered(project.default_app_configs, memory))
    return replace(project, problems=problems, default_app_configs=lines)


def _unpinned(project: Project) -> Iterator[str]:
    """Yield which Django was assumed, where nothing pins it and something of the project depends on it."""
    django = project.django
    varying = project.app_configs and not is_from(django, FOUND_BY_ITSELF)
    if django.kind not in ("configured", "pinned") and (project.default_app_configs or varying):
        said = f"no file pins Django, by which app configs are picked ({told(django)})"
        yield f"{said}: state it by target-django"


def _notes(unread: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Yield what could not be read, a line each for the first of it: there may be no end of it."""
    for path, reason in unread[:_MOST_NOTES]:
        shown = path if len(path) <= _LONGEST_PATH else f"{path[:_LONGEST_PATH]}…"
        yield f"{shown} is not read: {reason}"
    if len(unread) > _MOST_NOTES:
        yield f"{len(unread) - _MOST_NOTES:,} more could not be read"


def _django(
    settings: Settings, memory: Memory, sources: FileSources | RememberedSources
) -> Callable[[tuple[str, ...]], DjangoRange]:
    """Return what tells which Django a project runs on that starts in some folders."""
    if settings.target_django != "auto":
        stated = DjangoRange(settings.target_django, "target-django", "configured")
        return lambda _: stated
    return WhichDjango(sources, memory.requirement_files())


def _offered(lines: tuple[DefaultAppConfig, ...], memory: Memory) -> Iterator[DefaultAppConfig]:
    """Yield the lines, each with whether an entry point names it; packaging files are read only for these."""
    if lines:
        modules = offering("default_app_config", *memory.requirement_files())
        yield from (replace(line, offered=line.app in modules) for line in lines)
