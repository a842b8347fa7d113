"""Colours, and a sign of life, only where a person looks."""

from __future__ import annotations

import io
import sys
import time

import pytest
from small_project import write_project

from signal_lint.cli import progress
from signal_lint.cli.arguments import Arguments
from signal_lint.cli.progress import shown_when_slow
from signal_lint.cli.styling import paint_for
from signal_lint.text.colours import coloured
from signal_lint.text.paint import plain


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def paint(monkeypatch):
    """Choose colours under an environment."""

    def paint(color="auto", stream=None, output_file=None, **environment):
        for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "stdout", stream or Terminal())
        return paint_for(Arguments(color=color), output_file)

    return paint


def test_a_terminal_is_coloured(paint):
    assert paint() is coloured


@pytest.mark.parametrize(
    "case",
    [
        {"color": "never"},
        {"stream": io.StringIO()},
        {"output_file": "report.txt"},
        {"TERM": "dumb"},
        {"NO_COLOR": "1"},
        {"NO_COLOR": "1", "FORCE_COLOR": "1"},
        {"stream": io.StringIO(), "FORCE_COLOR": ""},
    ],
)
def test_other_outputs_are_plain(paint, case):
    assert paint(**case) is plain


@pytest.mark.parametrize("case", [{"FORCE_COLOR": "1"}, {"color": "always", "NO_COLOR": "1"}])
def test_colours_can_be_had_anywhere(paint, case):
    assert paint(stream=io.StringIO(), **case) is coloured


def test_the_command_line_colours_its_report(run, tmp_path):
    write_project(tmp_path)
    assert "\x1b[1;31merror\x1b[0m" in run("--color", "always").out


@pytest.fixture
def person(monkeypatch):
    """Put a person before standard error, once the test runs: pytest captures it anew for that."""

    def person(patience):
        monkeypatch.setattr(progress, "_PATIENCE", patience)
        monkeypatch.setattr(sys, "stderr", Terminal())
        return sys.stderr

    return person


def test_a_slow_run_shows_a_sign_of_life_and_wipes_it(person):
    terminal = person(0.01)
    with shown_when_slow(Arguments(quiet=False)):
        while not terminal.getvalue():
            time.sleep(0.001)
    assert terminal.getvalue() == "signal-lint: reading the project …\r\x1b[K"


def test_a_quiet_run_shows_none(person):
    terminal = person(0.0)
    with shown_when_slow(Arguments(quiet=True)):
        time.sleep(0.01)
    assert terminal.getvalue() == ""


def test_a_fast_run_shows_none(person):
    terminal = person(60)
    with shown_when_slow(Arguments(quiet=False)):
        pass
    assert terminal.getvalue() == ""
