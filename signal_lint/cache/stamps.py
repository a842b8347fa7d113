"""What an answer depended on: files and folders, each with the stamp that it had then.

A stamp is the size of a file or folder, its times, and its inode, by which two of one size and one time are
told apart where a link led to the one and leads to the other. Of the times, no program can set back that of
the inode. A folder's stamp changes with the names in it.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

ABSENT = b"-"
"""The stamp of what was looked for and not there."""

PRESENT = b"+"
"""The stamp of what matters by being there, whatever it holds."""

UNSURE = b"?"
"""The stamp that fits nothing: of what was written while it was read."""

# What is written within one tick of the file system's clock has one time. Kernels tick at least 100 times a
# second; file systems without fractions of a second may count in steps of two.
_TICK = 20_000_000
_COARSE_TICK = 2_000_000_000
_SECOND = 1_000_000_000

Entry = tuple[bytes, bytes, bytes]
"""Stamp, digest of the content ("" where only the stamp counts), and absolute path."""


def stamp_of(status: os.stat_result) -> bytes:
    """Return the stamp of a file or folder."""
    return b"%d %d %d %d" % (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def settled(status: os.stat_result, started: int) -> bytes:
    """Return the stamp of what is read from `started` (ns) on, `UNSURE` if it may change unnoticed."""
    tick = _TICK if status.st_mtime_ns % _SECOND else _COARSE_TICK
    if max(status.st_mtime_ns, status.st_ctime_ns) > started - tick:
        return UNSURE
    return stamp_of(status)


def current(path: bytes, stamp: bytes) -> bytes:
    """Return the stamp that a path has now, to be compared with one of before."""
    try:
        status = os.stat(path)
    except OSError:
        return ABSENT
    return PRESENT if stamp == PRESENT else stamp_of(status)


def unchanged(data: bytes) -> bool:
    """Tell whether all paths of packed entries have their stamps; raise a ValueError if it is none."""
    stat = os.stat
    for text in data.split(b"\0") if data else ():
        stamp, _, path = text.split(b"\t", 2)
        # As `current`, but this loop is most of what an unchanged project costs.
        try:
            now = stat(path)
        except OSError:
            if stamp != ABSENT:
                return False
        else:
            mine = b"%d %d %d %d" % (now.st_size, now.st_mtime_ns, now.st_ctime_ns, now.st_ino)
            if mine != stamp != PRESENT:
                return False
    return True


def packed(entries: Iterable[Entry]) -> bytes:
    """Return entries as bytes; paths hold anything but NUL."""
    return b"\0".join([b"%s\t%s\t%s" % entry for entry in entries])


def unpacked(data: bytes) -> list[Entry]:
    """Return the entries of `packed`; raise a ValueError where there are none."""
    found = []
    for text in data.split(b"\0") if data else ():
        stamp, digest, path = text.split(b"\t", 2)
        found.append((stamp, digest, path))
    return found
