"""What the command line tells without an analysis."""

from __future__ import annotations

import pytest

from signal_lint import __version__
from signal_lint.rules import all_rules


@pytest.mark.parametrize("word", ["-h", "--help", "help"])
def test_help_lists_the_commands(run, word):
    ran = run(word)
    assert ran.code == 0
    assert "\n  map      Show which receivers run" in ran.out


@pytest.mark.parametrize("command", ["check", "map", "rule", "explain", "rules", "config"])
def test_each_command_has_help_of_its_own(run, command):
    ran = run(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"usage: signal-lint {command} ")


@pytest.mark.parametrize("word", ["-V", "--version"])
def test_the_version_is_told(run, word):
    assert run(word) == (0, f"signal-lint {__version__}\n", "")


@pytest.mark.parametrize("command", ["rule", "explain"])
@pytest.mark.parametrize("code", ["SGL901", "sgl901"])
def test_a_rule_is_explained(run, command, code):
    ran = run(command, code)
    assert ran.code == 0
    assert ran.out.startswith("SGL901 unreadable-file\n")


@pytest.mark.parametrize(
    ("command", "output_format", "start"),
    [
        (("rule", "SGL001"), "markdown", "# SGL001 receiver-without-kwargs\n\n*error, safe fix*\n"),
        (("rule", "SGL001"), "json", '{\n  "code": "SGL001",\n'),
        (("rules",), "markdown", "| Code | Name |"),
        (("rules",), "json", '{\n  "version": 1,\n'),
    ],
)
def test_rules_are_told_in_other_formats(run, command, output_format, start):
    ran = run(*command, "--output-format", output_format)
    assert (ran.code, ran.err, ran.out.startswith(start)) == (0, "", True)


def test_a_rule_that_there_is_none_of_is_refused(run):
    ran = run("rule", "SGL9O1")
    assert ran == (2, "", "signal-lint: error: unknown rule code `SGL9O1` (did you mean `SGL901`?)\n")


def test_all_rules_are_listed(run):
    assert len(run("rules").out.splitlines()) == len(all_rules())


def test_all_keys_are_described(run):
    assert "target-django\n  The lowest Django" in run("config").out


def test_one_key_is_described(run):
    assert run("config", "select").out.startswith("select\n  Rules to run, instead.\n  Type: list of code")


def test_a_key_that_there_is_none_of_is_refused(run):
    ran = run("config", "selct")
    assert ran == (2, "", "signal-lint: error: unknown key `selct` (did you mean `select`?)\n")
