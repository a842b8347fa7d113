"""Bad input, through the real command and flake8: a clear message, the exit code, the other files analysed.

That the project is never imported is tested in test_against_django.py, with projects whose modules all raise.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from small_project import CONCISE, FILES, write_project

from signal_lint.extract import FileSources, run_with_deep_stack
from signal_lint.files import files
from signal_lint.settings import Settings

HEAD = b"from django.db.models.signals import post_save\n"
DEEP = b"(" * 3_000, b")" * 3_000
INDENTS = b"".join(b" " * depth + b"if a:\n" for depth in range(500)) + b" " * 500
UNPARSED = {
    "undecodable": (HEAD + b"post_save.connect('gr\xfcn')\n", "SGL901 the file is not valid utf-8: "),
    "unknown encoding": (b"# coding: x-y\n" + HEAD + b"post_save.connect(a)\n", "unknown encoding, `x-y`"),
    "syntax error": (HEAD + b"post_save.connect((\n", "SGL901 invalid syntax"),
    "null byte": (HEAD + b"post_save.connect(a\0)\n", "2:20: SGL901 the file contains null bytes"),
    "3,000 parentheses": (HEAD + b"post_save.connect(%sa%s)\n" % DEEP, "nested more than 200 deep"),
    "10,000 elifs": (HEAD + b"if a: pass\n" + b"elif a: post_save.connect(a)\n" * 10_000, "1000 `elif`"),
    "10,000 links": (HEAD + b"post_save.connect(a%s)\n" % (b".a" * 10_000), "too long to be parsed"),
    "500 indents": (HEAD + INDENTS + b"post_save.connect(a)\n", "too many indentation levels"),
}
MISTAKES = [
    (["missing/path.py"], "missing/path.py: No such file or directory"),
    (["--no-such-option"], "unknown option `--no-such-option`"),
    (["--select", "SGL999"], "--select: unknown rule code `SGL999`"),
    (["--config", "other.toml"], "other.toml: unknown key `selekt` (did you mean `select`?)"),
    (["--config", "broken.toml"], "broken.toml: not valid TOML: "),
    (["loop.py"], "loop.py: Too many levels of symbolic links"),
]


@pytest.fixture
def project(tmp_path):
    (tmp_path / "project").mkdir()
    return write_project(tmp_path / "project")


def started(folder, *command):
    ran = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in ran.stdout + ran.stderr
    return ran


def check(folder, *argv):
    return started(folder, "signal_lint", "check", "--output-format", "concise", *argv)


def flake8(folder, *argv):
    return started(folder, "flake8", "--isolated", "--select", "SGL,E9", *argv)


def usual(lines):
    """Return the lines that are the findings of the project as it is."""
    return [line for line in lines if line.startswith(CONCISE)]


def others(ran):
    """Return the other lines, once the usual findings are all there."""
    lines = [line.removeprefix("./") for line in ran.stdout.splitlines()]
    assert len(usual(lines)) == len(CONCISE)
    return [line for line in lines if line not in usual(lines)]


@pytest.mark.parametrize(("argv", "message"), MISTAKES, ids=str)
@pytest.mark.parametrize("command", ["check", "map"])
def test_a_mistake_of_the_user_is_one_line_and_exit_code_2(project, command, argv, message):
    (project / "other.toml").write_text('selekt = ["SGL"]\n')
    (project / "broken.toml").write_text("select = [\n")
    (project / "loop.py").symlink_to("loop.py")
    ran = started(project, "signal_lint", command, *argv)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)
    assert message in ran.stderr or (command, argv[0]) == ("map", "--select")


@pytest.mark.parametrize("name", UNPARSED)
def test_a_file_that_cannot_be_parsed_is_a_finding_and_the_others_are_analysed(project, name):
    data, message = UNPARSED[name]
    (project / "shop/odd.py").write_bytes(data)
    ran = check(project)
    assert (ran.returncode, ran.stderr) == (1, "")
    (line,) = others(ran)
    assert line.startswith("shop/odd.py:")
    assert " SGL901 " in line
    assert message in line


@pytest.mark.parametrize("name", UNPARSED)
def test_the_map_has_the_other_files(project, name):
    (project / "shop/odd.py").write_bytes(UNPARSED[name][0])
    ran = started(project, "signal_lint", "map")
    assert ran.returncode == 0
    assert "shop.signals.on_save  shop/signals.py:8  at start-up" in ran.stdout


@pytest.mark.parametrize("name", ["undecodable", "unknown encoding", "3,000 parentheses", "null byte"])
def test_flake8_has_one_finding_for_the_file_and_those_of_the_others(project, name):
    (project / "shop/odd.py").write_bytes(UNPARSED[name][0])
    assert [line.split(":")[0] for line in others(flake8(project))] == ["shop/odd.py"]


def test_3000_parentheses_beside_the_connection_do_no_harm(project):
    deep = b"x = %s1%s\n" % DEEP
    (project / "shop/signals.py").write_bytes(FILES["shop/signals.py"].encode() + deep)
    assert others(check(project)) == []


def test_a_broken_file_without_signals_is_not_even_looked_at(project):
    (project / "shop/odd.py").write_text("x = ((\n")
    assert others(check(project)) == []


def test_a_file_whose_reading_fails_is_a_finding(project):
    (project / "shop/odd.py").symlink_to("/proc/self/mem")
    assert others(check(project)) == ["shop/odd.py:1:1: SGL901 the file can't be read: Input/output error"]


def test_a_file_without_permission_is_a_finding_unless_one_is_root(project):
    path = project / "shop/signals.py"
    path.chmod(0)
    readable = os.access(path, os.R_OK)
    codes = {line.split()[1] for line in check(project).stdout.splitlines()}
    assert codes == {"SGL003", "SGL001" if readable else "SGL901"}


def test_what_is_called_like_a_module_and_is_no_file_is_passed_over(project, monkeypatch):
    (project / "shop/folder.py").mkdir()
    os.mkfifo(project / "shop/pipe.py")
    monkeypatch.chdir(project)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("shop/server.py")
    assert others(check(project)) == []


def test_links_in_a_circle_are_walked_once(project):
    (project / "shop/again").symlink_to(project)
    (project / "shop/loop.py").symlink_to("loop.py")
    (project / "shop/dangling.py").symlink_to("nowhere.py")
    assert others(check(project)) == []


def test_a_folder_that_is_no_django_project_is_clean_and_said_to_be_none(tmp_path):
    (tmp_path / "plain.py").write_text("print('signal')\n")
    ran = check(tmp_path)
    assert (ran.returncode, ran.stdout) == (0, "")
    assert ran.stderr == f"signal-lint: no Django project found in {tmp_path}\n"


def test_a_file_that_vanishes_before_it_is_read_has_a_problem_and_the_others_facts(project):
    found = files(Settings(root=project))
    (project / "shop/signals.py").unlink()
    shutil.rmtree(project / "lost")
    sources = FileSources(project, found, {})
    facts = run_with_deep_stack(lambda: {path: sources.facts(path) for path in found})
    gone = {path for path, problem in sources.problems() if "No such file" in problem.message}
    assert gone == {path for path in found if not Path(project, path).exists()}
    assert {path for path, each in facts.items() if each.body} >= {"settings.py", "shop/apps.py"}


@pytest.mark.parametrize("when", ["flake8", "command"])
def test_a_mistake_in_the_configuration_is_told_by_flake8_too(project, when):
    (project / "signal-lint.toml").write_text("selekt = []\n")
    ran = flake8(project, "shop") if when == "flake8" else check(project, "shop")
    assert "unknown key `selekt` (did you mean `select`?)" in ran.stdout + ran.stderr
    assert ran.returncode == (1 if when == "flake8" else 2)
