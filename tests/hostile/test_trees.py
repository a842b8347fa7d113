"""Trees that are laid out to stop, stall or mislead whoever walks through them."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
from pathlib import Path

import pytest
from front_doors import MAPPED, check, signal_lint
from small_project import FILES

SIGNALS = FILES["shop/signals.py"]


def dig(folder, depth, *, files):
    """Make folders within folders, some of them with a file, beyond what any path can name."""
    with contextlib.chdir(folder):
        for level in range(depth):
            Path("d").mkdir()
            os.chdir("d")
            if level in files:
                Path("deep.py").write_text(SIGNALS)


def truncated(path, size):
    with path.open("wb") as file:
        file.truncate(size)


def test_folders_3000_deep_are_walked_as_far_as_paths_reach(project):
    dig(project, 3_000, files={1, 900, 2_999})
    ran = check(project)
    assert [line.split(":")[0] for line in ran.others] == ["d/" * 901 + "deep.py", "d/d/deep.py"]
    assert re.fullmatch(r"signal-lint: (d/){100}… is not read: File name too long\n", ran.err)
    assert MAPPED in signal_lint(project, "map").out
    assert signal_lint(project, "check", "--show-files").code == 0
    # What Python has for this recurses.
    subprocess.run(["rm", "-rf", project], check=True)


def test_what_is_no_file_is_no_module(project):
    for name, target in {
        "zero": "/dev/zero",
        "tty": "/dev/tty",
        "full": "/dev/full",
        "self": "self.py",
    }.items():
        (project / f"shop/{name}.py").symlink_to(target)
    os.mkfifo(project / "shop/pipe.py")
    with contextlib.chdir(project), socket.socket(socket.AF_UNIX) as server:
        server.bind("shop/server.py")
    ran = check(project)
    assert (ran.code, ran.others, ran.err) == (1, [], "")


@pytest.mark.parametrize("size", [100_000_000, 1_000_000_000_000])
def test_a_file_that_is_too_large_is_a_finding_in_every_format(project, size):
    truncated(project / "shop/large.py", size)
    message = "SGL901 the file can't be read: larger than 20 MB"
    assert check(project).others == [f"shop/large.py:1:1: {message}"]
    full = signal_lint(project, "check")
    assert (full.code, message.replace(" ", " error: ", 1) in full.out) == (1, True)
    assert MAPPED in signal_lint(project, "map").out


def test_100_mb_of_code_are_a_finding_too(project):
    with (project / "shop/large.py").open("w") as file:
        file.writelines([SIGNALS * 1_000] * (100_000_000 // len(SIGNALS) // 1_000 + 1))
    assert ["SGL901" in line for line in check(project).others] == [True]


def test_100_000_entries_of_one_folder_are_walked(project):
    for number in range(100_000):
        (project / f"shop/{number}.txt").touch()
    for number in range(5_000):
        (project / f"shop/n{number}.py").touch()
    assert check(project).others == []


@pytest.mark.parametrize("path", ["shop/apps.py", "shop/signals.py"])
def test_a_file_without_permission_is_a_finding(project, path):
    (project / path).chmod(0)
    ran = check(project, powerless=True)
    assert f"{path}:1:1: SGL901 the file can't be read: Permission denied" in ran.out.splitlines()
    assert "lost/signals.py:5:1: SGL003" in ran.out


@pytest.mark.parametrize("mode", [0o000, 0o100])
def test_a_folder_without_permission_is_named_and_the_others_are_analysed(project, mode):
    (project / "secret").mkdir(mode=mode)
    (project / "secret").chmod(mode)
    ran = check(project, powerless=True)
    assert (ran.code, ran.others) == (1, [])
    assert ran.err == "signal-lint: secret is not read: Permission denied\n"
    named = check(project, "secret", powerless=True)
    assert (named.code, named.out) == (0, "")
    assert "secret is not read: Permission denied" in named.err


def test_a_folder_that_cannot_be_searched_makes_its_files_findings(project):
    (project / "shop").chmod(0o400)
    ran = check(project, powerless=True)
    (project / "shop").chmod(0o700)
    assert "shop/models.py:1:1: SGL901 the file can't be read: Permission denied" in ran.out
    assert "lost/signals.py:5:1: SGL003" in ran.out


def test_of_many_folders_that_cannot_be_read_ten_are_named(project):
    for number in range(1_000):
        (project / f"secret{number:04}").mkdir(mode=0)
    ran = check(project, powerless=True)
    assert ran.others == []
    assert ran.err.splitlines()[9:] == [
        "signal-lint: secret0009 is not read: Permission denied",
        "signal-lint: 990 more could not be read",
    ]


@pytest.mark.parametrize("target", ["/", "/.", "..", ".", "../project", "shop/link"])
def test_a_link_to_what_holds_the_project_is_not_followed(project, target):
    (project / "shop/link").symlink_to(target)
    ran = check(project)
    assert (ran.others, ran.err) == ([], "")


def test_a_link_out_of_the_project_is_followed_once(project, tmp_path):
    (tmp_path / "outside/inner").mkdir(parents=True)
    (tmp_path / "outside/inner/signals.py").write_text(SIGNALS)
    (tmp_path / "outside/inner/up").symlink_to("..")
    for name in ("a", "b"):
        (project / name).symlink_to("../outside")
    assert [line.split(":")[0] for line in check(project).others] == ["a/inner/signals.py"]
