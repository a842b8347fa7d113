"""Which Python files of a directory belong to the project.

Invariant: git is never started (a checkout's `core.fsmonitor` would run);
`.gitignore` files are read as text, and `pathspec`, which is slow to import,
only where there is a pattern.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from signal_lint.record import record

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

DEFAULT_EXCLUDE = (
    ".bzr",
    ".direnv",
    ".eggs",
    ".git",
    ".hg",
    ".ipynb_checkpoints",
    ".mypy_cache",
    ".nox",
    ".pyenv",
    ".pytest_cache",
    ".ruff_cache",
    ".svn",
    ".tox",
    ".venv",
    ".vscode",
    "__pycache__",
    "__pypackages__",
    "build",
    "buck-out",
    "dist",
    "node_modules",
    "site-packages",
    "venv",
)
# A directory with this file is a virtual environment, whatever its name.
_ENVIRONMENT_MARK = "pyvenv.cfg"


@record
class _Excludes:
    """What is left out: names compared as they are, patterns, and .gitignore files by their directory."""

    names: frozenset[str]
    patterns: GitIgnoreSpec | None
    ignores: tuple[tuple[str, GitIgnoreSpec], ...] = ()


@record
class _Walk:
    """The root of a walk, the folders that links have led to, and who is told what is read."""

    top: str
    seen: set[str]
    note: Callable[[str], None]


def nobody(path: str) -> None:
    """Take no note of a path."""


def discover(
    root: Path,
    exclude: tuple[str, ...],
    extend_exclude: tuple[str, ...],
    note: Callable[[str], None] = nobody,
) -> tuple[str, ...]:
    """Return the `.py` files below a root as sorted POSIX paths relative to it.

    `note` is told the path of every folder, every .gitignore and every link before it is read.
    """
    top = os.path.realpath(root)
    # A link to the root may lead to another one tomorrow.
    note(os.fspath(root))
    found = _walk(_Walk(top, {top}, note), "", _excludes(exclude + extend_exclude))
    return tuple(sorted(found))


def is_excluded(root: Path, path: str, exclude: tuple[str, ...], extend_exclude: tuple[str, ...]) -> bool:
    """Say whether a path, relative to the root, is left out when the root is walked."""
    top = os.fspath(root)
    excludes = _excludes(exclude + extend_exclude)
    parts = path.split("/")
    for depth in range(len(parts)):
        folder, is_folder = "/".join(parts[:depth]), depth < len(parts) - 1
        excludes = _with_ignore(top, folder, excludes)
        inside = "/".join(parts[: depth + 1])
        if _matches(excludes, inside, is_folder=is_folder):
            return True
        if is_folder and Path(top, inside, _ENVIRONMENT_MARK).exists():
            return True
    return False


def _walk(walk: _Walk, folder: str, excludes: _Excludes) -> Iterator[str]:
    top = walk.top
    walk.note(f"{top}/{folder}" if folder else top)
    try:
        with os.scandir(f"{top}/{folder}") as scan:
            entries = sorted(scan, key=_entry_name)
    except OSError:
        return
    names = {entry.name for entry in entries}
    if folder and _ENVIRONMENT_MARK in names:
        return
    if ".gitignore" in names:
        walk.note(f"{top}/{folder}/.gitignore" if folder else f"{top}/.gitignore")
        excludes = _with_ignore(top, folder, excludes)
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        is_folder = _is_folder(entry)
        if entry.is_symlink() and (is_folder or entry.name.endswith(".py") or not os.path.exists(entry.path)):
            # Where it leads may change without a change in this folder.
            walk.note(entry.path)
        if not (is_folder or entry.name.endswith(".py")) or _matches(excludes, path, is_folder=is_folder):
            continue
        if not is_folder:
            yield from [path] if _is_new_file(entry, top) else []
        elif _is_new(entry, top, walk.seen):
            yield from _walk(walk, path, excludes)


def _entry_name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _is_folder(entry: os.DirEntry[str]) -> bool:
    # Of a link that leads to itself, the entry would raise, and os.path says no.
    return os.path.isdir(entry.path) if entry.is_symlink() else entry.is_dir(follow_symlinks=False)


def _is_new_file(entry: os.DirEntry[str], top: str) -> bool:
    """Say whether an entry is a file; one linked to is none where it is met anyway."""
    # Of a link that leads to itself, the entry would raise, and os.path says no.
    return os.path.isfile(entry.path) and not (entry.is_symlink() and _is_inside(entry.path, top))


def _is_new(entry: os.DirEntry[str], top: str, seen: set[str]) -> bool:
    """Say whether a directory has to be walked: one linked to is, once, unless it is walked anyway."""
    if not entry.is_symlink():
        return True
    target = os.path.realpath(entry.path)
    if target in seen or _is_inside(target, top) or top.startswith(target + os.sep):
        return False
    seen.add(target)
    return True


def _is_inside(path: str, top: str) -> bool:
    return os.path.realpath(path).startswith(top + os.sep)


def _excludes(patterns: Sequence[str]) -> _Excludes:
    names = [pattern for pattern in patterns if not set("*?[]!/\\# ") & set(pattern)]
    rest = [pattern for pattern in patterns if pattern not in names]
    return _Excludes(frozenset(names), _spec(rest) if rest else None)


def _spec(lines: Sequence[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


def _with_ignore(top: str, folder: str, excludes: _Excludes) -> _Excludes:
    try:
        lines = Path(top, folder, ".gitignore").read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return excludes
    prefix = f"{folder}/" if folder else ""
    return _Excludes(excludes.names, excludes.patterns, (*excludes.ignores, (prefix, _spec(lines))))


def _matches(excludes: _Excludes, path: str, *, is_folder: bool) -> bool:
    if path.rpartition("/")[2] in excludes.names:
        return True
    written = f"{path}/" if is_folder else path
    if excludes.patterns and excludes.patterns.match_file(written):
        return True
    # As in git, the deepest .gitignore that says anything decides.
    for prefix, spec in reversed(excludes.ignores):
        verdict = spec.check_file(written[len(prefix) :]).include
        if verdict is not None:
            return verdict
    return False
