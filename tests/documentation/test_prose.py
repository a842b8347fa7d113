"""What is written in docs/ is so: commands, outputs, options, keys, and what is taken from the README."""

from __future__ import annotations

import json
import re
import shlex
import sys
import tomllib
from pathlib import Path

import pytest
from pre_commit.clientlib import load_config, load_manifest
from readme import README
from reference import options_of

from signal_lint.cli import main
from signal_lint.cli.parsers import COMMANDS, parse
from signal_lint.configuration import find_config, load_settings
from signal_lint.rule import SECTIONS
from signal_lint.rules import codes
from signal_lint.selection import refuse_unknown_codes

REPOSITORY = README.parent
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "docs").glob("*.md"))}
#: A command and what it prints, each by its page and number.
RUNS = {
    f"{page} {number}": run
    for page, text in PAGES.items()
    for number, run in enumerate(re.findall(r"(?ms)^```console\n\$ (.*?)\n(.*?)^```$", text), 1)
}
#: A command on a line of its own, or in a sentence; of `{option}` the build knows whether there is one.
COMMAND = re.compile(r"(?m)^(?:\$ )?signal-lint (.+)$|(?<!})`signal-lint ([^`]+)`")
INCLUDE = re.compile(
    r'(?m)^```{include} \.\./README\.md\n:start-after: (".+")\n(?::end-before: (".+")\n)?```$'
)
BLOCK = re.compile(r"(?ms)^```toml\n(.*?)^```$")
#: What is named beside the keys that have it.
VALUES = {"error", "warning", "info", "safe", "unsafe", "decorator", "connect", "wrapper"}
VALUES |= {"module", "function", "class", "startup", "late", "never", "unknown"}

every_page = pytest.mark.parametrize("page", PAGES)


def included() -> list[tuple[str, str | None]]:
    """Return what each include begins behind and ends before."""
    found = [each for text in PAGES.values() for each in INCLUDE.findall(text)]
    return [(json.loads(start), json.loads(end) if end else None) for start, end in found]


def whole(page: str) -> str:
    """Return a page with what it includes of the README."""
    readme = README.read_text(encoding="utf-8")

    def section(found: re.Match[str]) -> str:
        text = readme.partition(json.loads(found[1]))[2]
        return text.partition(json.loads(found[2]))[0] if found[2] else text

    return INCLUDE.sub(section, PAGES[page])


def labelled(page: str, label: str) -> str:
    """Return the list or table below a label."""
    (found,) = re.findall(rf"(?ms)^<!-- {label} -->\n(.+?)\n\n", PAGES[page] + "\n\n")
    return found


def keys(value: object) -> set[str]:
    """Return the keys of JSON, those inside included."""
    match value:
        case dict():
            return set(value).union(*map(keys, value.values()))
        case list():
            return set().union(*map(keys, value))
    return set()


def json_of(capsys, *words: str) -> dict:
    main([*words, "--output-format", "json", str(REPOSITORY / "fixtures/projects/site")])
    return json.loads(capsys.readouterr().out)


@every_page
def test_a_page_begins_with_its_one_title(page: str):
    prose = re.sub(r"(?ms)^```.*?^```$", "", PAGES[page])
    assert re.match(r"# \S", prose)
    assert len(re.findall(r"(?m)^# ", prose)) == 1


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_a_command_prints_what_stands_below_it(run: tuple[str, str], monkeypatch, capsys):
    monkeypatch.chdir(REPOSITORY)
    command, output = run
    program, *words = shlex.split(command)
    main(words)
    captured = capsys.readouterr()
    assert (program, captured.out + captured.err) == ("signal-lint", output)


@every_page
def test_every_command_line_is_understood(page: str):
    known = {command.name: command for command in COMMANDS}
    for found in COMMAND.findall(PAGES[page]):
        line = "".join(found).partition(" < ")[0]
        words = shlex.split(line)
        command = known[words[0]]
        assert parse(command, words[1:])


@every_page
def test_every_option_that_is_named_is_one_of_ours(page: str, capsys):
    for command in COMMANDS:
        main([command.name, "--help"])
    ours = capsys.readouterr().out
    assert [option for option in re.findall(r"`(--[a-z-]+)", PAGES[page]) if f" {option}" not in ours] == []


@every_page
def test_every_configuration_is_valid(page: str, tmp_path: Path):
    for text in BLOCK.findall(PAGES[page]):
        assert "signal-lint" in tomllib.loads(text)["tool"]
        (tmp_path / "pyproject.toml").write_text(text)
        refuse_unknown_codes(codes(), load_settings(tmp_path, find_config(tmp_path)))


def test_what_is_included_stands_in_the_readme_once():
    text = README.read_text(encoding="utf-8")
    assert included()
    for start, end in included():
        assert text.count(start) == 1
        rest = text.partition(start)[2]
        assert (end is None) == ("\n## " not in rest)
        assert end is None or end in rest


def test_every_section_of_the_readme_is_included_or_has_pages_of_its_own():
    sections = set(re.findall(r"(?m)^## (.+)$", README.read_text(encoding="utf-8")))
    taken = {start.strip("#\n ") for start, _ in included()}
    assert sections - taken == {"Rules"}


def test_the_hook_with_options_is_valid(tmp_path: Path):
    (text,) = re.findall(r"(?ms)<!-- pre-commit args -->\n```yaml\n(.*?)```", PAGES["pre-commit"])
    (tmp_path / "config.yaml").write_text(text)
    (repository,) = load_config(tmp_path / "config.yaml")["repos"]
    hooks = {hook["id"] for hook in load_manifest(REPOSITORY / ".pre-commit-hooks.yaml")}
    (hook,) = repository["hooks"]
    assert hook["id"] in hooks
    assert parse(COMMANDS[0], hook["args"])


@pytest.mark.parametrize(("command", "page"), [("check", "ci"), ("map", "map")])
def test_every_format_of_a_command_is_told(command: str, page: str):
    (known,) = [each for each in COMMANDS if each.name == command]
    (formats,) = [each.choices for each in options_of(known) if "--output-format" in each.option_strings]
    text = whole(page)
    assert [each for each in formats if f"`{each}`" not in text] == []


def test_the_keys_of_the_report_are_those_that_are_told(capsys):
    document = json_of(capsys, "check", "--extend-select", "ALL")
    diagnostics = document.pop("diagnostics")
    document["summary"].pop("by_code")
    told = set(re.findall(r"`(\w+)`", labelled("ci", "keys: document")))
    assert told == keys(document) | {"diagnostics", "by_code"}
    assert set(re.findall(r"`(\w+)`", labelled("ci", "keys: diagnostic"))) - VALUES == keys(diagnostics)


def test_the_keys_of_the_map_are_those_that_are_told(capsys):
    document = json_of(capsys, "map")
    connections = document.pop("connections")
    # Keyed by the names of projects.
    assert all(row["projects"] for row in connections)
    connections = [{**row, "projects": None} for row in connections]
    told = set(re.findall(r"`(\w+)`", labelled("map", "keys: map")))
    assert told == keys(document) | {"connections", "reason", "text", "column"}
    told = set(re.findall(r"`(\w+)`", labelled("map", "keys: connection")))
    assert told - VALUES == keys(connections)


def test_the_keys_of_a_verdict_are_those_that_are_told(capsys):
    document = json_of(capsys, "verify", "--python", sys.executable)
    assert document["lost"]
    assert set(re.findall(r"`(\w+)`", labelled("verify", "keys: verify"))) == keys(document)


def test_the_sections_of_a_rule_are_those_that_are_told():
    assert re.findall(r"(?m)^\| ([A-Z][^|]+?) \|", labelled("contributing", "sections"))[1:] == list(SECTIONS)
