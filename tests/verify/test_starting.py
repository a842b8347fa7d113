"""Which interpreter runs the project, and what happens where it does not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from signal_lint.settings import UsageError
from signal_lint.verify.starting import interpreter


@pytest.fixture
def program(tmp_path):
    """Write a program; return its path."""

    def program(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)
        return path

    return program


def test_the_interpreter_asked_for_comes_first(program):
    assert interpreter(sys.executable, {"VIRTUAL_ENV": "/elsewhere"}) == sys.executable


def test_an_interpreter_that_is_not_there_is_told():
    with pytest.raises(UsageError, match="`no-such-python` is not a program that runs"):
        interpreter("no-such-python", {})


def test_an_active_virtual_environment_comes_before_the_path(program, tmp_path):
    found, other = program("env/bin/python", "#!/bin/sh\n"), program("bin/python3", "#!/bin/sh\n")
    path = {"PATH": str(other.parent)}
    assert interpreter(None, {"VIRTUAL_ENV": str(tmp_path / "env"), **path}) == str(found)
    assert interpreter(None, path) == str(other)
    assert interpreter(None, {"VIRTUAL_ENV": str(tmp_path / "gone"), **path}) == str(other)


def test_without_any_python_one_has_to_be_named(tmp_path):
    with pytest.raises(UsageError, match="name the project's interpreter with --python"):
        interpreter(None, {"PATH": str(tmp_path)})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "{}: Exec format error"),
        ("#!/bin/sh\nexit 3\n", "{} ended with exit code 3 before the project had started"),
        (
            "#!/bin/sh\necho a\necho b >&2\nexit 1\n",
            "{} ended with exit code 1 before the project had started: b",
        ),
    ],
)
def test_a_program_that_is_no_python_is_told_in_one_line(verify, shop, program, text, message):
    other = program("other", text)
    ran = verify(shop(), "--python", other)
    assert (ran.code, ran.err.splitlines()[1:]) == (2, [f"signal-lint: error: {message.format(other)}"])


def test_a_thread_that_the_project_leaves_running_is_not_waited_for(verify, shop):
    endless = "__import__('threading').Thread(target=__import__('time').sleep, args=(600,)).start()"
    started = time.monotonic()
    assert verify(shop(endless)).code == 0
    assert time.monotonic() - started < 300


@pytest.fixture
def interruptible():
    """Let SIGINT reach children: a shell makes what it starts in the background ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_control_c_ends_the_project_too(shop, tmp_path, interruptible):
    note = tmp_path / "note"
    os.mkfifo(note)
    waiting = f"import os, time\nopen({str(note)!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)\n"
    root = shop(**{"settings.py": waiting})
    command = [sys.executable, "-m", "signal_lint", "verify", str(root), "--python", sys.executable, "-q"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    child = int(note.read_text())
    process.send_signal(signal.SIGINT)
    assert (process.communicate()[1], process.returncode) == ("signal-lint: interrupted\n", 130)
    assert not is_running(child)


def is_running(pid):
    """Tell whether a process is still there; it may take a moment to go."""
    for _ in range(50):
        if not Path(f"/proc/{pid}").exists():
            return False
        time.sleep(0.1)
    return True
