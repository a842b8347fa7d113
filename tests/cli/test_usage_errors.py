"""Mistakes on the command line: one line, exit code 2."""

from __future__ import annotations

import pytest


@pytest.fixture
def error(run):
    def error(*argv):
        ran = run(*argv)
        assert (ran.code, ran.out) == (2, "")
        prefix, _, message = ran.err.partition("signal-lint: error: ")
        assert (prefix, message.count("\n")) == ("", 1)
        return message.rstrip()

    return error


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--selct", "SGL0"], "unknown option `--selct` (did you mean `--select`?)"),
        (["check", "--selct=SGL0"], "unknown option `--selct` (did you mean `--select`?)"),
        (["map", "--zzz"], "unknown option `--zzz`"),
        (["rules", "extra"], "unexpected argument `extra`"),
        (["rule"], "the following arguments are required: CODE"),
        (["chek"], "chek: No such file or directory (did you mean `check`?)"),
        (["missing.py"], "missing.py: No such file or directory"),
        ([""], ": No such file or directory"),
        (["--config", "missing.toml"], "missing.toml: No such file or directory"),
        (["--select", ","], "argument --select: expected code prefixes separated by commas"),
        (["--select", "SGL003X"], "--select: unknown rule code `SGL003X` (did you mean `SGL003`?)"),
        (["--per-file-ignores", "a.py"], "argument --per-file-ignores: expected PATTERN:CODES, not `a.py`"),
        (["--target-django", "x"], 'argument --target-django: must be "auto" or a version, not "x"'),
        (["-j", "0"], "argument -j/--jobs: expected a number of processes, not `0`"),
        (["-j", "many"], "argument -j/--jobs: expected a number of processes, not `many`"),
        (["-q", "-v"], "argument -v/--verbose: not allowed with argument -q/--quiet"),
        (["--stdin-filename", "a.py"], "--stdin-filename needs `-` as the path"),
        (["-"], "`-` needs --stdin-filename, to know which file of the project it is"),
        (["-", "a.py", "--stdin-filename", "a.py"], "`-` stands alone: no other path can be given with it"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_one_line(error, argv, message):
    assert error(*argv) == message


def test_a_symlink_loop_is_no_path(error, tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert error("loop") == "loop: Too many levels of symbolic links"


def test_an_unknown_key_of_the_configuration_is_told(error, tmp_path):
    (tmp_path / "signal-lint.toml").write_text("ignroe = []")
    assert error() == f"{tmp_path}/signal-lint.toml: unknown key `ignroe` (did you mean `ignore`?)"


def test_an_unknown_code_of_the_configuration_is_told(error, tmp_path):
    (tmp_path / "signal-lint.toml").write_text('ignore = ["SGL003X"]')
    message = f"{tmp_path}/signal-lint.toml: unknown rule code `SGL003X` (did you mean `SGL003`?)"
    assert error("map") == message


def test_a_path_of_another_project_is_refused(error, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manage.py").touch()
    root = tmp_path / "one"
    assert error("one", "two") == f"{tmp_path}/two: not below {root}, the project of the first path"


def test_a_report_that_cannot_be_written_is_told(error):
    assert (
        error("--show-settings", "--output-file", "no/such/folder")
        == "no/such/folder: No such file or directory"
    )
