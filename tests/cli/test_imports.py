"""What only tells must start fast: no parser, no terminal library."""

from __future__ import annotations

import subprocess
import sys

import pytest

SLOW = {"libcst", "rich"}
PROGRAM = """
import sys
{statement}
print(sorted({{name.partition(".")[0] for name in sys.modules}}))
"""


def imported(statement):
    command = [sys.executable, "-c", PROGRAM.format(statement=statement)]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {name for name in SLOW if f"'{name}'" in out.splitlines()[-1]}


@pytest.mark.parametrize(
    "argv",
    [
        ["--help"],
        ["check", "--help"],
        ["map", "--help"],
        ["verify", "--help"],
        ["rules"],
        ["rule", "SGL001"],
        ["config"],
    ],
)
def test_what_only_tells_imports_nothing_slow(argv):
    assert imported(f"from signal_lint.cli import main; main({argv})") == set()


def test_loading_the_flake8_plugin_imports_nothing_slow():
    assert imported("import signal_lint.flake8_plugin") == set()


@pytest.mark.parametrize(
    "output_format", ["full", "github", "gitlab", "junit", "markdown", "rdjson", "sarif"]
)
def test_what_is_known_and_has_no_fix_is_told_without_the_parser(tmp_path, output_format: str):
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/broken.py").write_text("from django.dispatch import receiver\n\nreceiver(\n")
    words = ["--cache-dir", str(tmp_path / "cache"), str(tmp_path / "shop"), "--output-format", output_format]
    program = f"from signal_lint.cli import main; assert main({words} + ['--output-file', '/dev/null']) == 1"
    assert imported(program) == {"libcst"}
    assert imported(program) == set()


def test_a_report_for_a_pipe_does_not_import_rich(tmp_path):
    folder = str(tmp_path)
    assert "rich" not in imported(f"from signal_lint.cli import main; main([{folder!r}])")
