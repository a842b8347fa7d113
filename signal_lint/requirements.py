"""Reading the files in which a project says which Django it needs, near the places where it starts."""

from __future__ import annotations

import codecs
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from signal_lint.discovery import Note, nobody
from signal_lint.disk import contents, is_file
from signal_lint.django.versions import CANDIDATES, is_named

# The marks that pip knows; that of UTF-32 begins like the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_COOKIE = re.compile(rb"\A(?:[^\n]*\n)?#[^\n]*coding[:=]\s*([-\w.]+)")
# Python would take hours for a megabyte of these.
_FOR_NAMES = frozenset({"idna", "punycode"})
_BELOW = tuple(pattern.split("/", 1) for pattern in CANDIDATES if "/" in pattern)
_SUBFOLDERS = tuple(dict.fromkeys(folder for folder, _ in _BELOW if folder != "*"))
_IN_ANY_FOLDER = tuple(name for folder, name in _BELOW if folder == "*")


def entry_folders(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the folders of the manage.py files, relative to the root; "" alone where there is none."""
    found = {posixpath.dirname(path) for path in paths if posixpath.basename(path) == "manage.py"}
    return tuple(sorted(found)) or ("",)


def upwards(folder: str) -> tuple[str, ...]:
    """Return a folder and those around it, to the root "" of the project."""
    found = [folder]
    while found[-1]:
        found.append(posixpath.dirname(found[-1]))
    return tuple(found)


def requirement_files(
    root: Path, paths: Iterable[str] = (), note: Note = nobody
) -> tuple[tuple[str, ...], Callable[[str], str | None]]:
    """Return the names of the files near a project's entries, and how to read one; None where that fails.

    `paths` are the Python files of the project. `note` is told the path of each file and folder before it
    is read.
    """
    folders = sorted({folder for entry in entry_folders(paths) for folder in upwards(entry)})
    names = [name for folder in folders for name in _named(root, folder, note)]

    def read(name: str) -> str | None:
        path = root / name
        note(str(path))
        try:
            data = contents(path)
        except OSError:
            return None
        return decoded(data).replace("\r\n", "\n").replace("\r", "\n")

    return tuple(sorted(set(names))), read


def decoded(data: bytes) -> str:
    """Return the text of a file of requirements as pip reads it, of which no byte is refused."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    cookie = _COOKIE.match(data)
    try:
        return data.decode(_codec(cookie[1].decode()) if cookie else "utf-8")
    except (LookupError, UnicodeError, Warning):  # `unicode_escape` warns
        return data.decode("latin-1")


def _codec(encoding: str) -> str:
    name = codecs.lookup(encoding).name
    if name in _FOR_NAMES:
        raise LookupError(f"{name} is for names in the DNS")
    return name


def _named(root: Path, folder: str, note: Note) -> Iterator[str]:
    """Yield the files in a folder that have the name of a candidate, and those in its folders for them."""
    for name, path in _inside(root / folder, note):
        if any(is_named(name, pattern) for pattern in CANDIDATES) and _is_there(path, note):
            yield posixpath.join(folder, name)


def _inside(folder: Path, note: Note) -> Iterator[tuple[str, Path]]:
    for path in _listed(folder, note):
        yield path.name, path
        if any(fnmatchcase(path.name.lower(), pattern) for pattern in _SUBFOLDERS):
            below = path / "workflows" if path.name == ".github" else path
            for each in _listed(below, note):
                yield each.relative_to(folder).as_posix(), each
        elif not path.name.startswith(".") and path.is_dir():
            for each in _listed(path, note):
                if any(fnmatchcase(each.name.lower(), pattern) for pattern in _IN_ANY_FOLDER):
                    yield each.relative_to(folder).as_posix(), each


def _listed(folder: Path, note: Note) -> tuple[Path, ...]:
    note(str(folder))
    try:
        return tuple(folder.iterdir())
    except OSError:
        return ()


def _is_there(path: Path, note: Note) -> bool:
    if is_file(path):
        return True
    if path.is_symlink():
        # Where it leads may come to be without a change in this folder.
        note(str(path))
    return False
