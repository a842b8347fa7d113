"""A file on disk gets its new bytes all at once, or keeps its old ones."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from signal_lint.disk import contents


def replace_file(root: Path, path: Path, before: bytes, after: bytes) -> str:
    """Write a file below a root anew; return "", or in a few words why it was left alone.

    The target of a symbolic link is written, and the link stays; nothing is written outside the root, by
    whatever link. Another name of the file, a hard link, keeps the old bytes. A file that no longer
    holds `before` is left alone. The new bytes are in a file of their own beside the old one before that is
    replaced, so that whoever reads, and whatever ends this process, finds the one or the other.
    """
    try:
        target = path.resolve(strict=True)
        if not target.is_relative_to(root.resolve()):
            return f"it is a link that leads out of {root}"
        fresh = _beside(target, after)
    except OSError as error:
        return str(error.strerror)
    try:
        if contents(target) != before:
            return "it has changed since it was read"
        fresh.replace(target)
    except OSError as error:
        return str(error.strerror)
    finally:
        with suppress(FileNotFoundError):
            fresh.unlink()
    return ""


def _beside(target: Path, data: bytes) -> Path:
    """Write data to a new file in the folder of another one, with its mode and, where possible, its owner."""
    status = target.stat()
    descriptor, name = tempfile.mkstemp(f".{target.name}", ".signal-lint-", target.parent)
    fresh = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        with suppress(PermissionError):
            os.chown(fresh, status.st_uid, status.st_gid)
        fresh.chmod(status.st_mode)
    except BaseException:
        fresh.unlink()
        raise
    return fresh
