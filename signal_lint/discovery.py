"""Which Python files of a directory belong to the project.

Invariant: git is never started (a checkout's `core.fsmonitor` would run);
`.gitignore` files are read as text, and of no more than a bound.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from signal_lint.disk import contents
from signal_lint.gitignore import Rules, rules_of, verdict
from signal_lint.record import record

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


# What people write is a hundred times shorter; reading and matching more would take minutes.
_LARGEST_GITIGNORE = 1_000_000
_MOST_PATTERNS = 5_000


Note = Callable[[str], None]


@record
class Discovery:
    """The files of a project, and what of it could not be read, each with the reason."""

    paths: tuple[str, ...]
    unread: tuple[tuple[str, str], ...]


@record
class _Excludes:
    """What is left out: names compared as they are, patterns, and .gitignore files by their directory."""

    names: frozenset[str]
    patterns: Rules | None
    ignores: tuple[tuple[str, Rules], ...] = ()


def nobody(path: str) -> None:
    """Take no note of a path."""


def discover(
    root: Path, exclude: tuple[str, ...], extend_exclude: tuple[str, ...], note: Note = nobody
) -> Discovery:
    """Return the `.py` files below a root as sorted POSIX paths relative to it.

    `note` is told the path of every folder, every .gitignore and every link before it is read.
    """
    # A link to the root may lead to another one tomorrow.
    note(os.fspath(root))
    walk = _Walk(os.path.realpath(root), note)
    walk.run(_excludes(exclude + extend_exclude))
    return Discovery(tuple(sorted(walk.found)), tuple(sorted(walk.unread.items())))


def is_excluded(root: Path, path: str, exclude: tuple[str, ...], extend_exclude: tuple[str, ...]) -> bool:
    """Say whether a path, relative to the root, is left out when the root is walked."""
    walk = _Walk(os.fspath(root))
    excludes = _excludes(exclude + extend_exclude)
    parts = path.split("/")
    for depth in range(len(parts)):
        folder, is_folder = "/".join(parts[:depth]), depth < len(parts) - 1
        excludes = walk.with_ignore(folder, excludes)
        inside = "/".join(parts[: depth + 1])
        if _matches(excludes, inside, is_folder=is_folder):
            return True
        if is_folder and os.path.exists(f"{root}/{inside}/{_ENVIRONMENT_MARK}"):
            return True
    return False


class _Walk:
    """A walk through a tree, which may be deeper than the stack, and what was met on it."""

    def __init__(self, top: str, note: Note = nobody) -> None:
        self.found: list[str] = []
        self.unread: dict[str, str] = {}
        self._top = top
        self._note = note
        self._linked = {top}

    def run(self, excludes: _Excludes) -> None:
        """Walk through the tree in the order of its names: of two links to a folder the first counts."""
        ahead = [("", excludes)]
        while ahead:
            folder, around = ahead.pop()
            # Whether a link is the first to lead somewhere is known only when its turn comes.
            if self._is_new(folder):
                ahead += reversed(self._folders_of(folder, around))

    def with_ignore(self, folder: str, excludes: _Excludes) -> _Excludes:
        """Return the excludes with those of a folder's own .gitignore."""
        try:
            data = contents(f"{self._top}/{folder}/.gitignore", _LARGEST_GITIGNORE)
        except FileNotFoundError:
            return excludes
        except OSError as error:
            self.unread[_joined(folder, ".gitignore")] = str(error.strerror)
            return excludes
        lines = data.decode("utf-8-sig", "surrogateescape").split("\n")
        if len(lines) > _MOST_PATTERNS:
            self.unread[_joined(folder, ".gitignore")] = f"more than {_MOST_PATTERNS:,} lines"
            return excludes
        rules = rules_of(lines)
        ignores = ((_joined(folder, ""), rules),) if rules else ()
        return _Excludes(excludes.names, excludes.patterns, (*excludes.ignores, *ignores))

    def _folders_of(self, folder: str, excludes: _Excludes) -> list[tuple[str, _Excludes]]:
        """Note the files of a folder, and return the folders in it."""
        self._note(f"{self._top}/{folder}" if folder else self._top)
        try:
            with os.scandir(f"{self._top}/{folder}") as scan:
                entries = sorted(scan, key=_entry_name)
        except OSError as error:
            self.unread[folder or "."] = str(error.strerror)
            return []
        names = {entry.name for entry in entries}
        if folder and _ENVIRONMENT_MARK in names:
            return []
        if ".gitignore" in names:
            self._note(f"{self._top}/{_joined(folder, '.gitignore')}")
            excludes = self.with_ignore(folder, excludes)
        folders: list[tuple[str, _Excludes]] = []
        for entry in entries:
            path, is_folder = _joined(folder, entry.name), _is_folder(entry)
            is_python = entry.name.endswith(".py")
            if entry.is_symlink() and (is_folder or is_python or not os.path.exists(entry.path)):
                # Where it leads may change without a change in this folder.
                self._note(entry.path)
            if not (is_folder or is_python):
                continue
            if _matches(excludes, path, is_folder=is_folder):
                continue
            if is_folder:
                folders.append((path, excludes))
            elif self._is_new_file(entry):
                self.found.append(path)
        return folders

    def _is_new_file(self, entry: os.DirEntry[str]) -> bool:
        """Say whether an entry is a file; one linked to is none where it is met anyway."""
        if not entry.is_symlink():
            return entry.is_file(follow_symlinks=False)
        # Of a link that leads to itself, the entry would raise, and os.path says no.
        return os.path.isfile(entry.path) and not _is_below(os.path.realpath(entry.path), self._top)

    def _is_new(self, folder: str) -> bool:
        """Say whether a folder has to be walked: one linked to is, once, unless it is walked anyway."""
        path = f"{self._top}/{folder}"
        if not (folder and os.path.islink(path)):
            return True
        target = os.path.realpath(path)
        if target in self._linked or _is_below(target, self._top) or _is_below(self._top, target):
            return False
        self._linked.add(target)
        return True


def _joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _entry_name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _is_folder(entry: os.DirEntry[str]) -> bool:
    # Of a link that leads to itself, the entry would raise, and os.path says no.
    return os.path.isdir(entry.path) if entry.is_symlink() else entry.is_dir(follow_symlinks=False)


def _is_below(path: str, folder: str) -> bool:
    return path.startswith(f"{folder.rstrip('/')}/")


def _excludes(patterns: Sequence[str]) -> _Excludes:
    names = [pattern for pattern in patterns if not set("*?[]!/\\# ") & set(pattern)]
    return _Excludes(frozenset(names), rules_of(pattern for pattern in patterns if pattern not in names))


def _matches(excludes: _Excludes, path: str, *, is_folder: bool) -> bool:
    if path.rpartition("/")[2] in excludes.names:
        return True
    if excludes.patterns and verdict(excludes.patterns, path, is_folder=is_folder):
        return True
    # As in git, the deepest .gitignore that says anything decides.
    for prefix, rules in reversed(excludes.ignores):
        said = verdict(rules, path[len(prefix) :], is_folder=is_folder)
        if said is not None:
            return said
    return False
