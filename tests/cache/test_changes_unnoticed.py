"""Changes that no time gives away, and files that change while a run reads them."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from cache.agreeing import ran
from small_project import write_project

from signal_lint import __version__
from signal_lint.analysis import analyse
from signal_lint.cache import tool
from signal_lint.cache.inputs import Inputs
from signal_lint.cache.memory import Memory
from signal_lint.cache.remembered import RememberedSources
from signal_lint.cache.rows import Rows
from signal_lint.cache.stamps import UNSURE, stamp_of
from signal_lint.cache.store import INSTALLATION
from signal_lint.cache.verdicts import recall
from signal_lint.discovery import Discovery
from signal_lint.settings import Settings

CHECK = ("check", "--output-format", "json")
RECEIVER = """\
from django.db.models.signals import post_save


def connected(sender, instance):
    pass


post_save.connect(connected)
"""
TICK = 0.03


@pytest.fixture
def project(tmp_path: Path, monkeypatch) -> Path:
    """Write a project, and name the folder of its cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return write_project(tmp_path / "project")


def agrees(root: Path, *words: str) -> bool:
    time.sleep(TICK)
    return ran((*CHECK, *words), root) == ran((*CHECK, *words, "--no-cache"), root)


def sources(root: Path, kept: Rows) -> RememberedSources:
    """Return the sources of one file, `a.py`."""
    time.sleep(TICK)
    return RememberedSources(root, Inputs().stamps(root, ("a.py",)), {}, kept)


def test_a_folder_comes_where_a_link_leads(project: Path, tmp_path: Path):
    (project / "linked").symlink_to(tmp_path / "later")
    assert agrees(project)
    (tmp_path / "later").mkdir()
    (tmp_path / "later/signals.py").write_text(RECEIVER)
    assert agrees(project)


def test_a_file_comes_where_a_link_leads(project: Path, tmp_path: Path):
    (project / "shop/late.py").symlink_to(tmp_path / "late.py")
    assert agrees(project)
    (tmp_path / "late.py").write_text(RECEIVER)
    assert agrees(project)
    (tmp_path / "late.py").unlink()
    assert agrees(project)


def test_a_requirements_file_comes_where_a_link_leads(project: Path, tmp_path: Path):
    (project / "shop/signals.py").write_text(
        "import django.dispatch\nx = django.dispatch.Signal(providing_args=[])\n"
    )
    (project / "requirements").mkdir()
    (project / "requirements/base.txt").symlink_to(tmp_path / "base.txt")
    (project / ".gitignore").write_text("requirements\n")
    assert agrees(project)
    (tmp_path / "base.txt").write_text("django==2.2\n")
    assert agrees(project)


def test_the_root_is_a_link_that_leads_to_another_tree_of_the_same_files(project: Path, tmp_path: Path):
    other, current = tmp_path / "other", tmp_path / "current"
    for path in project.rglob("*.py"):
        (other / path.relative_to(project)).parent.mkdir(parents=True, exist_ok=True)
        (other / path.relative_to(project)).hardlink_to(path)
    (other / "shop/more.py").write_text(RECEIVER)
    current.symlink_to(project)
    settings = Settings(current, target_django=(5, 2), cache_dir=str(tmp_path / "cache"))
    time.sleep(TICK)
    before = analyse(settings)
    current.unlink()
    current.symlink_to(other)
    assert recall(settings) is None
    assert analyse(settings).files == before.files + 1


def test_a_path_that_is_excluded_was_a_file_and_is_a_folder(project: Path, tmp_path: Path):
    (project / "build").mkdir()
    (project / "build/made").write_text("")
    settings = Settings(project, paths=("build/made",), cache_dir=str(tmp_path / "cache"))
    time.sleep(TICK)
    before = analyse(settings)
    (project / "build/made").unlink()
    write_project(project / "build/made")
    assert recall(settings) is None
    assert analyse(settings).files > before.files


def test_two_files_of_one_size_and_one_time_have_two_stamps(tmp_path: Path):
    (tmp_path / "a").touch()
    one = (tmp_path / "a").stat()
    times = {"st_mtime_ns": one.st_mtime_ns, "st_ctime_ns": one.st_ctime_ns}
    other = os.stat_result((one.st_mode, one.st_ino + 1, *tuple(one)[2:]), times)
    assert stamp_of(one) != stamp_of(other)


def test_a_file_that_is_dated_in_the_future_is_looked_at_each_time(project: Path):
    for number in range(3):
        (project / "shop/signals.py").write_text(RECEIVER * number)
        os.utime(project / "shop/signals.py", (time.time() + 3600, time.time() + 3600))
        assert agrees(project)


def test_a_file_that_cannot_be_read_for_a_moment_is_not_remembered(tmp_path: Path):
    (tmp_path / "a.py").write_text("import fresh\n")
    first = sources(tmp_path, Rows({}, {}, {}))
    first.facts("a.py")
    second = sources(tmp_path, first.rows())
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert second.containing(frozenset({"fresh"})) == {}
    (tmp_path / "b.py").rename(tmp_path / "a.py")
    assert second.rows().files == {}
    assert list(second.entries()) == [("a.py", UNSURE, b"")]


def test_a_file_that_was_another_when_its_stamp_was_taken_is_not_remembered(tmp_path: Path):
    for name in ("one", "other"):
        (tmp_path / name).write_text(f"import {name}\n")
    (tmp_path / "a.py").symlink_to("one")
    asked = sources(tmp_path, Rows({}, {}, {}))
    (tmp_path / "a.py").unlink()
    (tmp_path / "a.py").symlink_to("other")
    asked.facts("a.py")
    assert asked.rows().files == {}


def test_a_file_that_changes_when_all_is_said_is_not_kept(tmp_path: Path):
    (tmp_path / "a.py").write_text("import one\n")
    asked = sources(tmp_path, Rows({}, {}, {}))
    asked.containing(frozenset({"one"}))
    asked.importing(frozenset({"one"}))
    asked.facts("a.py")
    (tmp_path / "a.py").write_text("import two\n")
    asked.containing(frozenset({"two"}))
    assert asked.rows().files == {}


def test_what_a_run_depends_on_is_not_told_when_a_file_that_was_noted_has_changed(tmp_path: Path):
    memory = Memory(Settings(tmp_path, cache_dir=str(tmp_path / "cache")))
    (tmp_path / ".gitignore").write_text("one\n")
    memory.note(str(tmp_path / ".gitignore"))
    memory.open(Discovery((), ()), {})
    assert memory.keep() != ()
    (tmp_path / ".gitignore").write_text("two\n")
    assert memory.keep() == ()


@pytest.mark.parametrize("target", ["auto", (5, 2)])
def test_touched_files_change_nothing(target, project: Path, tmp_path: Path):
    settings = Settings(project, target_django=target, cache_dir=str(tmp_path / "cache"))
    found = analyse(settings)
    time.sleep(TICK)
    for path in project.rglob("*"):
        path.touch()
    assert recall(settings) == found


def test_the_answers_of_one_installation_are_no_others():
    assert str(Path(tool.__file__).parent) in INSTALLATION


def test_an_installed_signal_lint_is_known_by_its_list_of_files(monkeypatch):
    monkeypatch.setattr(tool, "_INSTALLED", frozenset({"signal_lint"}))
    paths = [Path(os.fsdecode(path)).parts[-2:] for _, _, path in tool.tool_inputs.__wrapped__()]
    installed = f"signal_lint-{__version__}.dist-info"
    assert paths == [("libcst", "_version.py"), (installed, "RECORD")]
