"""`check --fix`, killed at any moment, leaves every file as it was or as it should be."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest
from small_project import FILES, write_project

from signal_lint.cli import main
from signal_lint.fixing.passes import repair

MOMENTS = 80
OLD = FILES["shop/signals.py"]
NEW = OLD.replace("instance)", "instance, **kwargs)", 1)
NAMES = [f"shop/signals_{number}.py" for number in range(4)]


def fixing(root: Path) -> int:
    """Start `check --fix` in a process of its own; return its id."""
    child = os.fork()
    if child == 0:
        os.chdir(root)
        main(["check", "--fix", "-q", "--output-file", os.devnull])
        os._exit(0)
    return child


def ended_by_kill(child: int, seconds: float) -> bool:
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@pytest.fixture
def project(tmp_path) -> Path:
    return write_project(tmp_path, **dict.fromkeys(NAMES, OLD))


def test_each_file_is_old_or_new(project: Path):
    # Imported here, the parser is there in every process without waiting for it.
    assert repair
    started = time.perf_counter()
    os.waitpid(fixing(project), 0)
    longest = time.perf_counter() - started
    assert {(project / name).read_text() for name in NAMES} == {NEW}
    kills, found = 0, set()
    for _ in range(MOMENTS):
        for name in NAMES:
            (project / name).write_text(OLD)
        kills += ended_by_kill(fixing(project), random.uniform(0, longest))  # noqa: S311  no secret
        found |= {(project / name).read_text() for name in NAMES}
    assert found == {OLD, NEW}
    assert kills > MOMENTS / 2
    assert {path.suffix for path in project.rglob("*signal-lint-*")} <= {".py"}
