"""The command, the flake8 plugin and the pre-commit hooks report the same findings on every fixture project.

Two differences are flake8's own, and documented in the README:

- its `# noqa` reaches one line, that of the finding; ours also the receiver's decorator and def lines;
- no plugin sees a file that the running Python can't compile: flake8 reports E999 or E902 there.
"""

from __future__ import annotations

import functools
import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from pre_commit.clientlib import load_manifest
from small_project import FILES, write_project

from signal_lint.cli import main

REPOSITORY = Path(__file__).parents[1]
FIXTURES = REPOSITORY / "fixtures"
KINDS = (FIXTURES / "projects", FIXTURES / "rules")
PROJECTS = sorted(
    str(path.parent.relative_to(FIXTURES)) for folder in KINDS for path in folder.rglob("manage.py")
)
HOOKS = {hook["id"]: hook for hook in load_manifest(REPOSITORY / ".pre-commit-hooks.yaml")}
#: Methods of starting processes, and how many: of one, flake8 starts none.
RUNS = [("fork", "1"), ("fork", "2"), ("forkserver", "2")]
FLAKE8 = """
import multiprocessing, sys
from flake8.main.cli import main
if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv.pop(1))
    sys.exit(main())
"""
FORMAT = "%(path)s:%(row)d:%(col)d:%(code)s"


@pytest.fixture(scope="module")
def starter(tmp_path_factory):
    """Return a program that is flake8 with a start method; workers import it, so it is a file."""
    path = tmp_path_factory.mktemp("flake8") / "starter.py"
    path.write_text(FLAKE8)
    return path


@pytest.fixture
def command(capsys, monkeypatch):
    """Run a command line of ours in a folder; return its findings."""

    def command(folder, *argv):
        monkeypatch.chdir(folder)
        assert main([*argv, "--output-format", "json"]) in (0, 1)
        found = json.loads(capsys.readouterr().out)["diagnostics"]
        return sorted((each["path"], each["line"], each["column"], each["code"]) for each in found)

    return command


@functools.cache
def flake8(starter, folders, method, jobs):
    """Run flake8 once over some folders; return SGL and E9 findings by absolute path."""
    options = ["--isolated", "--select", "SGL,E9", "--exclude", "", "--format", FORMAT, "-j", jobs]
    argv = [sys.executable, str(starter), method, *options, *map(str, folders)]
    ran = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    rows = [line.rsplit(":", 3) for line in ran.stdout.splitlines()]
    return sorted((path, int(line), int(column), code) for path, line, column, code in rows)


def below(folder, found):
    prefix = f"{folder}/"
    return [(path.removeprefix(prefix), *rest) for path, *rest in found if path.startswith(prefix)]


def not_compiled(found):
    """Return the files that flake8 shows to no plugin."""
    return {path for path, _, _, code in found if code.startswith("E9")}


@pytest.mark.parametrize("project", PROJECTS)
@pytest.mark.parametrize("hook", sorted(HOOKS))
def test_a_hook_reports_what_the_command_reports(hook, project, command):
    folder = FIXTURES / project
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.py"))
    given = files if HOOKS[hook].get("pass_filenames", True) else []
    argv = shlex.split(HOOKS[hook]["entry"])[1:]
    assert command(folder, *argv, *given) == command(folder, "check")


@pytest.mark.parametrize(("method", "jobs"), RUNS)
@pytest.mark.parametrize("project", PROJECTS)
def test_flake8_reports_what_the_command_reports(starter, method, jobs, project, command):
    found = below(FIXTURES / project, flake8(starter, KINDS, method, jobs))
    unseen = not_compiled(found)
    expected = [each for each in command(FIXTURES / project, "check") if each[0] not in unseen]
    assert [each for each in found if each[0] not in unseen] == expected
    assert all(code.startswith("E9") for path, _, _, code in found if path in unseen)


@pytest.mark.parametrize(("method", "jobs"), RUNS)
def test_flake8_reports_each_finding_once_wherever_it_starts(starter, method, jobs):
    assert flake8(starter, KINDS, method, jobs) == flake8(starter, KINDS, *RUNS[0])
    assert len({*flake8(starter, KINDS, method, jobs)}) == len(flake8(starter, KINDS, method, jobs))


@pytest.mark.parametrize(
    ("marked", "in_flake8"), [("@receiver(post_save, sender=Book)", True), ("instance):", False)]
)
def test_a_noqa_on_the_decorator_counts_in_our_doors_and_not_in_flake8(
    tmp_path, starter, command, marked, in_flake8
):
    text = FILES["shop/signals.py"].replace(marked, f"{marked}  # noqa: SGL001")
    write_project(tmp_path, **{"shop/signals.py": text})
    ours = command(tmp_path, "check")
    theirs = below(tmp_path, flake8(starter, (tmp_path,), "fork", "1"))
    assert [code for *_, code in ours] == ["SGL003"]
    assert [code for *_, code in theirs] == (["SGL003", "SGL001"] if in_flake8 else ["SGL003"])
