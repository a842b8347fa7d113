"""Whatever happens to a project, the cache gives the answer that the project gives without one."""

from __future__ import annotations

import os
import shutil

import pytest
from cache.caching import settle
from small_project import FILES

from signal_lint.cache.replay import replay
from signal_lint.extract import parsing

SIGNALS = FILES["shop/signals.py"]
SOUND = SIGNALS.replace("instance)", "instance, **kwargs)", 1)
OFF = '[tool.signal-lint]\nignore = ["SGL003"]\n'
REPORT = ("check", "--output-format", "concise")


def write(path, text="", changed=None):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    if changed is not None:
        os.utime(path, ns=(changed, changed))


def same_size_and_time(root):
    path = root / "shop/signals.py"
    write(path, SIGNALS.replace("post_save", "pre_save "), path.stat().st_mtime_ns)


def swapped(root):
    """Let two folders change places: their files have the same size and may have the same times."""
    (root / "shop").rename(root / "other")
    (root / "lost").rename(root / "shop")
    (root / "other").rename(root / "lost")


def link(path, target):
    path.unlink(missing_ok=True)
    path.symlink_to(target)


CHANGES = {
    "nothing": lambda root: None,
    "a file is changed": lambda root: write(root / "shop/signals.py", SOUND),
    "of the same size and time": same_size_and_time,
    "a file is deleted": lambda root: (root / "lost/signals.py").unlink(),
    "a file is added": lambda root: write(root / "shop/other.py", FILES["lost/signals.py"]),
    "a file is renamed": lambda root: (root / "lost/signals.py").rename(root / "lost/handlers.py"),
    "a folder is renamed": lambda root: (root / "lost").rename(root / "gone"),
    "a folder is deleted": lambda root: shutil.rmtree(root / "lost"),
    "folders change places": swapped,
    "a .gitignore is added": lambda root: write(root / ".gitignore", "lost\n"),
    "a .gitignore is added below": lambda root: write(root / "lost/.gitignore", "*.py\n"),
    "a .gitignore is changed": lambda root: write(root / "docs/.gitignore", "!*.py\n"),
    "a .gitignore is removed": lambda root: (root / "docs/.gitignore").unlink(),
    "requirements are added": lambda root: write(root / "requirements/base.txt", "django>=5\n"),
    "requirements are changed": lambda root: write(root / "requirements.txt", "django>=5\n"),
    "requirements are removed": lambda root: (root / "requirements.txt").unlink(),
    "requirements that a link waited for": lambda root: write(root.parent / "waiting.txt", "django>=5\n"),
    "a configuration is added": lambda root: write(root / "pyproject.toml", OFF),
    "a configuration is added above": lambda root: write(root.parent / "pyproject.toml", OFF),
    "a configuration is removed": lambda root: (root / "signal-lint.toml").unlink(),
    "a repository ends the search": lambda root: write(root / ".git/HEAD"),
    "manage.py is added above": lambda root: write(root.parent / "manage.py"),
    "manage.py is removed": lambda root: (root / "manage.py").unlink(),
    "a virtual environment": lambda root: write(root / "lost/pyvenv.cfg"),
    "a folder that is linked to": lambda root: link(root / "linked", "../two"),
    "what a link to a link leads to": lambda root: link(root.parent / "hop", "two"),
    "a file that a link waited for": lambda root: write(root.parent / "waiting.py", SIGNALS),
    "a folder that a link waited for": lambda root: write(root.parent / "waiting/a.py", SIGNALS),
    "a file that can't be read": lambda root: write(root / "shop/signals.py", "(\n"),
    "a folder in place of a file": lambda root: ((root / "lost/signals.py").unlink(),
                                                 write(root / "lost/signals.py/a.py", SIGNALS)),
}  # fmt: skip


@pytest.fixture
def rich_project(project):
    """Write everything that is changed above."""
    write(project / "signal-lint.toml", 'extend-select = ["SGL306"]\n')
    write(project / "docs/.gitignore", "*.py\n")
    write(project / "docs/example.py", FILES["lost/signals.py"])
    write(project / "requirements.txt", "django>=3.2\n")
    write(project / "shop/old.py", "from django.dispatch import Signal\n\npaid = Signal(providing_args=[])\n")
    for name in ("one", "two"):
        write(project.parent / name / f"{name}.py", FILES["lost/signals.py"])
    link(project.parent / "hop", "one")
    for name, target in (("linked", "../one"), ("chained", "../hop"), ("later", "../waiting")):
        link(project / name, target)
    link(project / "shop/later.py", "../../waiting.py")
    link(project / "requirements-dev.txt", "../waiting.txt")
    settle()
    return project


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_noticed(change, rich_project, run, tmp_path):
    for command in (REPORT, ("map",)):
        run(*command)
    shutil.copytree(run.cache, tmp_path / "before")
    CHANGES[change](rich_project)
    expected = [run(*command, "--no-cache") for command in (REPORT, ("map",))]
    for forgotten in ((), ("run",), ("run", "verdict")):
        shutil.copytree(tmp_path / "before", run.cache, dirs_exist_ok=True)
        run.forget(*forgotten)
        assert [run(*command) for command in (REPORT, ("map",))] == expected


def test_a_change_that_is_taken_back_is_noticed_twice(project, run):
    first = run(*REPORT)
    write(project / "shop/signals.py", SOUND)
    assert "SGL001" not in run(*REPORT).out
    write(project / "shop/signals.py", SIGNALS)
    assert run(*REPORT) == first


def test_files_of_one_size_and_time_may_change_places(project, run):
    """As after an archive is unpacked: nothing but the inode tells them apart."""
    for name, text in (("one", SIGNALS), ("two", SOUND)):
        write(project.parent / name / "signals.py", text.ljust(400), 1_000_000_001)
    link(project / "linked", "../one")
    settle()
    assert "linked" in run(*REPORT).out
    link(project / "linked", "../two")
    assert run(*REPORT) == run(*REPORT, "--no-cache")


def test_requirements_are_noticed_in_a_folder_that_had_no_file(project, run):
    write(project / "shop/old.py", "from django.dispatch import Signal\n\npaid = Signal(providing_args=[])\n")
    (project / ".git").mkdir()
    for name in ("manage.py", "settings.py"):
        (project / name).rename(project / "shop" / name)
    settle()
    assert run(*REPORT) == run(*REPORT, "--no-cache")
    write(project / "requirements.txt", "django<3.0\n")
    assert run(*REPORT) == run(*REPORT, "--no-cache")


@pytest.mark.parametrize("again", [1, 3])
def test_a_file_that_is_written_all_the_time_is_looked_into_each_time(project, run, again):
    """Its stamp says nothing, in no run, and fits no other that says nothing."""
    for text in (SOUND, SIGNALS) * again:
        write(project / "shop/signals.py", text)
        assert ("SGL001" in run(*REPORT).out) == (text == SIGNALS)


def test_a_file_from_the_future_is_looked_into_each_time(project, run):
    for text in (SOUND, SIGNALS, SOUND):
        write(project / "shop/signals.py", text)
        os.utime(project / "shop/signals.py", (9e9, 9e9))
        settle()
        assert ("SGL001" in run(*REPORT).out) == (text == SIGNALS)


def test_a_file_that_changes_after_it_was_read_is_not_remembered(project, run, monkeypatch):
    def parse_regions(source, regions, real=parsing.parse_regions):
        write(project / "shop/signals.py", SOUND)
        return real(source, regions)

    monkeypatch.setattr(parsing, "parse_regions", parse_regions)
    run(*REPORT)
    assert run(*REPORT) == run(*REPORT, "--no-cache")


def test_what_was_touched_or_written_anew_is_not_parsed(project, run, monkeypatch):
    first = run(*REPORT)
    shutil.copytree(project, project.parent / "copy")
    shutil.rmtree(project / "shop")
    shutil.copytree(project.parent / "copy/shop", project / "shop")
    os.utime(project / "lost/signals.py")
    monkeypatch.setattr(parsing, "parse_regions", None)
    assert (run(*REPORT), run.read) == (first, [])
    settle()
    assert run(*REPORT) == first
    assert replay(REPORT) == (first.code, first.out, first.err)


def test_of_one_changed_file_only_that_is_read_and_parsed(project, run, monkeypatch):
    run(*REPORT)
    write(project / "shop/signals.py", SOUND)
    parsed = []

    def parse_regions(source, regions, real=parsing.parse_regions):
        parsed.append(source.text)
        return real(source, regions)

    monkeypatch.setattr(parsing, "parse_regions", parse_regions)
    assert "SGL001" not in run(*REPORT).out
    assert {*run.read} == {"shop/signals.py"}
    assert {*parsed} == {SOUND}
