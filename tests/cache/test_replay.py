"""Which command lines are answered without a run, and what they print."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from cache.caching import settle

from signal_lint import checking
from signal_lint.cache.replay import replay
from signal_lint.rules import rule_by_code

COMMAND = ("check", "--output-format", "concise")


class Terminal(io.StringIO):
    """A terminal."""

    def isatty(self):
        return True


@pytest.mark.parametrize(
    "argv",
    [(), ("check",), COMMAND, ("map",), ("map", "--output-format", "json"), ("--exit-zero",), ("-q",),
     ("-j", "4"), ("check", "--color", "always"), ("--select", "SGL001"), ("lost", "shop/signals.py"),
     ("check", "--target-django", "4.2"), ("--exclude", "lost"), ("--force-exclude", "shop")],
    ids=" ".join,
)  # fmt: skip
def test_an_unchanged_project_is_answered_at_once_and_alike(run, argv):
    first = run(*argv)
    assert replay(argv) == tuple(first)
    assert (run(*argv), run.read) == (first, [])
    assert run(*argv, "--no-cache") == first


@pytest.mark.parametrize(
    "argv",
    [("--show-files",), ("--show-settings",), ("-v",), ("--output-file", "../report.txt"), ("--diff",),
     ("--output-format", "sarif", "--output-file", "../report.txt", "--output-format", "concise"),
     ("map", "--output-file", "../report.txt"),
     ("--baseline", "../known.json", "--write-baseline"), ("--no-cache",), ("rules",), ("--version",)],
    ids=" ".join,
)  # fmt: skip
def test_what_does_more_than_to_report_runs_each_time(run, argv):
    run(*argv)
    assert replay(argv) is None


def test_a_report_is_written_to_its_file_each_time(project, run):
    for _ in range(2):
        run(*COMMAND, "--output-file", "../report.txt")
        assert "SGL001" in (project.parent / "report.txt").read_text()
        (project.parent / "report.txt").unlink()


def test_a_baseline_is_read_each_time(project, run):
    baseline = ("check", "--baseline", "../known.json")
    run(*baseline, "--write-baseline")
    assert run(*baseline).code == 0
    (project.parent / "known.json").unlink()
    assert run(*baseline).code == 2


def test_standard_input_is_read_each_time(project, run, monkeypatch):
    for text, code in (("x = 1\n", 0), ((project / "shop/signals.py").read_text(), 1)) * 2:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert run("check", "--stdin-filename", "shop/signals.py", "-").code == code
    assert run.kept("run") == run.kept("verdict") == run.kept("rows") == []


def test_answers_are_those_of_the_same_options(run):
    argvs = [
        COMMAND,
        (*COMMAND, "--exit-zero"),
        (*COMMAND, "--select", "SGL003"),
        (*COMMAND, "shop"),
        ("map",),
    ]
    assert len({run(*argv) for argv in argvs * 2}) == len(argvs)


def test_answers_are_those_of_the_same_folder(project, run, monkeypatch):
    monkeypatch.chdir(project / "shop")
    assert "lost" not in run(*COMMAND).out
    monkeypatch.chdir(project)
    assert "lost" in run(*COMMAND).out


def test_colours_depend_on_terminal_and_environment(run, monkeypatch):
    plain = run("check").out
    for number in range(2):
        with monkeypatch.context() as terminal:
            terminal.setenv("TERM", "xterm")
            terminal.setattr(sys, "stdout", Terminal())
            run("check")
            assert ("\x1b" in sys.stdout.getvalue(), number) == (True, number)
    assert "\x1b" not in plain


@pytest.mark.parametrize(("name", "coloured"), [("FORCE_COLOR", True), ("NO_COLOR", False)])
def test_colours_depend_on_the_environment(run, monkeypatch, name, coloured):
    before = run("check").out
    monkeypatch.setenv(name, "1")
    assert [("\x1b" in run("check").out) for _ in range(2)] == [coloured] * 2
    monkeypatch.delenv(name)
    assert run("check").out == before


@pytest.mark.parametrize(("argv", "told"), [(("--exit-zero",), True), (("-q",), False)])
def test_remarks_and_exit_codes_are_kept(run, tmp_path, monkeypatch, argv, told):
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    settle()
    first = run(*argv)
    assert (first.code, first.err != "") == (0, told)
    assert replay(argv) == tuple(first)
    assert run(*argv) == first


def test_an_internal_error_is_not_kept(run, monkeypatch):
    def fail(project, settings):
        raise MemoryError

    rule = replace(rule_by_code("SGL001"), check=fail)
    with monkeypatch.context() as patch:
        patch.setattr(checking, "all_rules", lambda: (rule,))
        assert "SGL902" in run(*COMMAND).out
    assert run.kept("run") == run.kept("verdict") == []
    assert "SGL902" not in run(*COMMAND).out


@pytest.mark.parametrize("argv", [("check",), ("check", "{}"), ("check", "{}", "--cache-dir", "../beside")])
def test_a_current_folder_that_is_gone_is_no_internal_error(project, run, monkeypatch, argv):
    (project.parent / "gone").mkdir()
    monkeypatch.chdir(project.parent / "gone")
    (project.parent / "gone").rmdir()
    words = [word.format(project) for word in argv]
    assert replay(words) is None
    if len(words) == 2:
        assert run(*words).out == run(*words, "--no-cache").out != ""


def start(project, *argv, **streams):
    command = [sys.executable, "-m", "signal_lint", *argv]
    return subprocess.run(command, cwd=project, check=False, stderr=subprocess.PIPE, text=True, **streams)


@pytest.fixture(params=["", "1"], ids=["buffered", "unbuffered"])
def buffering(request, monkeypatch):
    """Start Python as it is usual, and so that it keeps nothing that is not written yet."""
    monkeypatch.setenv("PYTHONUNBUFFERED", request.param)


@pytest.mark.usefixtures("buffering")
def test_a_full_disk_is_told_as_in_a_first_run(project, run):
    for _ in range(2):
        with Path("/dev/full").open("w") as full:
            ran = start(project, *COMMAND, stdout=full)
        assert (ran.returncode, ran.stderr) == (
            2,
            "signal-lint: error: standard output: No space left on device\n",
        )
        run(*COMMAND)


@pytest.mark.usefixtures("buffering")
def test_a_reader_that_leaves_is_no_error_in_a_second_run(project, run):
    run(*COMMAND)
    for _ in range(2):
        source, target = os.pipe()
        os.close(source)
        ran = start(project, *COMMAND, stdout=target)
        os.close(target)
        assert (ran.returncode, ran.stderr) == (1, "")


def test_standard_output_may_be_replaced_in_a_second_run(run, monkeypatch):
    first = run(*COMMAND)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    run(*COMMAND)
    run(*COMMAND)
    assert sys.stdout.getvalue() == first.out * 2


def test_a_name_that_is_no_text_is_told_again(project, run):
    shutil.copy(project / "lost/signals.py", project / os.fsdecode(b"shop/x\xff.py"))
    settle()
    first = run(*COMMAND)
    assert (run(*COMMAND), run.read) == (first, [])


def test_a_configuration_that_is_named_is_looked_at(project, run):
    path = project.parent / "other.toml"
    for text in ('ignore = ["SGL001"]', 'ignore = ["SGL003"]') * 2:
        path.write_text(text)
        argv = (*COMMAND, "--config", "../other.toml")
        assert run(*argv) == run(*argv, "--no-cache")
