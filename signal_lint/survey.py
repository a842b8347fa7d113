"""From a folder of files to the map of a project, before any rule.

paths -> SourceFile -> FileFacts -> Project
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from signal_lint.discovery import DEFAULT_EXCLUDE, Discovery, discover, is_excluded
from signal_lint.disk import is_file
from signal_lint.django.entry_points import offering
from signal_lint.django.versions import lowest_django
from signal_lint.extract import FileSources, run_with_deep_stack
from signal_lint.facts import CONNECTING
from signal_lint.link import link
from signal_lint.outcome import Outcome
from signal_lint.project import DjangoRange
from signal_lint.requirements import requirement_files
from signal_lint.settings import Settings
from signal_lint.startup import DefaultAppConfig

_MOST_NOTES = 10
_LONGEST_PATH = 200

NOTHING_UNSAVED: Mapping[str, bytes] = {}


def survey(settings: Settings, unsaved: Mapping[str, bytes] = NOTHING_UNSAVED) -> Outcome:
    """Map a project without checking it: no rule runs, and none is imported.

    `unsaved` holds texts of an editor by path, which count instead of the files.
    """
    return run_with_deep_stack(lambda: surveyed(settings, unsaved)[1])


def surveyed(settings: Settings, unsaved: Mapping[str, bytes]) -> tuple[FileSources, Outcome]:
    """Return the map, and the sources that it was made from; to be called where the stack is deep."""
    if settings.force_exclude:
        unsaved = {path: text for path, text in unsaved.items() if not _is_excluded(path, settings)}
    found = discovery(settings)
    sources = FileSources(settings.root, found.paths, unsaved)
    sources.read_ahead(CONNECTING, settings.jobs)
    project = link(sources, settings, _django(settings))
    lines = tuple(_offered(project.default_app_configs, settings))
    project = replace(project, problems=sources.problems(), default_app_configs=lines)
    return sources, Outcome(project, (), len(sources.paths), sources.parsed, tuple(_notes(found.unread)))


def files(settings: Settings) -> tuple[str, ...]:
    """Return the files to analyse."""
    return discovery(settings).paths


def discovery(settings: Settings) -> Discovery:
    """Return what to analyse: the project's files, and what is asked for by name although excluded."""
    found = discover(settings.root, _exclude(settings), settings.extend_exclude)
    named = () if settings.force_exclude else tuple(_named(settings))
    return Discovery(
        tuple(sorted({path for each in (found, *named) for path in each.paths})),
        tuple(sorted({unread for each in (found, *named) for unread in each.unread})),
    )


def _named(settings: Settings) -> Iterator[Discovery]:
    for path in settings.paths:
        place = settings.root / path
        if is_file(place):
            yield Discovery((path,) if path.endswith(".py") else (), ())
        elif path != "." and _is_excluded(path, settings):
            inside = discover(place, _exclude(settings), settings.extend_exclude)
            yield Discovery(
                tuple(f"{path}/{name}" for name in inside.paths),
                tuple((f"{path}/{name}", reason) for name, reason in inside.unread),
            )


def _notes(unread: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Yield what could not be read, a line each for the first of it: there may be no end of it."""
    for path, reason in unread[:_MOST_NOTES]:
        shown = path if len(path) <= _LONGEST_PATH else f"{path[:_LONGEST_PATH]}…"
        yield f"{shown} is not read: {reason}"
    if len(unread) > _MOST_NOTES:
        yield f"{len(unread) - _MOST_NOTES:,} more could not be read"


def _is_excluded(path: str, settings: Settings) -> bool:
    return is_excluded(settings.root, path, _exclude(settings), settings.extend_exclude)


def _exclude(settings: Settings) -> tuple[str, ...]:
    return DEFAULT_EXCLUDE if settings.exclude is None else settings.exclude


def _django(settings: Settings) -> DjangoRange:
    if settings.target_django != "auto":
        return DjangoRange(settings.target_django, "target-django")
    return lowest_django(*requirement_files(settings.root))


def _offered(lines: tuple[DefaultAppConfig, ...], settings: Settings) -> Iterator[DefaultAppConfig]:
    """Yield the lines, each with whether an entry point names it; packaging files are read only for these."""
    if lines:
        modules = offering("default_app_config", *requirement_files(settings.root))
        yield from (replace(line, offered=line.app in modules) for line in lines)
