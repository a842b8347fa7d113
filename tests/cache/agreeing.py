"""Runs with a cache beside runs without one, in this process; `main` decides itself what it replays."""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from signal_lint.cli import main

_SECONDS = re.compile(rb"in [0-9.]+ s\n")


class Ran(NamedTuple):
    """What a run came to, byte for byte but for the seconds that `--verbose` tells."""

    code: int
    out: bytes
    err: bytes


def ran(words: Iterable[str], cwd: Path) -> Ran:
    """Run a command line in a folder."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(list(words))
        for stream in (out, err):
            stream.flush()
    return Ran(code, out.buffer.getvalue(), _SECONDS.sub(b"", err.buffer.getvalue()))


class Reference:
    """What runs without a cache come to; the same tree is not asked twice."""

    def __init__(self, top: Path) -> None:
        self._top = top
        self._known: dict[tuple[object, ...], Ran] = {}

    def ran(self, words: Sequence[str], cwd: Path) -> Ran:
        key = (*words, "in", str(cwd), *snapshot(self._top).items())
        if key not in self._known:
            self._known[key] = ran((*words, "--no-cache"), cwd)
        return self._known[key]


def snapshot(top: Path) -> dict[str, bytes | None]:
    """Return every file of a tree with what it holds, links with where they lead, folders with None."""
    found: dict[str, bytes | None] = {}
    for folder, folders, files in os.walk(top):
        for name in sorted((*folders, *files)):
            path = Path(folder, name)
            if path.is_symlink():
                found[str(path)] = b"-> " + os.fsencode(path.readlink())
            else:
                found[str(path)] = path.read_bytes() if path.is_file() else None
    return found
