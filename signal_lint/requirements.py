"""Reading the files in which a project says which Django it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from signal_lint.discovery import nobody

#: No such file is longer than this; a longer one is no requirements file.
LARGEST = 20_000_000


def requirement_files(
    root: Path, note: Callable[[str], None] = nobody
) -> tuple[tuple[str, ...], Callable[[str], str | None]]:
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
            if path.stat().st_size > LARGEST:
                return None
            return path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None

    return tuple(sorted(names)), read


def _listed(folder: Path, note: Callable[[str], None]) -> Iterator[Path]:
    try:
        entries = list(folder.iterdir())
    except OSError:
        return
    for path in entries:
        if path.is_file():
            yield path
        elif path.is_symlink():
            # A file may come where it leads, without the folder's notice.
            note(str(path))
