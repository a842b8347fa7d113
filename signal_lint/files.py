"""Which files a run analyses, by its settings."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.discovery import DEFAULT_EXCLUDE, Discovery, Note, discover, is_excluded, nobody
from signal_lint.disk import is_file
from signal_lint.settings import Settings


def files(settings: Settings, note: Note = nobody) -> tuple[str, ...]:
    """Return the files to analyse."""
    return discovery(settings, note).paths


def discovery(settings: Settings, note: Note = nobody) -> Discovery:
    """Return what to analyse: the project's files, and what is asked for by name although excluded.

    `note` is told the absolute path of every folder and file that decides about it, before that is read.
    """
    found = discover(settings.root, _exclude(settings), settings.extend_exclude, note)
    named = () if settings.force_exclude else tuple(_named(settings, note))
    return Discovery(
        tuple(sorted({path for each in (found, *named) for path in each.paths})),
        tuple(sorted({unread for each in (found, *named) for unread in each.unread})),
    )


def is_left_out(path: str, settings: Settings) -> bool:
    """Say whether a path, relative to the root, is excluded."""
    return is_excluded(settings.root, path, _exclude(settings), settings.extend_exclude)


def _named(settings: Settings, note: Note) -> Iterator[Discovery]:
    for path in settings.paths:
        place = settings.root / path
        if not path.endswith(".py"):
            # It may become a folder, without a change in the one that it is in.
            note(str(place))
        if is_file(place):
            yield Discovery((path,) if path.endswith(".py") else (), ())
        elif path != "." and is_left_out(path, settings):
            inside = discover(place, _exclude(settings), settings.extend_exclude, note)
            yield Discovery(
                tuple(f"{path}/{name}" for name in inside.paths),
                tuple((f"{path}/{name}", reason) for name, reason in inside.unread),
            )


def _exclude(settings: Settings) -> tuple[str, ...]:
    return DEFAULT_EXCLUDE if settings.exclude is None else settings.exclude
