"""Many processes at once on one cache, while files are edited and some of the processes are killed.

    SIGNAL_LINT_ROUNDS=200 python -m pytest tests/cache/test_many_processes.py

runs as many rounds, which differ each time.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from cache.agreeing import Ran, ran
from small_project import write_project

ROUNDS = int(os.environ.get("SIGNAL_LINT_ROUNDS", "0"))
#: Said of a project whose settings module was just removed.
NO_SETTINGS = (
    b"signal-lint: No INSTALLED_APPS was found in the project; state it with the key installed-apps\n"
)
COMMANDS = (("check", "--output-format", "json"), ("map", "--output-format", "json"), ("check",))
RECEIVER = """\
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save)
def number_{number}(sender, instance):
    instance.save()
"""
EDITED = ("shop/signals.py", "lost/signals.py", "shop/handlers.py", "settings.py")


class Started(NamedTuple):
    """A process of a round; `killed` may have said nothing."""

    process: subprocess.Popen[bytes]
    killed: bool


@pytest.fixture
def roots(tmp_path: Path, monkeypatch) -> list[Path]:
    """Write the projects, side by side, and name the folder of their cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    return [write_project(tmp_path / name) for name in ("one", "two", "three")]


def start(root: Path, chance: random.Random) -> subprocess.Popen[bytes]:
    command = (sys.executable, "-m", "signal_lint", *chance.choice(COMMANDS))
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def edit(root: Path, chance: random.Random) -> None:
    """Save a file, in place or by renaming as editors do, or remove it."""
    place = root / chance.choice(EDITED)
    text = RECEIVER.format(number=chance.randrange(3))
    match chance.randrange(4):
        case 0:
            place.unlink(missing_ok=True)
        case 1:
            place.with_suffix(".new").write_text(text)
            place.with_suffix(".new").rename(place)
        case _:
            place.write_text(text)


def crowd(roots: list[Path], number: int, chance: random.Random) -> list[Started]:
    """Start processes, and edit files and kill some while they run."""
    running = [start(chance.choice(roots), chance) for _ in range(number)]
    killed = set()
    for _ in range(number):
        time.sleep(chance.random() / 5)
        edit(chance.choice(roots), chance)
        if chance.random() < 0.25:
            victim = chance.choice(running)
            victim.kill()
            killed.add(victim.pid)
    return [Started(process, process.pid in killed) for process in running]


def complaint(started: Started) -> bytes:
    """Return what is wrong with what a process said and came to, whatever it has found."""
    out, err = started.process.communicate(timeout=120)
    if started.killed or (started.process.returncode in (0, 1) and out and err in (b"", NO_SETTINGS)):
        return b""
    return b"%d: %s" % (started.process.returncode, err)


def disagreement(root: Path) -> tuple[Ran, Ran] | None:
    for words in COMMANDS:
        runs = [ran(words, root), ran(words, root), ran((*words, "--no-cache"), root)]
        if len(set(runs)) > 1:
            return runs[0], runs[2]
    return None


def leftovers(tmp_path: Path) -> list[str]:
    """Return what is in the cache, but for its answers and what processes that were killed left."""
    names = sorted(path.name for path in (tmp_path / "cache" / "signal-lint").iterdir())
    return [name for name in names if not name.startswith((".new-", "CACHEDIR", "run-", "rows-", "verdict-"))]


@pytest.mark.parametrize("number", range(ROUNDS or 1))
def test_many_processes_at_once_agree_with_one_that_has_no_cache(number: int, roots, tmp_path: Path):
    chance = random.Random(None if ROUNDS else number)  # noqa: S311  not a secret
    complaints = [complaint(each) for each in crowd(roots, 20, chance)]
    assert not any(complaints)
    assert [disagreement(root) for root in roots] == [None, None, None]
    assert leftovers(tmp_path) == []
