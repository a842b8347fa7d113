"""Workflow commands, read as GitHub's runner reads them."""

from __future__ import annotations

import re

import pytest
from outcomes import diagnostic, location
from reports.made_up import EVIL, HOSTILE, USUAL, report

from signal_lint.reports.github import github
from signal_lint.text.printable import printable

COMMAND = re.compile(r"::(?P<command>error|warning|notice) (?P<properties>.*?)::(?P<message>.*)")
_ESCAPES = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


def read(line: str) -> tuple[str, dict[str, str], str]:
    """Return the command, properties and message of a line."""
    found = COMMAND.fullmatch(line)
    properties = dict(each.split("=", 1) for each in found["properties"].split(","))
    return (
        found["command"],
        {key: unescaped(properties[key]) for key in properties},
        unescaped(found["message"]),
    )


def unescaped(text: str) -> str:
    for escape, character in _ESCAPES.items():
        text = text.replace(escape, character)
    return text


@pytest.mark.parametrize("name", ["usual", "hostile"])
def test_each_diagnostic_is_one_command_with_its_own_message(name: str):
    found = {"usual": USUAL, "hostile": HOSTILE}[name].diagnostics
    read_back = [read(line) for line in report(name, "github").splitlines()]
    assert [message for _, _, message in read_back] == [printable(each.message) for each in found]
    assert [told["title"].split()[0] for _, told, _ in read_back] == [each.code for each in found]


def test_a_name_comes_back_with_its_line_ends_and_without_what_steers():
    _, told, _ = read(report("hostile", "github").splitlines()[1])
    lines = f"shop/{EVIL}.py".split("\n\r")
    assert told["file"] == "\n\r".join(map(printable, lines))


def test_columns_are_told_of_one_line_only():
    one_line, more = location(3, 4, 11), diagnostic(location=USUAL.diagnostics[4].location)
    assert read(github([diagnostic(location=one_line)])[:-1])[1] == {
        "file": "shop/signals.py", "line": "3", "col": "5", "endLine": "3", "endColumn": "12",
        "title": "SGL001 receiver-without-kwargs",
    }  # fmt: skip
    assert {"line": "10", "endLine": "13"}.items() <= read(github([more])[:-1])[1].items()
    assert "col" not in read(github([more])[:-1])[1]


def test_what_belongs_to_no_file_names_none():
    assert read(report("usual", "github").splitlines()[0])[1] == {"title": "SGL902 internal-error"}
