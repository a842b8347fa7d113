"""Reading the files in which a project says which Django it needs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from signal_lint.discovery import Note, nobody
from signal_lint.disk import contents, is_file


def requirement_files(root: Path, note: Note = nobody) -> tuple[tuple[str, ...], Callable[[str], str | None]]:
    """Return the names of the files at a project's root, and how to read one; None where that fails.

    `note` is told the path of each file and folder before it is read.
    """
    note(str(root))
    note(str(root / "requirements"))
    names = [path.name for path in _listed(root, note)]
    names += [f"requirements/{path.name}" for path in _listed(root / "requirements", note)]

    def read(name: str) -> str | None:
        path = root / name
        note(str(path))
        try:
            data = contents(path)
        except OSError:
            return None
        return data.decode("utf-8", "replace").replace("\r\n", "\n")

    return tuple(sorted(names)), read


def _listed(folder: Path, note: Note) -> tuple[Path, ...]:
    try:
        # Hidden are the files of tools, which come and go; what a project needs stands in none of them.
        paths = [path for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError:
        return ()
    files = tuple(path for path in paths if is_file(path))
    for path in paths:
        if path.is_symlink() and path not in files:
            # Where it leads may come to be without a change in this folder.
            note(str(path))
    return files
