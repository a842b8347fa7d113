"""Trees that change while they are read."""

from __future__ import annotations

import os
import shutil

import pytest

from signal_lint import disk, survey
from signal_lint.analysis import analyse
from signal_lint.discovery import discover
from signal_lint.files import discovery
from signal_lint.settings import Settings


def gone(path):
    path.unlink()


def folder(path):
    path.unlink()
    path.mkdir()


def pipe(path):
    path.unlink()
    os.mkfifo(path)


def device(path):
    path.unlink()
    path.symlink_to("/dev/zero")


def without_its_folder(path):
    shutil.rmtree(path.parent)


CHANGES = {
    gone: "No such file or directory",
    folder: "not a regular file",
    pipe: "not a regular file",
    device: "not a regular file",
    without_its_folder: "No such file or directory",
}


@pytest.mark.parametrize(("change", "reason"), CHANGES.items())
def test_a_file_that_becomes_something_else_after_the_walk_is_a_finding(project, monkeypatch, change, reason):
    found = discovery(Settings(root=project))
    change(project / "shop/signals.py")
    monkeypatch.setattr(survey, "discovery", lambda _settings, _note: found)
    codes = {each.location.path: each.code for each in analyse(Settings(root=project)).diagnostics}
    messages = {each.location.path: each.message for each in analyse(Settings(root=project)).diagnostics}
    assert codes["lost/signals.py"] == "SGL003"
    assert messages["shop/signals.py"] == f"the file can't be read: {reason}"


def test_a_file_that_grows_faster_than_it_is_read_is_given_up(tmp_path, monkeypatch):
    (tmp_path / "a.py").write_bytes(b"x" * 100)
    monkeypatch.setattr(os, "read", lambda _descriptor, size: b"x" * size)
    with pytest.raises(OSError, match=r"larger than 0\.1 MB"):
        disk.contents(tmp_path / "a.py", 100_000)


def test_a_folder_that_vanishes_during_the_walk_is_named(project, monkeypatch):
    scan = os.scandir

    def late(path):
        if path.endswith("shop"):
            (project / "shop").rename(project / "moved")
        return scan(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", late)
        found = discover(project, (), ())
    assert found.unread == (("shop", "No such file or directory"),)
    assert found.paths == ("lost/__init__.py", "lost/signals.py", "manage.py", "settings.py")
