"""Diffs that `patch` takes."""

from __future__ import annotations

import subprocess

import pytest

from signal_lint.fixing.diff import unified_diff


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a\nb\nc\n", b"a\nB\nc\n"),
        (b"a\nb", b"a\nB"),
        (b"a\r\nb\r\n", b"a\r\nB\r\n"),
        (b"a\x0cb\nc\n", b"a\x0cb\nC\n"),
        (b"a\n", b""),
        ("ä\u2028b\n".encode(), "ä\u2028B\n".encode()),
    ],
)
def test_patch_makes_the_new_file_of_the_old_one(tmp_path, before: bytes, after: bytes):
    (tmp_path / "a.py").write_bytes(before)
    diff = unified_diff({"a.py": before}, {"a.py": after}).encode()
    subprocess.run(["patch", "-p0", "--binary", "--quiet", "-E"], input=diff, cwd=tmp_path, check=True)
    left = (tmp_path / "a.py").read_bytes() if (tmp_path / "a.py").exists() else b""
    assert left == after


def test_what_is_not_text_is_shown_somehow():
    assert "-\\xff\n" in unified_diff({"a.py": b"\xff\n"}, {"a.py": b"a\n"})
