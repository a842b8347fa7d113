"""What the analysis of a project depends on, as it was before anything of it was read."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable
from pathlib import Path

from signal_lint.cache.digests import digest_of
from signal_lint.cache.stamps import ABSENT, PRESENT, UNSURE, Entry, settled
from signal_lint.disk import LARGEST, contents
from signal_lint.files import files
from signal_lint.requirements import requirement_files
from signal_lint.settings import Settings

# In place of a digest. What a folder holds is known by walking it.
_FOLDER = b"/"


class Inputs:
    """The stamps of a run that begins now; `entries` are those of what was noted."""

    def __init__(self) -> None:
        self.entries: dict[bytes, Entry] = {}
        self._started = time.time_ns()

    def note(self, name: str) -> None:
        """Take the stamp and digest of a file or folder that is going to be read."""
        path = os.fsencode(name)
        if path not in self.entries:
            self.entries[path] = (*self._stamp_and_digest(path), path)

    def stamps(self, root: Path, paths: Iterable[str]) -> dict[str, bytes]:
        """Return the stamps of files that are going to be read."""
        start = os.fsencode(root)
        return {path: self._status(b"%s/%s" % (start, os.fsencode(path)))[0] for path in paths}

    def are_still(self) -> bool:
        """Tell whether all that was noted is as it was, and so what was read since."""
        return None not in map(self.refreshed, self.entries.values())

    def refreshed(self, entry: Entry) -> Entry | None:
        """Return an entry of an earlier run with the stamp of now, None where its file has other content."""
        stamp, digest, path = entry
        now, status = self._status(path)
        if now == stamp != UNSURE or (stamp == PRESENT and status):
            return entry
        if stamp in (ABSENT, PRESENT) or not digest or self._stamp_and_digest(path)[1] != digest:
            return None
        return now, digest, path

    def _status(self, path: bytes) -> tuple[bytes, os.stat_result | None]:
        try:
            status = os.stat(path)
        except OSError:
            return ABSENT, None
        return settled(status, self._started), status

    def _stamp_and_digest(self, path: bytes) -> tuple[bytes, bytes]:
        stamp, status = self._status(path)
        if status is None:
            return stamp, b""
        if stat.S_ISDIR(status.st_mode):
            return stamp, _FOLDER
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
            return stamp, b""
        try:
            return stamp, digest_of(contents(os.fsdecode(path)))
        except OSError:
            return UNSURE, b""


def listing(paths: Iterable[str], names: Iterable[str]) -> bytes:
    """Return a digest of which files there are: the Python files, and the names of `requirement_files`."""
    return digest_of("\0".join((*paths, "", *names)).encode("utf-8", "surrogateescape"))


def rechecked(settings: Settings, kept: Iterable[Entry], listed: bytes) -> list[Entry] | None:
    """Return the inputs of an earlier run with the stamps of now, None where any of them has changed."""
    inputs = Inputs()
    paths = files(settings, inputs.note)
    names, _ = requirement_files(settings.root, paths, inputs.note)
    if listed != listing(paths, names):
        return None
    rest = dict(inputs.entries)
    found: list[Entry] = []
    for entry in kept:
        walked = rest.pop(entry[2], None)
        now = walked if walked and entry[1] == walked[1] == _FOLDER else inputs.refreshed(entry)
        if now is None:
            return None
        found.append(now)
    return None if rest else found
