"""The command line, run as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


class CannotRunError(Exception):
    """A command ended in another way than it should."""


def said(command: str, root: Path, *options: str) -> dict:
    """Return the JSON of a command over a tree, without a cache."""
    return json.loads(printed(root, command, "--no-cache", "--output-format", "json", *options))


def files_of(root: Path) -> list[str]:
    """Return the files of a tree that are analysed, by their paths in it."""
    lines = printed(root, "check", "--show-files").splitlines()
    return [path for path in lines if path.endswith(".py")]


def printed(root: Path, *words: str) -> str:
    """Return what the command line prints, over the tree that it is run in."""
    path = os.pathsep.join(filter(None, (str(REPOSITORY), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, "-P", "-m", "signal_lint", *words, "."],
        capture_output=True,
        text=True,
        check=False,
        # Where the tree is: with -P nothing of it is imported.
        cwd=root,
        env={**os.environ, "PYTHONPATH": path},
    )
    if done.returncode not in (0, 1):
        raise CannotRunError(f"{words[0]} {root.name}: exit code {done.returncode}: {done.stderr}")
    return done.stdout
