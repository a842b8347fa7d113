"""No code of the analysed tree runs, wherever Python, flake8 and git would look for some."""

from __future__ import annotations

import py_compile
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from front_doors import LIMIT, run
from pre_commit.clientlib import load_manifest
from small_project import CONCISE, FILES

BIN = Path(sys.executable).parent
HOOKS = load_manifest(Path(__file__).parents[2] / ".pre-commit-hooks.yaml")
ENTRIES = {hook["id"]: hook["entry"] for hook in HOOKS}
#: What some program imports or runs by name if it finds it; a package has its own `__init__.py`.
TRAPS = (
    *(
        "sitecustomize.py",
        "usercustomize.py",
        "conftest.py",
        "setup.py",
        "manage.py",
        "noxfile.py",
        "backend.py",
    ),
    *(
        "re.py",
        "os.py",
        "tomllib.py",
        "socket.py",
        "selectors.py",
        "runpy.py",
        "typing.py",
        "ast.py",
        "json.py",
    ),
    *(
        "signal_lint/__init__.py",
        "signal_lint/__main__.py",
        "signal_lint/cli/__init__.py",
        "libcst/__init__.py",
    ),
    *("pathspec/__init__.py", "rich/__init__.py", "flake8/__init__.py", "multiprocessing/__init__.py"),
    *("encodings/__init__.py", "encodings/evil.py", "django/__init__.py", "importlib/__init__.py"),
)
#: Enough code that `-j` starts processes.
LONG = FILES["shop/signals.py"] + f"x = [1, 2, 3]  # {'nothing ' * 100}\n" * 125
PYPROJECT = (
    '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n[tool.signal-lint]\n'
)


@pytest.fixture
def trapped(project, tmp_path):
    """Fill the project with code that leaves a mark where it runs; see that in the end none is left."""
    mark = tmp_path / "mark"
    trap = f"open({str(mark)!r}, 'a').write(__name__ + ' ')\n"
    for path in (*TRAPS, *(path for path in FILES if path != "settings.py")):
        (project / path).parent.mkdir(exist_ok=True)
        (project / path).write_text(FILES.get(path, "") + trap)
    py_compile.compile(str(project / "re.py"), cfile=str(project / "__pycache__/re.cpython-311.pyc"))
    py_compile.compile(str(project / "re.py"), cfile=str(project / "argparse.pyc"))
    (project / "evil.pth").write_text(f"import os; {trap}")
    (project / "pyproject.toml").write_text(PYPROJECT)
    (project / "shop/odd.py").write_text("# coding: evil\nfrom django.dispatch import receiver\n")
    _git_traps(project, mark)
    yield project
    assert not mark.exists(), mark.read_text()


def _git_traps(project, mark):
    (project / ".git/hooks").mkdir(parents=True)
    (project / ".git/HEAD").write_text("ref: refs/heads/main\n")
    (project / ".git/config").write_text(f'[core]\n\tfsmonitor = "touch {mark}"\n\tpager = "touch {mark}"\n')
    for hook in ("pre-commit", "post-index-change", "fsmonitor-watchman"):
        (project / ".git/hooks" / hook).write_text(f"#!/bin/sh\ntouch {mark}\n")
        (project / ".git/hooks" / hook).chmod(0o755)


def found(folder, *command):
    ran = run(folder, *command)
    lines = [line.removeprefix("./") for line in ran.out.splitlines()]
    return ran.code, [line.split()[1] for line in lines if line.startswith((*CONCISE, "shop/odd.py:"))]


def test_a_trap_leaves_its_mark(trapped, tmp_path):
    command = [sys.executable, "-m", "json.tool", "--help"]
    subprocess.run(command, cwd=trapped, capture_output=True, timeout=LIMIT, check=False)
    assert (tmp_path / "mark").read_text()
    (tmp_path / "mark").unlink()


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_the_command_and_the_hooks_run_nothing(trapped, entry):
    program, *argv = shlex.split(entry)
    command = (str(BIN / program), *argv, "--output-format", "concise")
    assert found(trapped, *command) == (1, ["SGL003", "SGL901", "SGL001"])


@pytest.mark.parametrize(
    "argv",
    [["map"], ["check", "--fix"], ["check", "--show-files"], ["check", "--color=always"], ["rules"]],
    ids=str,
)
def test_nor_does_another_command(trapped, argv):
    assert run(trapped, str(BIN / "signal-lint"), *argv).code == (
        argv == ["check", "--fix"] or "always" in argv[-1]
    )


def test_nor_do_processes_of_its_own(trapped):
    for number in range(60):
        (trapped / f"shop/long{number}.py").write_text(LONG)
    assert found(trapped, str(BIN / "signal-lint"), "check", "-j", "2", "--output-format", "concise")[0] == 1


def test_nor_does_python_m_with_a_safe_path(trapped):
    command = (sys.executable, "-P", "-m", "signal_lint", "check", "--output-format", "concise")
    assert found(trapped, *command) == (1, ["SGL003", "SGL901", "SGL001"])


def test_python_m_without_one_imports_nothing_of_the_project_once_it_has_begun(project, tmp_path):
    for name in ("libcst", "tomllib", "rich", "argparse", "difflib", "concurrent"):
        (project / f"{name}.py").write_text(f"open({str(tmp_path / name)!r}, 'w')\n")
    (project / "signal-lint.toml").write_text("")
    assert found(project, sys.executable, "-m", "signal_lint", "--output-format", "concise") == (
        1,
        ["SGL003", "SGL001"],
    )
    assert [path.name for path in tmp_path.iterdir()] == ["project"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_flake8_runs_nothing_unless_its_own_configuration_says_so(trapped, jobs):
    command = (str(BIN / "flake8"), "--select", "SGL", "-j", jobs)
    assert found(trapped, *command) == (1, ["SGL003", "SGL901", "SGL001"])


def test_flake8_imports_the_local_plugins_that_a_project_names(trapped, tmp_path):
    (trapped / ".flake8").write_text(
        "[flake8:local-plugins]\nextension =\n    X = backend:plugin\npaths = .\n"
    )
    command = [str(BIN / "flake8"), "--select", "SGL"]
    subprocess.run(command, cwd=trapped, capture_output=True, timeout=LIMIT, check=False)
    assert "backend" in (tmp_path / "mark").read_text()
    (tmp_path / "mark").unlink()
