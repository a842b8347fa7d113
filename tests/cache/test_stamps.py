"""What tells that a file is as it was."""

from __future__ import annotations

import os

import pytest

from signal_lint.cache.stamps import (
    ABSENT,
    PRESENT,
    UNSURE,
    current,
    packed,
    settled,
    stamp_of,
    unchanged,
    unpacked,
)

SECOND = 1_000_000_000


def status(changed, of_inode=0):
    """Return the status of a file with these times, in nanoseconds."""
    parts = dict.fromkeys(("st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size"), 7)
    whole = (*parts.values(), 0, 0, 0)
    times = {"st_atime_ns": 0, "st_mtime_ns": changed, "st_ctime_ns": of_inode}
    return os.stat_result(whole, times)


@pytest.mark.parametrize(
    ("times", "started", "is_sure"),
    [
        ((SECOND + 1, 0), SECOND + 20_000_002, True),
        ((SECOND + 1, 0), SECOND + 20_000_000, False),
        # Its content was given an old time.
        ((1, SECOND + 1), SECOND + 2, False),
        # A file system that counts seconds.
        ((5 * SECOND, 0), 7 * SECOND, True),
        ((5 * SECOND, 0), 7 * SECOND - 1, False),
        # The future.
        ((9 * SECOND + 1, 0), SECOND, False),
    ],
)
def test_what_was_written_just_now_has_no_stamp_to_rely_on(times, started, is_sure):
    assert (settled(status(*times), started) == stamp_of(status(*times))) is is_sure
    assert (settled(status(*times), started) == UNSURE) is not is_sure


def test_a_stamp_is_made_of_size_times_and_inode():
    assert stamp_of(status(5, 6)) == b"7 5 6 7"


def test_the_stamp_of_now(tmp_path):
    name = os.fsencode(tmp_path)
    assert current(name, UNSURE) == stamp_of(tmp_path.stat())
    assert current(name, PRESENT) == PRESENT
    assert current(name + b"/none", PRESENT) == ABSENT


@pytest.mark.parametrize(
    ("stamp", "name", "same"),
    [
        (PRESENT, "", True), (PRESENT, "/none", False), (ABSENT, "/none", True), (ABSENT, "", False),
        (UNSURE, "", False), (UNSURE, "/none", False), (b"1 2 3 4", "", False), (b"1 2 3 4", "/none", False),
    ],
)  # fmt: skip
def test_entries_are_compared_with_what_is_there(tmp_path, stamp, name, same):
    sure = (stamp_of(tmp_path.stat()), b"x", os.fsencode(tmp_path))
    entries = [sure, (stamp, b"", os.fsencode(f"{tmp_path}{name}"))]
    assert unchanged(packed(entries)) is same
    assert unpacked(packed(entries)) == entries


def test_no_entries_are_unchanged():
    assert unchanged(packed([]))
    assert unpacked(packed([])) == []


def test_a_path_may_hold_anything(tmp_path):
    entries = [(ABSENT, b"", b"/a\tb\nc \xff?")]
    assert unpacked(packed(entries)) == entries
    assert unchanged(packed(entries))


@pytest.mark.parametrize("data", [b"x", b"\0", b"a\tb", b"1 2 3 4\td"])
def test_what_are_no_entries_is_refused(data):
    for function in (unchanged, unpacked):
        with pytest.raises(ValueError, match="unpack"):
            function(data)
