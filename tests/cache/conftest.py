"""A project, and signal-lint with a cache of its own."""

from __future__ import annotations

import pytest
from cache.caching import Runner, settle
from small_project import write_project


@pytest.fixture
def project(tmp_path):
    """Write the small project, some time ago."""
    (tmp_path / "project").mkdir()
    root = write_project(tmp_path / "project")
    settle()
    return root


@pytest.fixture
def run(project, tmp_path, capsys, monkeypatch):
    """Run signal-lint in the project, with a cache that is empty at first."""
    monkeypatch.chdir(project)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return Runner(project, tmp_path / "user/signal-lint", capsys, monkeypatch)
