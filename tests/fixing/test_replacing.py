"""Files on disk: replaced at once, or left alone."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from signal_lint.fixing.replacing import replace_file

OLD, NEW = b"old\n" * 5000, b"new\n" * 6000


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "signals.py"
    path.write_bytes(OLD)
    return path


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755, 0o444])
def test_the_mode_stays(file: Path, mode: int):
    file.chmod(mode)
    assert replace_file(file.parent, file, OLD, NEW) == ""
    assert (file.read_bytes(), file.stat().st_mode & 0o7777) == (NEW, mode)
    assert [*file.parent.iterdir()] == [file]


def test_the_target_of_a_link_is_written(file: Path, tmp_path):
    link = tmp_path / "link.py"
    link.symlink_to(file.name)
    assert replace_file(tmp_path, link, OLD, NEW) == ""
    assert (link.is_symlink(), file.is_symlink(), file.read_bytes()) == (True, False, NEW)


def test_a_file_that_has_changed_is_left_alone(file: Path):
    assert replace_file(file.parent, file, b"older", NEW) == "it has changed since it was read"
    assert (file.read_bytes(), [*file.parent.iterdir()]) == (OLD, [file])


def test_a_file_that_is_gone_is_not_made(tmp_path):
    assert replace_file(tmp_path, tmp_path / "gone.py", OLD, NEW) == "No such file or directory"
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("failing", ["os.fsync", "pathlib.Path.replace"])
def test_a_failing_write_leaves_the_old_file_and_nothing_else(file: Path, monkeypatch, failing: str):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(failing, fail)
    assert replace_file(file.parent, file, OLD, NEW) == "No space left on device"
    assert (file.read_bytes(), [*file.parent.iterdir()]) == (OLD, [file])


def test_a_file_of_somebody_else_is_replaced_without_its_owner(file: Path, monkeypatch):
    def refuse(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chown", refuse)
    assert replace_file(file.parent, file, OLD, NEW) == ""


def killed_at(number: int, event: str, action: Callable[[], object]) -> bool:
    """Run an action in a process that dies before or after the n-th call of a C function; tell if it did."""
    child = os.fork()
    if child == 0:
        left = number

        def count(_frame, happened, _function):
            nonlocal left
            left -= happened == event
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(count)
        action()
        sys.setprofile(None)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@pytest.mark.parametrize("event", ["c_call", "c_return"])
def test_killed_around_each_system_call_it_leaves_the_old_file_or_the_new_one(file: Path, event: str):
    found, number = set(), 0
    while killed_at(number, event, lambda: replace_file(file.parent, file, OLD, NEW)):
        found.add(file.read_bytes())
        file.write_bytes(OLD)
        number += 1
    assert found == {OLD, NEW}
    assert number > 40
