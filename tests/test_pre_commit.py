"""The hooks as pre-commit reads them. tests/try_pre_commit.py runs them for real."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from pre_commit.clientlib import load_manifest

from signal_lint.cli.parsers import COMMANDS, parse

HOOKS = {hook["id"]: hook for hook in load_manifest(Path(__file__).parents[1] / ".pre-commit-hooks.yaml")}


def test_there_are_two_hooks_of_one_process_each():
    assert sorted(HOOKS) == ["signal-lint", "signal-lint-changed"]
    assert all(hook["language"] == "python" and hook["require_serial"] for hook in HOOKS.values())


@pytest.mark.parametrize("hook", sorted(HOOKS))
def test_a_hook_is_a_command_that_exists(hook):
    program, command, *options = shlex.split(HOOKS[hook]["entry"])
    assert (program, command) == ("signal-lint", "check")
    assert parse(COMMANDS[0], options).paths == ["."]


@pytest.mark.parametrize(
    ("path", "runs"),
    [
        ("a/b.py", True),
        ("pyproject.toml", True),
        ("a/signal-lint.toml", True),
        ("a.pyi", False),
        ("x.toml", False),
    ],
)
def test_the_whole_project_is_checked_when_code_or_configuration_changes(path, runs):
    hook = HOOKS["signal-lint"]
    assert bool(re.search(hook["files"], path)) is runs
    assert hook["pass_filenames"] is False


def test_the_other_hook_gets_the_changed_modules():
    hook = HOOKS["signal-lint-changed"]
    assert hook["pass_filenames"] is True
    assert not re.search(hook["files"], "pyproject.toml")
