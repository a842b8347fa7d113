"""The README says what is so: outputs, rules, keys, options and examples."""

from __future__ import annotations

import re
import shlex
import sys
import tomllib
from pathlib import Path

import pytest
from pre_commit.clientlib import load_config, load_manifest
from pre_commit.yaml import yaml_load
from readme import README, between, block
from small_project import FILES, write_project

from signal_lint import __version__
from signal_lint.cli import main
from signal_lint.cli.parsers import COMMANDS, parse
from signal_lint.configuration import find_config, load_settings
from signal_lint.configuration_keys import KEYS
from signal_lint.explain import rule_table
from signal_lint.rules import all_rules, codes
from signal_lint.selection import refuse_unknown_codes

REPOSITORY = README.parent
TEXT = README.read_text(encoding="utf-8")
CHANGELOG = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
APP = {
    "settings.py": 'INSTALLED_APPS = ["shop"]\n',
    "shop/models.py": FILES["shop/models.py"].replace("Book", "Order"),
}
COMMAND = re.compile(r"(?m)^ *(?:- )?(signal-lint(?: .*)?)$")


def commands():
    """Return every line of the README's code blocks that runs signal-lint, without its comment."""
    blocks = re.findall(r"```(?:sh|yaml)\n(.*?)```", TEXT, re.DOTALL)
    return [found.partition("#")[0].strip() for text in blocks for found in COMMAND.findall(text)]


def printed(capsys, *argv):
    code = main(argv)
    return capsys.readouterr().out, code


def test_the_wrong_receiver_is_told_as_shown(tmp_path, monkeypatch, capsys):
    code, _, output = TEXT.partition("What `signal-lint` says of it:")
    (signals,) = re.findall(r"```python\n(.*?)```", code, re.DOTALL)
    root = write_project(tmp_path, **APP, **{"shop/signals.py": signals})
    (root / "lost/signals.py").unlink()
    monkeypatch.chdir(root)
    assert printed(capsys, "check") == (output.split("```text\n")[1].partition("```")[0], 1)


def test_the_findings_of_the_bookshop_are_those_shown(monkeypatch, capsys):
    monkeypatch.chdir(REPOSITORY)
    command = re.search(r"signal-lint (check [^;]*);", block("command: demo"))[1]
    out, code = printed(capsys, *command.split())
    assert f"{out}exit code {code}\n" == block("output: demo")


def test_the_map_of_the_bookshop_is_that_shown(monkeypatch, capsys):
    monkeypatch.chdir(REPOSITORY)
    assert printed(capsys, "map", "fixtures/projects/bookshop") == (block("output: map"), 0)


def test_the_picture_of_the_bookshop_is_that_shown(monkeypatch, capsys):
    monkeypatch.chdir(REPOSITORY)
    command = ("map", "--output-format", "mermaid", "fixtures/projects/bookshop")
    assert printed(capsys, *command) == (block("output: mermaid"), 0)


def test_the_trace_is_that_shown(monkeypatch, capsys):
    monkeypatch.chdir(REPOSITORY)
    _, *command = block("command: trace").split()
    assert printed(capsys, *command) == (block("output: trace"), 0)


def test_the_fixes_of_the_bookshop_are_those_shown(monkeypatch, capsys):
    monkeypatch.chdir(REPOSITORY)
    command = ("check", "--diff", "--unsafe-fixes", "fixtures/projects/bookshop")
    assert printed(capsys, *command) == (block("output: diff"), 1)


def test_the_receivers_that_verify_finds_lost_are_those_shown(monkeypatch, capsys):
    monkeypatch.chdir(REPOSITORY)
    out, code = printed(capsys, "verify", "fixtures/projects/site/core", "--python", sys.executable)
    # How many connections Django makes itself depends on its version.
    assert (re.sub(r"\d+(?= connections made outside)", "15", out), code) == (block("output: verify"), 1)


def test_each_of_the_two_commands_is_one_line_with_an_environment_of_its_own():
    for name, environment in (("demo", ".venv-demo"), ("tests", ".venv-dev")):
        assert block(f"command: {name}").startswith(f"python3.11 -m venv {environment} && {environment}/bin/")
        assert block(f"command: {name}").count("\n") == 1


def test_the_table_of_rules_is_the_generated_one():
    assert between("rules:", "end of rules") == rule_table(all_rules())


def test_the_example_of_the_configuration_has_every_key_and_is_valid(tmp_path):
    (tmp_path / "pyproject.toml").write_text(block("configuration"))
    refuse_unknown_codes(codes(), load_settings(tmp_path, find_config(tmp_path)))
    assert list(tomllib.loads(block("configuration"))["tool"]["signal-lint"]) == [key.name for key in KEYS]


def test_every_command_line_is_understood():
    known = {command.name: command for command in COMMANDS}
    assert len(commands()) >= 3
    for _, *words in map(shlex.split, commands()):
        command = known.get(words[0] if words else "check", COMMANDS[0])
        parse(command, words[words[:1] == [command.name] :])


@pytest.mark.parametrize("option", sorted(set(re.findall(r"`(--[a-z-]+)", TEXT))))
def test_every_option_that_is_named_is_one_of_ours_or_of_flake8s(option, capsys):
    for command in COMMANDS:
        main([command.name, "--help"])
    ours = capsys.readouterr().out
    assert option in ours or option in ("--extend-ignore", "--stdin-display-name") or "signal-lint" in option


def test_the_ci_examples_are_yaml_that_runs_the_commands_above():
    (job,) = yaml_load(block("gitlab")).values()
    *_, step = yaml_load(block("github"))
    install, check = step["run"].splitlines()
    assert (install, check.split()[:2]) == ("pip install signal-lint", ["signal-lint", "check"])
    assert job["script"] == re.search(r"```sh\n(pip install flake8.*?)```", TEXT, re.DOTALL)[1].splitlines()


def test_the_pre_commit_example_is_valid_and_names_a_hook_of_ours(tmp_path):
    (tmp_path / "config.yaml").write_text(block("pre-commit"))
    (repository,) = load_config(tmp_path / "config.yaml")["repos"]
    hooks = {hook["id"] for hook in load_manifest(REPOSITORY / ".pre-commit-hooks.yaml")}
    assert {hook["id"] for hook in repository["hooks"]} < hooks
    assert repository["rev"] == f"v{__version__}"
    assert all(f"`{hook}`" in TEXT for hook in hooks)


def test_links_lead_to_files_of_the_repository():
    assert [link for link in re.findall(r"\]\(([^)]+)\)", TEXT) if not Path(REPOSITORY, link).exists()] == []


def test_the_changelog_names_every_rule_and_the_version():
    assert f"## [{__version__}]" in CHANGELOG
    assert [
        rule.code for rule in all_rules() if f"`{rule.code}` {rule.name}" not in " ".join(CHANGELOG.split())
    ] == []
