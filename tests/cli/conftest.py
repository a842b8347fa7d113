"""The command line, called in this process."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from signal_lint.cli import main


class Ran(NamedTuple):
    """What a run came to."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run signal-lint in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def run(*argv):
        code = main([str(word) for word in argv])
        return Ran(code, *capsys.readouterr())

    return run
