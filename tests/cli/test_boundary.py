"""No traceback reaches a user, and the exit code is right whatever happens."""

from __future__ import annotations

import gc
import importlib
import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from outcomes import outcome
from small_project import FILES, write_project

from signal_lint import analysis, cli, survey
from signal_lint.cli import main
from signal_lint.cli.source_text import lines_of


@pytest.fixture
def failing(monkeypatch, tmp_path):
    """Let the analysis raise."""
    write_project(tmp_path)

    def failing(error):
        def fail(settings, note):
            raise error

        monkeypatch.setattr(survey, "discovery", fail)

    return failing


def start(folder, *argv, **streams):
    command = [sys.executable, "-m", "signal_lint", *argv]
    return subprocess.Popen(command, cwd=folder, text=True, **{"stderr": subprocess.PIPE, **streams})


def test_an_internal_error_is_one_line_and_exit_code_2(run, failing):
    failing(KeyError("x\ny"))
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        "signal-lint: internal error: KeyError: 'x\\ny' (this is a mistake in signal-lint; "
    )


def test_an_internal_error_shows_its_traceback_while_debugging(run, failing):
    failing(KeyError("x"))
    with pytest.raises(KeyError):
        run("--debug")


def test_an_interrupted_run_exits_with_130(run, failing):
    failing(KeyboardInterrupt())
    assert run() == (130, "", "signal-lint: interrupted\n")


@pytest.fixture
def interruptible():
    """Let SIGINT reach children: a shell makes what it starts in the background ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_control_c_ends_a_run_without_a_traceback(tmp_path, interruptible):
    os.mkfifo(tmp_path / "slow.toml")
    process = start(tmp_path, "--config", "slow.toml")
    # Opens as soon as the other side reads: the run is in the middle of it then.
    with (tmp_path / "slow.toml").open("w"):
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert (process.returncode, err) == (130, "signal-lint: interrupted\n")


def test_a_reader_that_leaves_is_no_error(tmp_path):
    write_project(tmp_path)
    read, written = os.pipe()
    os.close(read)
    process = start(tmp_path, stdout=written)
    os.close(written)
    assert process.communicate()[1] == ""
    assert process.returncode == 1


def test_a_full_disk_is_told_in_one_line(tmp_path):
    write_project(tmp_path)
    with Path("/dev/full").open("w") as full:
        process = start(tmp_path, stdout=full)
        _, err = process.communicate()
    message = "signal-lint: error: standard output: No space left on device\n"
    assert (process.returncode, err) == (2, message)


def test_a_full_disk_is_told_of_fixed_text_too(tmp_path):
    write_project(tmp_path)
    with Path("/dev/full").open("w") as full, (tmp_path / "shop/signals.py").open() as text:
        process = start(
            tmp_path, "--fix", "-q", "--stdin-filename", "shop/signals.py", "-", stdin=text, stdout=full
        )
        _, err = process.communicate()
    message = "signal-lint: error: standard output: No space left on device\n"
    assert (process.returncode, err) == (2, message)


def test_a_name_that_the_terminal_cannot_express_is_escaped(tmp_path, monkeypatch):
    write_project(tmp_path, **{"shop/ü.py": FILES["shop/signals.py"]})
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    process = start(tmp_path, "--output-format", "concise", "shop/ü.py", stdout=subprocess.PIPE)
    out, err = process.communicate()
    assert (process.returncode, err) == (1, "")
    assert out.startswith("shop/\\xfc.py:7:1: SGL003 Nothing imports `shop.\\xfc`")


def test_the_arguments_are_those_of_the_process(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["signal-lint", "--version"])
    assert main() == 0


def test_standard_output_may_be_replaced(monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert main(["--version"]) == 0
    assert sys.stdout.getvalue().startswith("signal-lint ")


def test_importing_the_program_does_not_run_it():
    assert importlib.import_module("signal_lint.__main__").__name__ == "signal_lint.__main__"


def test_a_source_that_is_gone_has_no_lines(tmp_path):
    assert lines_of(tmp_path / "gone.py", None) == ()
    assert lines_of(tmp_path / "gone.py", b"\xef\xbb\xbfa\r\nb\rc\n\x0cd") == ("a", "b", "c", "\x0cd")


def test_remarks_of_a_run_go_to_standard_error(run, tmp_path, monkeypatch):
    monkeypatch.setattr(analysis, "analyse", lambda settings, unsaved: outcome(uses_django=False))
    assert run().err == f"signal-lint: no Django project found in {tmp_path}\n"
    assert run("-q").err == ""


def test_links_that_lead_nowhere_are_passed_over(run, tmp_path):
    write_project(tmp_path)
    (tmp_path / "shop/loop.py").symlink_to("loop.py")
    (tmp_path / "shop/loop").symlink_to("loop")
    (tmp_path / "shop/gone.py").symlink_to("nowhere.py")
    (tmp_path / "shop/again").symlink_to("..")
    assert run("shop/apps.py").code == 0


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_stream_that_is_closed_is_no_error(tmp_path, closed):
    write_project(tmp_path)
    command = f"{sys.executable} -m signal_lint check {closed}"
    ran = subprocess.run(["sh", "-c", command], check=False, cwd=tmp_path, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr, "internal error" in ran.stdout) == (1, "", False)


def test_a_file_whose_name_is_no_text_is_analysed(tmp_path):
    write_project(tmp_path)
    (tmp_path / os.fsdecode(b"shop/x\xff.py")).write_text(FILES["lost/signals.py"])
    process = start(tmp_path, "--output-format", "concise", stdout=subprocess.PIPE)
    out, err = process.communicate()
    assert (process.returncode, err, "shop/x\\udcff.py:5:1: SGL003" in out) == (1, "", True)


class Full(io.StringIO):
    """A stream on a full disk."""

    def flush(self):
        raise OSError(28, "No space left on device")


def test_what_cannot_be_flushed_at_the_end_changes_no_exit_code(monkeypatch):
    codes = []
    monkeypatch.setattr(cli, "main", lambda: 1)
    monkeypatch.setattr(os, "_exit", codes.append)
    monkeypatch.setattr(gc, "disable", lambda: None)
    monkeypatch.setattr(sys, "stdout", Full())
    cli.run()
    assert codes == [1]


def test_a_remark_that_nobody_can_be_told_changes_nothing_else(monkeypatch, capsys):
    monkeypatch.setattr(cli, "replay", lambda words: (1, "report\n", "remark\n"))
    monkeypatch.setattr(sys, "stderr", Full())
    assert cli.main([]) == 1
    assert capsys.readouterr().out == "report\n"
