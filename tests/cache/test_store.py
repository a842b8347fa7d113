"""The folder of the cache."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest
from cache.caching import settle

from signal_lint.cache import store
from signal_lint.cache.stamps import PRESENT
from signal_lint.cache.store import checkout_around, default_folder, is_inside, read, write

real_scandir = os.scandir
ENTRY = (PRESENT, b"", b"/")


@pytest.fixture
def folder(tmp_path):
    """Keep one answer in a folder."""
    write(f"{tmp_path}/cache", "run", b"key", [ENTRY], b"the answer")
    return tmp_path / "cache"


def kept(folder):
    (path,) = folder.glob("run-*")
    return path


def test_an_answer_is_found_by_its_key(folder):
    assert read(str(folder), "run", b"key") == (b"+\t\t/", b"the answer")
    assert read(str(folder), "run", b"other") is None
    assert read(str(folder), "rows", b"key") is None


def test_a_cut_file_is_no_answer(folder):
    data = kept(folder).read_bytes()
    for size in range(len(data)):
        kept(folder).write_bytes(data[:size])
        assert read(str(folder), "run", b"key") is None


def test_a_flipped_bit_is_no_answer_or_no_difference(folder):
    data = kept(folder).read_bytes()
    for at in range(len(data)):
        for bit in range(8):
            kept(folder).write_bytes(data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :])
            assert read(str(folder), "run", b"key") in (None, (b"+\t\t/", b"the answer"))


@pytest.mark.parametrize(
    "data", [b"", b"\n\n\n", b"#!/bin/sh\nrm\n", b"signal-lint cache 2\n0\n0 0\n", b"\0" * 99]
)
def test_a_foreign_file_is_no_answer(folder, data):
    kept(folder).write_bytes(data)
    assert read(str(folder), "run", b"key") is None


def test_another_key_of_the_same_name_is_no_answer(folder):
    own = kept(folder)
    write(str(folder), "run", b"other", [], b"")
    (others,) = {*folder.glob("run-*")} - {own}
    own.replace(others)
    assert read(str(folder), "run", b"other") is None


def test_a_folder_in_place_of_a_file_is_no_answer(folder):
    place = kept(folder)
    place.unlink()
    place.mkdir()
    assert read(str(folder), "run", b"key") is None
    write(str(folder), "run", b"key", [], b"new")
    assert [path.name for path in folder.glob(".new-*")] == []


def test_only_who_owns_the_folder_reads_it(folder):
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_folder_says_that_it_is_a_cache(folder):
    tag = (folder / "CACHEDIR.TAG").read_text()
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def test_a_folder_with_files_of_the_user_is_not_called_a_cache(tmp_path):
    (tmp_path / "thesis.txt").touch()
    write(str(tmp_path), "run", b"key", [], b"")
    assert not (tmp_path / "CACHEDIR.TAG").exists()


@pytest.mark.parametrize("place", ["/dev/null/cache", "/proc/none/cache", "/dev/full"])
def test_where_nothing_can_be_kept_nothing_is(place):
    write(place, "run", b"key", [], b"")
    assert read(place, "run", b"key") is None


def test_a_disk_without_space_leaves_no_half_file(folder, monkeypatch):
    def full(old, new):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    write(str(folder), "run", b"key", [], b"new")
    assert [path.name for path in folder.glob(".new-*")] == []
    assert read(str(folder), "run", b"key") == (b"+\t\t/", b"the answer")


def test_a_reader_never_sees_half_of_a_file(folder):
    answers = [bytes([letter]) * 100_000 for letter in b"ab"]
    write(str(folder), "run", b"key", [], answers[0])
    writers = [
        threading.Thread(
            target=lambda: [write(str(folder), "run", b"key", [], each) for each in answers * 20]
        )
        for _ in range(2)
    ]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert read(str(folder), "run", b"key")[1] in answers


def test_what_killed_processes_left_is_removed_after_an_hour(folder):
    for name, age in (("old", 3700), ("young", 60)):
        path = folder / f".new-{name}.signal-lint"
        path.touch()
        now = kept(folder).stat().st_mtime
        os.utime(path, (now - age, now - age))
    write(str(folder), "run", b"key", [], b"")
    assert [path.name for path in folder.glob(".new-*")] == [".new-young.signal-lint"]


def test_beyond_the_largest_size_the_oldest_go(folder, monkeypatch):
    monkeypatch.setattr(store, "LARGEST_CACHE", 1000)
    os.utime(kept(folder), (1, 1))
    for number in range(4):
        write(str(folder), "run", b"%d" % number, [], b"x" * 300)
        settle()
    assert [number for number in range(4) if read(str(folder), "run", b"%d" % number)] == [2, 3]


def test_nothing_but_its_own_files_is_ever_removed(folder, monkeypatch):
    monkeypatch.setattr(store, "LARGEST_CACHE", 0)
    others = [folder / name for name in ("run-1.txt", ".new-thesis", "signal-lint")]
    for path in others:
        path.write_bytes(b"x" * 99)
    (folder / "link.signal-lint").symlink_to("signal-lint")
    (folder / "sub.signal-lint").mkdir()
    write(str(folder), "run", b"new", [], b"")
    assert all(path.exists() for path in others)
    assert (folder / "link.signal-lint").is_symlink()
    assert (folder / "sub.signal-lint").is_dir()
    assert read(str(folder), "run", b"key") is None


def test_what_another_process_has_removed_meanwhile_is_passed_over(folder, monkeypatch):
    @contextmanager
    def listed(place):
        with real_scandir(place) as scan:
            entries = list(scan)
        for entry in entries:
            os.unlink(entry.path)  # noqa: PTH108
        yield entries

    monkeypatch.setattr(os, "scandir", listed)
    write(str(folder), "run", b"other", [], b"new")
    assert read(str(folder), "run", b"other") == (b"", b"new")


def test_what_cannot_be_removed_stays(folder, monkeypatch):
    def refuse(path):
        raise PermissionError(path)

    monkeypatch.setattr(store, "LARGEST_CACHE", 0)
    monkeypatch.setattr(os, "remove", refuse)
    write(str(folder), "run", b"other", [], b"new")
    assert None not in (read(str(folder), "run", b"key"), read(str(folder), "run", b"other"))


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({"XDG_CACHE_HOME": "/c"}, "/c/signal-lint"),
        ({"XDG_CACHE_HOME": "c", "HOME": "/h"}, "/h/.cache/signal-lint"),
        ({"XDG_CACHE_HOME": "", "HOME": "/h"}, "/h/.cache/signal-lint"),
        ({"HOME": "h"}, None),
    ],
)
def test_the_folder_is_in_the_cache_directory_of_the_user(environment, found, monkeypatch):
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(sys, "platform", "linux")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert default_folder(["/project"]) == found


def test_on_a_mac_the_folder_is_in_the_library(monkeypatch):
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/h")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert default_folder(["/project"]) == "/h/Library/Caches/signal-lint"


def test_without_a_home_the_one_of_the_user_counts():
    code = "from signal_lint.cache.store import default_folder; print(default_folder(['/project']))"
    surroundings = {
        name: value for name, value in os.environ.items() if name not in ("HOME", "XDG_CACHE_HOME")
    }
    ran = subprocess.run(
        [sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip().endswith("/.cache/signal-lint")


@pytest.mark.parametrize("mark", [".git", "pyproject.toml", "signal-lint.toml", "manage.py"])
def test_a_checkout_is_known_by_what_lies_in_it(tmp_path, mark):
    assert checkout_around(str(tmp_path / "a/b")) is None
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / mark).symlink_to("nowhere")
    assert checkout_around(str(tmp_path / "a/b/c")) == str(tmp_path / "a")
    (tmp_path / "link").symlink_to("a")
    assert checkout_around(str(tmp_path / "link/b")) == str(tmp_path / "a")


def test_a_folder_is_inside_itself_and_not_inside_one_whose_name_begins_alike(tmp_path):
    (tmp_path / "link").symlink_to("a/b")
    assert is_inside(str(tmp_path / "a"), [str(tmp_path / "a")])
    assert is_inside(str(tmp_path / "link/c"), ["/none", str(tmp_path / "a")])
    assert not is_inside(str(tmp_path / "ab"), [str(tmp_path / "a")])
