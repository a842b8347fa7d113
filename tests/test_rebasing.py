"""Patterns of one folder, as seen from a folder below."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from signal_lint.rebasing import rebased, rebased_folder


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("old", ("old",)),
        ("old/", ("old/",)),
        ("!old", ("!old",)),
        ("**/old/x", ("**/old/x",)),
        ("a/**/x", ("**/x",)),
        ("/a/b/old", ("/old",)),
        ("a/b/old/", ("/old/",)),
        ("!/a/b/old", ("!/old",)),
        ("*/b/old", ("/old",)),
        ("/a/c/old", ()),
        ("/a", ()),
        ("/a/b", ()),
        ("/a/b/", ()),
    ],
)
def test_a_pattern_keeps_its_meaning_below(pattern, expected):
    assert rebased((pattern,), PurePosixPath("a/b")) == expected


@pytest.mark.parametrize(
    ("folder", "expected"), [("a/b/apps", "apps"), ("a/b", "."), ("a", None), ("lib", None)]
)
def test_a_folder_is_seen_from_below_or_not_at_all(folder, expected):
    assert rebased_folder(folder, PurePosixPath("a/b")) == expected
