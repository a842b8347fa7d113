"""One run with the cache: what it reads is noted, and what its files answer is kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from signal_lint.cache.inputs import Inputs, listing
from signal_lint.cache.remembered import RememberedSources
from signal_lint.cache.rows import load_rows, save_rows
from signal_lint.cache.stamps import Entry
from signal_lint.cache.tool import tool_inputs
from signal_lint.discovery import Discovery
from signal_lint.extract import FileSources
from signal_lint.requirements import requirement_files
from signal_lint.settings import Settings

Requirements = tuple[tuple[str, ...], Callable[[str], str | None]]


class Memory:
    """What one run remembers; nothing where the settings name no folder for it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._inputs = Inputs()
        self._sources: RememberedSources | None = None
        self._is_whole = True
        self._paths: tuple[str, ...] = ()
        self._requirements: Requirements | None = None

    def note(self, path: str) -> None:
        """Take note of a folder, or of a file that is no Python, before it is read."""
        if self._settings.cache_dir is not None:
            self._inputs.note(path)

    def requirement_files(self) -> Requirements:
        """Return the names of the files in which a project says what it needs, and how to read one."""
        if self._requirements is None:
            self._requirements = requirement_files(self._settings.root, self._paths, self.note)
        return self._requirements

    @property
    def listed(self) -> bytes:
        """Which files there were, as a digest."""
        names, _ = self.requirement_files()
        return listing(self._paths, names)

    def open(self, found: Discovery, unsaved: Mapping[str, bytes]) -> FileSources | RememberedSources:
        """Return the files of a project, together with what an editor has not saved."""
        root, folder = self._settings.root, self._settings.cache_dir
        self._paths = found.paths
        if folder is None:
            return FileSources(root, found.paths, unsaved)
        # What can't be read now may be readable next time, and nothing would tell.
        self._is_whole = not (unsaved or found.unread)
        # Before anything is read, whether or not it will be asked for.
        self.requirement_files()
        stamps = self._inputs.stamps(root, found.paths)
        self._sources = RememberedSources(root, stamps, unsaved, load_rows(folder, str(root)))
        return self._sources

    def keep(self) -> tuple[Entry, ...]:
        """Keep what was learned of the files; return what the run depended on, none where that can't be said.

        What an editor has not saved is not kept: it is another text at the next stroke of a key.
        """
        folder, sources = self._settings.cache_dir, self._sources
        if folder is None or sources is None or not self._is_whole:
            return ()
        root = str(self._settings.root)
        if sources.has_news:
            save_rows(folder, root, sources.rows())
        if not self._inputs.are_still():
            return ()
        start = os.fsencode(root)
        read = [
            (stamp, digest, b"%s/%s" % (start, os.fsencode(path)))
            for path, stamp, digest in sources.entries()
        ]
        return (*self._inputs.entries.values(), *read, *tool_inputs())
