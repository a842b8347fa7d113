"""What a run depends on, as it was before anything was read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cache.caching import settle

from signal_lint.cache import inputs as inputs_module
from signal_lint.cache.inputs import Inputs
from signal_lint.cache.stamps import ABSENT, PRESENT, UNSURE


@pytest.fixture
def noted(tmp_path):
    """Write a file and note it, some time later; return its entry."""

    def noted(text="x"):
        (tmp_path / "a.txt").write_text(text)
        settle()
        inputs = Inputs()
        inputs.note(str(tmp_path / "a.txt"))
        return inputs.entries[os.fsencode(tmp_path / "a.txt")]

    return noted


def test_a_file_that_was_touched_is_the_same_with_another_stamp(noted):
    first, second = noted(), noted()
    assert first[0] != second[0]
    assert Inputs().refreshed(first) == second
    assert Inputs().refreshed(second) == second


def test_a_file_of_another_content_is_another(noted):
    first = noted()
    noted("y")
    assert Inputs().refreshed(first) is None


def test_a_stamp_that_says_nothing_is_never_the_same(noted, tmp_path):
    _, digest, path = noted()
    entry = (UNSURE, digest, path)
    os.utime(path, (9e9, 9e9))
    assert Inputs().refreshed(entry) == entry
    Path(os.fsdecode(path)).write_text("y")
    os.utime(path, (9e9, 9e9))
    assert Inputs().refreshed(entry) is None


def test_what_was_there_or_not_is_compared_as_such(tmp_path):
    name, none = os.fsencode(tmp_path), os.fsencode(tmp_path / "none")
    for stamp, path, same in (
        (PRESENT, name, True), (PRESENT, none, False), (ABSENT, none, True), (ABSENT, name, False),
    ):  # fmt: skip
        entry = (stamp, b"", path)
        assert Inputs().refreshed(entry) == (entry if same else None)


def test_what_is_no_file_of_a_usual_size_has_no_digest(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").write_text("xxxx")
    (tmp_path / "small").write_text("xxx")
    monkeypatch.setattr(inputs_module, "LARGEST", 3)
    inputs = Inputs()
    for name in ("pipe", "large", "small", "none"):
        inputs.note(str(tmp_path / name))
    assert [digest != b"" for _, digest, _ in inputs.entries.values()] == [False, False, True, False]


def test_a_file_that_cannot_be_read_may_be_readable_next_time(noted, monkeypatch):
    def refuse(path):
        raise PermissionError(path)

    monkeypatch.setattr(inputs_module, "contents", refuse)
    assert noted()[:2] == (UNSURE, b"")


def test_what_was_noted_first_counts(noted, tmp_path):
    (tmp_path / "b.txt").write_text("x")
    inputs = Inputs()
    inputs.note(str(tmp_path / "b.txt"))
    before = dict(inputs.entries)
    (tmp_path / "b.txt").write_text("y")
    inputs.note(str(tmp_path / "b.txt"))
    assert inputs.entries == before
