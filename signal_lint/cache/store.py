"""The folder of the cache, and the files in it.

A file holds a key (what it is the answer to), the inputs that the answer depended on, and the answer. It
appears under its name complete or not at all, so that any number of processes may read and write at once; the
last one wins.
"""

from __future__ import annotations

import os
import sys
import zlib

from signal_lint import __version__
from signal_lint.cache.stamps import packed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from signal_lint.cache.stamps import Entry

#: Whose answers are told apart: another environment may have another version of the parser.
INSTALLATION = "%s %d.%d %s" % (__version__, *sys.version_info[:2], os.path.dirname(__file__))
_MAGIC = b"signal-lint cache 1"
# https://bford.info/cachedir/
_TAG_NAME = "CACHEDIR.TAG"
_TAG = b"""Signature: 8a477f597d28d172789f06886806bc55
# This folder is a cache of signal-lint; it can be deleted at any time.
"""
#: What the files of one cache may take together; the longest unused go first.
LARGEST_CACHE = 256_000_000
_MARKS = (".git", "pyproject.toml", "signal-lint.toml", "manage.py")
_TEMPORARY = ".new-"
# Nothing else is ever removed, whatever folder is named as the cache.
_SUFFIX = ".signal-lint"
_ABANDONED_AFTER = 3600.0


def default_folder(paths: Sequence[str]) -> str | None:
    """Return the folder in the user's cache directory, None where there is none that is safe for some paths.

    https://specifications.freedesktop.org/basedir-spec/: a relative path in XDG_CACHE_HOME does not count.
    """
    named = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(named):
        folder = os.path.join(named, "signal-lint")
        return None if checkout_around(folder) else folder
    home = os.path.expanduser("~")
    inside = ("Library", "Caches") if sys.platform == "darwin" else (".cache",)
    folder = os.path.join(home, *inside, "signal-lint")
    if not os.path.isabs(home) or is_inside(folder, paths):
        return None
    # A home may be a checkout (of its settings), but not the one that is analysed.
    around = checkout_around(folder)
    return None if around and any(checkout_around(path) == around for path in paths) else folder


def checkout_around(folder: str) -> str | None:
    """Return the project or checkout that a folder lies in, None for none.

    Whoever writes that checkout could write the cache as well, and with it what signal-lint says.
    """
    path = os.path.realpath(folder)
    while True:
        if any(os.path.lexists(os.path.join(path, mark)) for mark in _MARKS):
            return path
        path, last = os.path.split(path)
        if not last:
            return None


def is_inside(folder: str, others: Sequence[str]) -> bool:
    """Tell whether a folder is one of the others or lies below one, links followed."""
    path = os.path.join(os.path.realpath(folder), "")
    return any(path.startswith(os.path.join(os.path.realpath(other), "")) for other in others)


def read(folder: str, kind: str, key: bytes) -> tuple[bytes, bytes] | None:
    """Return the packed inputs and the answer that are kept for a key, None where nothing sound is."""
    try:
        with open(_path(folder, kind, key), "rb") as file:
            magic, checksum, checked = file.read().split(b"\n", 2)
        if magic != _MAGIC or int(checksum) != zlib.crc32(checked):
            return None
        sizes, rest = checked.split(b"\n", 1)
        key_size, inputs_size = map(int, sizes.split())
    except (OSError, ValueError):
        return None
    end = key_size + inputs_size
    return (rest[key_size:end], rest[end:]) if rest[:key_size] == key else None


def write(folder: str, kind: str, key: bytes, inputs: Sequence[Entry], answer: bytes) -> None:
    """Keep an answer; where that is not possible, do without."""
    entries = packed(inputs)
    checked = b"%d %d\n%s%s%s" % (len(key), len(entries), key, entries, answer)
    data = b"\n".join((_MAGIC, b"%d" % zlib.crc32(checked), checked))
    try:
        _make(folder)
        _make_room(folder, len(data))
        _replace(_path(folder, kind, key), data)
    except OSError:
        return


def _path(folder: str, kind: str, key: bytes) -> str:
    # Two keys of one name are told apart by the key in the file.
    return os.path.join(folder, f"{kind}-{zlib.crc32(key):08x}{zlib.adler32(key):08x}{_SUFFIX}")


def _make(folder: str) -> None:
    os.makedirs(folder, mode=0o700, exist_ok=True)
    # Backups leave out what has the tag: never a folder with files of the user.
    if not os.listdir(folder):
        _replace(os.path.join(folder, _TAG_NAME), _TAG)


def _replace(path: str, data: bytes) -> None:
    new = os.path.join(os.path.dirname(path), f"{_TEMPORARY}{os.urandom(8).hex()}{_SUFFIX}")
    try:
        with open(new, "wb") as file:
            file.write(data)
        os.replace(new, path)
    except BaseException:
        _remove(new)
        raise


def _make_room(folder: str, size: int) -> None:
    """Remove what processes left that were killed, and the oldest files where all would be too much."""
    kept = sorted(_files(folder), reverse=True)
    newest = kept[0][0] if kept else 0.0
    for time, its_size, path in kept:
        size += its_size
        abandoned = os.path.basename(path).startswith(_TEMPORARY) and time < newest - _ABANDONED_AFTER
        if abandoned or size > LARGEST_CACHE:
            _remove(path)


def _files(folder: str) -> Iterator[tuple[float, int, str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(_SUFFIX) and entry.is_file(follow_symlinks=False):
                try:
                    status = entry.stat(follow_symlinks=False)
                except OSError:
                    # Another process has just removed it.
                    continue
                yield status.st_mtime, status.st_size, entry.path


def _remove(path: str) -> None:
    try:
        os.remove(path)
    except OSError:
        return
