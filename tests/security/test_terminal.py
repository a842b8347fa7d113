"""What a project chose to call things does not steer the terminal of whoever reads of it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest
from front_doors import FORMATS, LIMIT, signal_lint
from small_project import FILES

from signal_lint.text.printable import printable, printable_lines

C0, C1 = range(0x20), range(0x7F, 0xA0)
BIDI = [0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
OTHERS = [0x2028, 0x2029, 0xFEFF, 0x200B, 0xAD, 0xE0001, 0xD800, 0xDCFF, 0xFFF9]
STEERING = [chr(code) for code in (*C0, *C1, *BIDI, *OTHERS)]
EVIL = "\x1b]0;owned\x07\x9b31m\u202e\u2066\u2028\x7f\b"
SENDER = FILES["shop/signals.py"].replace("sender=Book", f'sender="shop.{EVIL}"')


@pytest.mark.parametrize("character", STEERING, ids=ascii)
def test_a_character_that_steers_is_escaped(character):
    assert printable(f"a{character}b") == f"a{ascii(character)[1:-1]}b"
    assert printable(f"a{character}b").isprintable()


def test_of_many_lines_tabs_and_ends_stay():
    assert printable_lines("a\tb\n\x1bc\r\n") == "a\tb\n\\x1bc\\r\n"


@pytest.fixture
def evil(project):
    """Name a sender, an app, a model and a function with what steers a terminal."""
    (project / "shop/signals.py").write_text(SENDER)
    (project / "settings.py").write_text(f"INSTALLED_APPS = ['shop', 'lost', 'x{EVIL}']\n".replace("\r", ""))
    return project


@pytest.mark.parametrize("argv", FORMATS, ids=" ".join)
def test_no_text_of_the_code_does(evil, argv):
    ran = signal_lint(evil, *argv)
    text = (ran.out + ran.err).replace("\x1b[", "" if "always" in argv else "\x1b[")
    assert printable_lines(text) == text


ERRORS = [
    ["check", f"no{EVIL}"],
    ["check", f"--{EVIL}"],
    ["check", "--select", EVIL],
    ["check", "--output-format", EVIL],
    ["check", "--config", EVIL],
    ["check", "--baseline", EVIL],
    ["check", "--output-file", f"no/{EVIL}"],
    ["rule", EVIL],
    ["config", EVIL],
    ["map", "--stdin-filename", EVIL],
]


@pytest.mark.parametrize("argv", ERRORS, ids=lambda argv: " ".join(argv[:2]).partition("\x1b")[0])
def test_no_error_does(project, argv):
    ran = signal_lint(project, *argv)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert printable(ran.err[:-1]) == ran.err[:-1]


@pytest.mark.parametrize("text", ['"\\u001b[31m" = 1', '"a\\nb" = 1', 'select = ["\\u202e"]', "\x1b[31m"])
def test_no_configuration_does(project, text):
    (project / "signal-lint.toml").write_text(text)
    ran = signal_lint(project, "check")
    assert (ran.code, ran.err.count("\n"), printable(ran.err[:-1])) == (2, 1, ran.err[:-1])


def test_no_diff_does_on_a_terminal_and_patch_gets_the_code_as_it_is(project):
    (project / "shop/signals.py").write_text(
        FILES["shop/signals.py"].replace("instance):", f"instance): # {EVIL}", 1)
    )
    piped = signal_lint(project, "check", "--diff", "-q").out
    controller, terminal = pty.openpty()
    command = [sys.executable, "-P", "-m", "signal_lint", "check", "--diff", "-q"]
    subprocess.run(command, cwd=project, stdout=terminal, timeout=LIMIT, check=False)
    shown = os.read(controller, 10_000).decode().replace("\r\n", "\n")
    assert EVIL in piped
    assert shown == printable_lines(piped)


def test_an_error_that_nobody_can_be_told_keeps_its_code(project):
    command = f"{sys.executable} -P -m signal_lint no 2>/dev/full"
    ran = subprocess.run(["sh", "-c", command], cwd=project, timeout=LIMIT, check=False)
    assert ran.returncode == 2
