"""Running signal-lint with a cache, and seeing what it looks at."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

from signal_lint.cache.store import read
from signal_lint.cli import main
from signal_lint.extract import FileSources

KINDS = ("run", "verdict", "rows")


class Ran(NamedTuple):
    """What a run came to."""

    code: int
    out: str
    err: str


class Runner:
    """Signal-lint on a project, in this process; `cache` is its folder, `read` the files that it read."""

    def __init__(self, project: Path, cache: Path, capsys, monkeypatch) -> None:
        self.project = project
        self.cache = cache
        self.read: list[str] = []
        self._capsys = capsys
        real = FileSources.read

        def reading(sources, path):
            self.read.append(path)
            return real(sources, path)

        monkeypatch.setattr(FileSources, "read", reading)

    def __call__(self, *argv) -> Ran:
        """Run a command line."""
        self.read.clear()
        code = main([str(word) for word in argv])
        return Ran(code, *self._capsys.readouterr())

    def kept(self, kind: str) -> list[Path]:
        """Return the files of the cache of one kind."""
        return sorted(self.cache.glob(f"{kind}-*.signal-lint"))

    def forget(self, *kinds: str) -> None:
        """Delete the files of some kinds."""
        for kind in kinds:
            for path in self.kept(kind):
                path.unlink()


def settle() -> None:
    """Wait until what was written can't be mistaken for what is written next."""
    time.sleep(0.03)


def parts(path: Path) -> tuple[bytes, bytes, bytes]:
    """Return key, packed inputs and answer of a file of the cache."""
    _, _, sizes, rest = path.read_bytes().split(b"\n", 3)
    key = rest[: int(sizes.split()[0])]
    inputs, answer = read(str(path.parent), path.name.partition("-")[0], key)
    return key, inputs, answer
