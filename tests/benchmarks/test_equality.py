"""Runs that print other bytes are told, and no others; the tools are made up."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.environments import Environment
from benchmarks.equality import OPTIONS, differences
from benchmarks.measuring import CannotRunError
from benchmarks.plan import Project


def made_up_tool(folder: Path, script: str) -> Environment:
    path = folder / "bin/signal-lint"
    path.parent.mkdir()
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return Environment(folder, {"PATH": "/usr/bin:/bin"})


def unequal(folder: Path, script: str) -> list[str]:
    project = Project("shop 1", folder / "shop==1", 0, ())
    return list(differences(project, made_up_tool(folder, script), folder))


def test_equal_bytes_are_no_difference(tmp_path):
    assert unequal(tmp_path, 'echo "$1"; exit 1') == []


def test_the_run_that_differs_is_told_with_its_project(tmp_path):
    found = unequal(tmp_path, 'case "$*" in map*"-j 4"*) echo 4;; *) echo 1;; esac')
    assert found == [
        f"shop 1: run {number}, `map {OPTIONS[number - 1].format('CACHE')}`, differs from `--no-cache -j 1`"
        for number in (2, 6)
    ]


def test_a_cache_that_changes_what_is_printed_is_found(tmp_path):
    fill = f'case "$*" in *cache-dir*) echo >>{tmp_path}/runs; wc -l <{tmp_path}/runs;; *) echo 1;; esac'
    assert [line.partition(",")[0] for line in unequal(tmp_path, fill)] == [
        *(f"shop 1: run {number}" for number in (4, 5, 6)),
        *(f"shop 1: run {number}" for number in (3, 4, 5, 6)),
    ]


def test_a_run_that_breaks_down_ends_the_comparison(tmp_path):
    with pytest.raises(CannotRunError, match="`signal-lint check` ended with 2: no such option"):
        unequal(tmp_path, "echo no such option >&2; exit 2")
