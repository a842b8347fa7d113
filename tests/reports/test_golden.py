"""Every format, byte by byte, on the same made-up outcomes."""

from __future__ import annotations

import json
import re

import pytest
from reports.made_up import FILES, GOLDEN, OUTCOMES, USUAL, golden, golden_file, report

from signal_lint.cli.parsers import COMMANDS, parse
from signal_lint.reports.formats import FORMATS
from signal_lint.text.printable import printable

every_format = pytest.mark.parametrize("output_format", FORMATS)
every_outcome = pytest.mark.parametrize("name", OUTCOMES)


@every_outcome
@every_format
def test_a_report_is_that_of_the_golden_file(name: str, output_format: str):
    assert golden(name, output_format) == golden_file(name, output_format).read_bytes().decode()


def test_no_golden_file_is_left_over():
    kept = {path for path in GOLDEN.rglob("*") if path.is_file()}
    assert kept == {golden_file(name, output_format) for name in OUTCOMES for output_format in FORMATS}


@every_outcome
@every_format
def test_no_report_steers_a_terminal_or_needs_more_than_unicode(name: str, output_format: str):
    lines = report(name, output_format).split("\n")
    assert [line for line in lines if line != printable(line)] == []


@every_format
def test_only_workflow_commands_begin_as_githubs_runner_takes_for_one(output_format: str):
    begun = re.findall(r"(?m)^\s*::\w", report("hostile", output_format))
    assert bool(begun) == (output_format == "github")


def test_what_is_made_up_stands_in_its_files():
    for found in USUAL.diagnostics[1:]:
        lines = FILES[found.location.path].split("\n")
        span = found.location.span
        assert len(lines[span.line - 1]) >= span.column
        assert len(lines[span.end_line - 1]) >= span.end_column


@every_format
def test_every_format_can_be_asked_for(output_format: str):
    assert parse(COMMANDS[0], ["--output-format", output_format]).outputs == [output_format]


@every_outcome
def test_the_lines_of_json_are_the_diagnostics_of_the_json_report(name: str):
    lines = report(name, "json-lines").splitlines()
    assert [json.loads(line) for line in lines] == json.loads(report(name, "json"))["diagnostics"]
