"""Which files a run analyses, by its settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from signal_lint.discovery import DEFAULT_EXCLUDE, discover, is_excluded, nobody
from signal_lint.settings import Settings

Note = Callable[[str], None]


def files(settings: Settings, note: Note = nobody) -> tuple[str, ...]:
    """Return the files to analyse: the project's, and what is asked for by name although excluded.

    `note` is told the absolute path of every folder and file that decides about it, before that is read.
    """
    found = discover(settings.root, _exclude(settings), settings.extend_exclude, note)
    if settings.force_exclude:
        return found
    return tuple(sorted({*found, *_named(settings, note)}))


def is_left_out(path: str, settings: Settings) -> bool:
    """Say whether a path, relative to the root, is excluded."""
    return is_excluded(settings.root, path, _exclude(settings), settings.extend_exclude)


def _named(settings: Settings, note: Note) -> Iterator[str]:
    for path in settings.paths:
        place = settings.root / path
        if not path.endswith(".py"):
            note(str(place))
        if place.is_file():
            yield from [path] if path.endswith(".py") else []
        elif path != "." and is_left_out(path, settings):
            inside = discover(place, _exclude(settings), settings.extend_exclude, note)
            yield from (f"{path}/{name}" for name in inside)


def _exclude(settings: Settings) -> tuple[str, ...]:
    return DEFAULT_EXCLUDE if settings.exclude is None else settings.exclude
