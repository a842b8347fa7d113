"""What a run over an unchanged project does not do, seen from outside its process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from signal_lint.cache.replay import replay

SLOW = {
    "libcst",
    "argparse",
    "re",
    "json",
    "pathlib",
    "dataclasses",
    "pathspec",
    "hashlib",
    "typing",
    "threading",
}
# Run in the process of signal-lint: tell at its end which modules it has, and which files it has opened.
SPY = """
import os, sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
before = {*sys.modules}
from signal_lint.cli import main
code = main(sys.argv[1:])
mine = sorted({path for path in opened if path.startswith(os.getcwd())})
print(code, sorted(%s & ({*sys.modules} - before)), mine, file=sys.stderr)
"""


def spied(project, *argv, modules=SLOW):
    ran = subprocess.run(
        [sys.executable, "-S", "-c", SPY % modules, *argv],
        cwd=project,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout, ran.stderr


@pytest.mark.parametrize("argv", [("check",), ("map",), ("-q", "-j", "4", "--output-format", "json")])
def test_an_unchanged_project_is_not_opened_and_nothing_slow_imported(project, run, argv):
    first = run(*argv)
    assert replay(argv) is not None
    out, seen = spied(project, *argv)
    assert (out, seen) == (first.out, f"{first.code} [] []\n")


def test_the_spy_sees_what_a_first_run_does(project, run):
    _, seen = spied(project, "check", modules={"libcst", "argparse"})
    assert seen.startswith("1 ['argparse', 'libcst'] [")
    assert f"'{project}/shop/signals.py'" in seen


def test_a_fresh_checkout_of_the_same_files_is_not_parsed(project, run):
    first = run("check")
    shutil.copytree(project, project.parent / "copy")
    shutil.rmtree(project)
    (project.parent / "copy").rename(project)
    read = sorted(map(str, project.rglob("*.py")))
    assert spied(project, "check", modules={"libcst"}) == (first.out, f"1 [] {read}\n")
