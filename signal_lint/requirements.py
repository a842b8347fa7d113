"""Reading the files in which a project says which Django it needs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from signal_lint.disk import contents, is_file


def requirement_files(root: Path) -> tuple[tuple[str, ...], Callable[[str], str | None]]:
    """Return the names of the files at a project's root, and how to read one; None where that fails."""
    names = [path.name for path in _listed(root)]
    names += [f"requirements/{path.name}" for path in _listed(root / "requirements")]

    def read(name: str) -> str | None:
        try:
            data = contents(root / name)
        except OSError:
            return None
        return data.decode("utf-8", "replace").replace("\r\n", "\n")

    return tuple(sorted(names)), read


def _listed(folder: Path) -> tuple[Path, ...]:
    try:
        return tuple(path for path in folder.iterdir() if is_file(path))
    except OSError:
        return ()
