"""How a file of the analysed tree is read: a regular file only, and never more of it than a bound.

Invariant: whatever stands under a name, reading it ends. A name may have become a pipe, a device or a file
without end since it was listed, so what counts is what was opened.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

#: No source file is longer than this, nor any file in which a project says what it needs.
LARGEST = 20_000_000


def contents(path: str | Path, most: int = LARGEST) -> bytes:
    """Return what a file holds; raise an OSError where it is no regular file, or longer than `most` bytes."""
    # A pipe that took the file's place must not hold us up. A file object takes as long to make as to read.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        return _read(descriptor, most)
    finally:
        os.close(descriptor)


def is_file(path: str | Path) -> bool:
    """Tell whether a path is a regular file; no where that can't be told, of which pathlib raises."""
    return os.path.isfile(path)


def exists(path: str | Path) -> bool:
    """Tell whether there is anything under a path; no where that can't be told, of which pathlib raises."""
    return os.path.exists(path)


def _read(descriptor: int, most: int) -> bytes:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "not a regular file")
    size = status.st_size
    # One byte more than there should be, to see in one call that there are no more.
    data = os.read(descriptor, size + 1) if size <= most else b""
    # The file may be longer by now, and some of Linux's own say that they are empty.
    while len(data) != status.st_size and size <= most and (more := os.read(descriptor, 65_536)):
        data += more
        size = len(data)
    if size > most:
        raise OSError(errno.EFBIG, f"larger than {most / 1_000_000:g} MB")
    return data
