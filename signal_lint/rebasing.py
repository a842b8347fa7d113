"""Path patterns of one folder, as seen from a folder below it.

A repository may configure at its top what lies in `backend/`, beside manage.py.
"""

from __future__ import annotations

import fnmatch
import posixpath
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath


def rebased(patterns: Iterable[str], prefix: PurePosixPath) -> tuple[str, ...]:
    """Return the gitignore patterns that can fit below `prefix`, relative to it.

    A pattern that names the folder itself, or one above it, is left out: whoever asks about
    a folder wants it analysed.
    """
    return tuple(_rebased(patterns, prefix))


def rebased_folder(folder: str, prefix: PurePosixPath) -> str | None:
    """Return a folder relative to `prefix`, None where it does not lie below it."""
    inside = posixpath.relpath(folder, prefix)
    return None if inside.startswith("..") else inside


def _rebased(patterns: Iterable[str], prefix: PurePosixPath) -> Iterator[str]:
    for pattern in patterns:
        negation = "!" if pattern.startswith("!") else ""
        inside = _inside(pattern.removeprefix("!"), prefix)
        if inside is not None:
            yield negation + inside


def _inside(pattern: str, prefix: PurePosixPath) -> str | None:
    if "/" not in pattern.rstrip("/"):
        return pattern
    segments = pattern.lstrip("/").split("/")
    for folder in prefix.parts:
        if segments[0] == "**":
            return "/".join(segments)
        if not fnmatch.fnmatchcase(folder, segments.pop(0)) or segments in ([], [""]):
            return None
    return "/" + "/".join(segments)
