"""Which files belong to a project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from signal_lint.discovery import DEFAULT_EXCLUDE, Discovery, discover, is_excluded


def write(root: Path, *paths: str, text: str = "") -> None:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def test_python_files_come_sorted_and_relative_and_stubs_stay_out(tmp_path: Path) -> None:
    write(tmp_path, "b.py", "a/z.py", "a.py", "a/stub.pyi", "notes.txt")
    assert discover(tmp_path, (), ()).paths == ("a.py", "a/z.py", "b.py")


@pytest.mark.parametrize(
    "folder", ["venv", "node_modules", "x/__pycache__", "lib/site-packages", ".git", "build"]
)
def test_default_excludes_are_left_out(tmp_path: Path, folder: str) -> None:
    write(tmp_path, "kept.py", f"{folder}/left_out.py")
    assert discover(tmp_path, DEFAULT_EXCLUDE, ()).paths == ("kept.py",)
    assert is_excluded(tmp_path, f"{folder}/left_out.py", DEFAULT_EXCLUDE, ())
    assert not is_excluded(tmp_path, "kept.py", DEFAULT_EXCLUDE, ())


def test_a_virtual_environment_is_known_by_its_mark(tmp_path: Path) -> None:
    write(tmp_path, "env/pyvenv.cfg", "env/lib.py", "env2/kept.py")
    assert discover(tmp_path, (), ()).paths == ("env2/kept.py",)
    assert is_excluded(tmp_path, "env/lib.py", (), ())


def test_a_root_that_is_a_virtual_environment_is_walked(tmp_path: Path) -> None:
    write(tmp_path, "pyvenv.cfg", "app.py")
    assert discover(tmp_path, DEFAULT_EXCLUDE, ()).paths == ("app.py",)


def test_patterns_are_those_of_gitignore(tmp_path: Path) -> None:
    write(tmp_path, "a/gen_1.py", "a/b/gen_2.py", "a/c.py", "top/x.py", "a/top/y.py")
    assert discover(tmp_path, ("gen_*.py",), ("/top/",)).paths == ("a/c.py", "a/top/y.py")
    assert is_excluded(tmp_path, "a/b/gen_2.py", ("gen_*.py",), ())


def test_a_gitignore_counts_at_every_level_and_the_deepest_decides(tmp_path: Path) -> None:
    write(tmp_path, "a/x.py", "a/y.py", "b/x.py", "b/z.py")
    write(tmp_path, ".gitignore", text="x.py\n")
    write(tmp_path, "a/.gitignore", text="!x.py\ny.py\n")
    assert discover(tmp_path, (), ()).paths == ("a/x.py", "b/z.py")
    assert not is_excluded(tmp_path, "a/x.py", (), ())
    assert is_excluded(tmp_path, "b/x.py", (), ())


def test_links_are_followed_only_out_of_the_root_and_only_once(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    write(root, "a.py")
    write(outside, "o.py")
    for name, target in {"loop": root, "out": outside, "out2": outside, "a2.py": root / "a.py"}.items():
        (root / name).symlink_to(target)
    (root / "self").symlink_to(root / "self")
    (root / "o2.py").symlink_to(outside / "o.py")
    assert discover(root, (), ()).paths == ("a.py", "o2.py", "out/o.py")


def test_pipes_and_directories_named_like_files_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    write(tmp_path, "package.py/inner.py")
    assert discover(tmp_path, (), ()).paths == ("package.py/inner.py",)


def test_a_name_that_is_not_utf_8_is_kept(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.py")
    write(tmp_path, name)
    write(tmp_path, ".gitignore", text="*.txt\n")
    assert discover(tmp_path, (), ("*.log",)).paths == (name,)


def test_a_missing_root_has_no_files(tmp_path: Path) -> None:
    assert discover(tmp_path / "nowhere", (), ()) == Discovery((), ((".", "No such file or directory"),))
