"""The pages made from the code are complete: one for each rule, key, command and known signal."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path

import pytest
from reference import command_page, options_of, pages, parser_of, write_pages

from signal_lint.cli import main
from signal_lint.cli.parsers import COMMANDS, Command
from signal_lint.configuration_keys import KEYS
from signal_lint.django.signals import known_signals
from signal_lint.explain import explain_markdown
from signal_lint.rules import all_rules, codes

PAGES = pages()
HEADING = re.compile(r"(?m)^#+ (.+)$")
CODE = re.compile(r"(?ms)^```(?!{).*?^```")

every_page = pytest.mark.parametrize("path", PAGES)
every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)


def headings(path: str) -> list[str]:
    """Return the headings of a page, none of its code."""
    return HEADING.findall(CODE.sub("", PAGES[path]))


@every_page
def test_a_page_begins_with_its_one_title(path: str):
    assert re.match(r"# \S", PAGES[path])
    assert len(re.findall(r"(?m)^# ", CODE.sub("", PAGES[path]))) == 1


@every_page
def test_no_heading_of_a_page_is_there_twice(path: str):
    assert len({heading.casefold() for heading in headings(path)}) == len(headings(path))


@every_page
def test_links_lead_to_pages(path: str):
    linked = re.findall(r"\]\(([^)/]+\.md)\)", PAGES[path])
    assert [to for to in linked if f"{path.rpartition('/')[0]}/{to}" not in PAGES] == []


def test_every_rule_has_a_page_with_what_the_command_says():
    made = {path: text for path, text in PAGES.items() if path.startswith("rules/SGL")}
    assert made == {f"rules/{rule.code}.md": explain_markdown(rule) for rule in all_rules()}


def test_the_table_of_rules_has_a_row_and_an_entry_for_each():
    index = PAGES["rules/index.md"]
    assert re.findall(r"(?m)^\| \[(SGL\d+)\]\(\1\.md\) \|", index) == list(codes())
    assert re.findall(r"(?m)^(SGL\d+)$", index) == list(codes())


def test_every_key_has_its_type_default_and_option():
    parts = dict(re.findall(r"(?ms)^## (\S+)$(.*?)(?=^## )", PAGES["keys.md"]))
    assert list(parts) == [key.name for key in KEYS]
    for key in KEYS:
        assert all(text in parts[key.name] for text in (key.meaning, key.type, key.default))
    assert parts["target-django"].count("--target-django") == 4
    assert "command line" not in parts["source-roots"]


@every_command
def test_every_option_of_a_command_is_on_its_page(command):
    told = re.findall(r"(?m)^```{option} (.*)$", PAGES[f"commands/{command.name}.md"])
    names = {part.partition(" ")[0] for signature in told for part in signature.split(", ")}
    options = options_of(command)
    assert len(told) == len(options)
    assert names == {name for each in options for name in each.option_strings or [each.metavar]}


@every_command
def test_what_an_option_does_is_told_as_in_the_help_of_the_command(command, capsys):
    main([command.name, "--help"])
    help_of_command = " ".join(capsys.readouterr().out.split())
    told = re.findall(r"(?m)^```{option} .*\n(.+)$", PAGES[f"commands/{command.name}.md"])
    assert len(told) == len(options_of(command))
    assert [text for text in told if text not in help_of_command] == []


def test_an_option_is_written_with_its_value():
    page = PAGES["commands/check.md"]
    for signature in ("PATH", "-j N, --jobs N", "--fix", "--output-format {full,"):
        assert f"```{{option}} {signature}" in page


def test_an_option_of_any_other_kind_is_written_as_argparse_does():
    def add_options(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--level", help="of 100%%, %(default)s", default=7)
        parser.add_argument("--both", nargs=2, metavar=("A", "B"), help="two")
        parser.add_argument("file", help="the file")

    page = command_page(Command("made-up", "Do it.", add_options))
    assert "```{option} --level LEVEL\nof 100%, 7\n```" in page
    assert "```{option} --both A B\ntwo\n```" in page
    assert "```{option} file\nthe file\n```" in page


def test_the_usage_has_no_colours(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in parser_of(COMMANDS[0]).format_usage()


def test_pages_are_written_where_they_have_changed_and_deleted_where_they_are_made_no_longer(tmp_path: Path):
    write_pages(tmp_path)
    same, changed, gone = tmp_path / "keys.md", tmp_path / "signals.md", tmp_path / "rules/SGL000.md"
    os.utime(same, ns=(1, 1))
    changed.write_text("old")
    gone.write_text("old")
    write_pages(tmp_path)
    written = {path.relative_to(tmp_path).as_posix(): path.read_text() for path in tmp_path.rglob("*.md")}
    assert written == PAGES
    assert same.stat().st_mtime_ns == 1


def test_every_known_signal_has_a_row():
    told = re.findall(r"(?m)^\| `([\w.]+)` \|", PAGES["signals.md"])
    assert sorted(told) == sorted(known_signals())
    for row in (
        "| `django.db.models.signals.post_delete` | `instance`, `using` | `origin` since Django 4.1 |",
        "| `django.tasks.signals.task_started` | `task_result` | since Django 6.0 |",
        "| `django.core.signals.request_started` |  | sometimes `environ`, `scope` |",
        "| `actstream.signals.action` |  | sometimes `target`, `verb`; perhaps more |",
    ):
        assert row in PAGES["signals.md"]
