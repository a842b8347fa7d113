"""GitLab's Code Quality, JUnit's XML and reviewdog's format, each read by a parser."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest
from outcomes import diagnostic, location, outcome
from reports.made_up import CONTEXT, EVIL, FILES, HOSTILE, OUTCOMES, USUAL, report

from signal_lint.findings import Severity
from signal_lint.reports.formats import FORMATS
from signal_lint.reports.gitlab import gitlab
from signal_lint.reports.rdjson import rdjson
from signal_lint.text.printable import printable

every_outcome = pytest.mark.parametrize("name", OUTCOMES)


def xml(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314  our own


@pytest.mark.parametrize(
    ("severity", "told"),
    [(Severity.ERROR, "critical"), (Severity.WARNING, "major"), (Severity.INFO, "info")],
)
def test_gitlab_has_severities_of_its_own(severity: Severity, told: str):
    assert json.loads(gitlab([diagnostic(severity=severity)]))[0]["severity"] == told


@every_outcome
def test_gitlab_tells_each_diagnostic_with_a_fingerprint_of_its_own(name: str):
    issues = json.loads(report(name, "gitlab"))
    assert len({each["fingerprint"] for each in issues}) == len(issues) == len(OUTCOMES[name].diagnostics)


@pytest.mark.parametrize("output_format", ["gitlab", "rdjson"])
def test_a_path_is_told_as_it_is_but_for_what_utf_8_has_not(output_format: str):
    found = json.loads(report("hostile", output_format))
    issue = (found if output_format == "gitlab" else found["diagnostics"])[1]
    assert issue["location"]["path"] == f"shop/{EVIL}.py".replace("\udcff", "\\udcff")


@every_outcome
def test_junit_counts_what_it_holds(name: str):
    root = xml(report(name, "junit"))
    for element in (root, *root):
        kinds = {"tests": "testcase", "failures": "failure", "errors": "error"}
        found = {count: len(list(element.iter(kind))) for count, kind in kinds.items()}
        assert {count: int(element.get(count)) for count in kinds} == found
    assert len(list(root.iter("testcase"))) == len(OUTCOMES[name].diagnostics)


def test_junit_has_a_suite_for_each_file():
    suites = [suite.get("name") for suite in xml(report("usual", "junit"))]
    assert suites == [".", "lost/signals.py", "shop/broken.py", "shop/signals.py"]


def test_xml_gives_hostile_text_back_as_it_is_printed():
    problems = [case[0] for case in xml(report("hostile", "junit")).iter("testcase")]
    assert [each.get("message") for each in problems] == [
        printable(each.message) for each in HOSTILE.diagnostics
    ]
    assert problems[1].text.splitlines()[1] == printable(f"shop/{EVIL}.py:7:1: {EVIL} is `{EVIL}`")


def test_a_clean_junit_report_has_a_test_that_passed():
    root = xml(FORMATS["junit"](outcome(), CONTEXT))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("1", "0", "0")
    assert [case.get("name") for case in root.iter("testcase")] == ["no problems found"]
    assert [list(case) for case in root.iter("testcase")] == [[]]


def test_reviewdog_counts_the_bytes_of_a_line():
    found = json.loads(report("usual", "rdjson"))["diagnostics"][3]
    place = found["location"]["range"]
    line = FILES["shop/signals.py"].splitlines()[5].encode()
    assert line[place["start"]["column"] - 1 : place["end"]["column"] - 1] == b'"shop.Ordr"'


@pytest.mark.parametrize("path", ["gone.py", "shop/broken.py"])
def test_a_column_that_cannot_be_counted_is_not_told(path: str):
    found = diagnostic(location=location(40, 4, 11, path))
    (told,) = json.loads(rdjson([found], CONTEXT))["diagnostics"]
    assert told["location"] == {"path": path, "range": {"start": {"line": 40}, "end": {"line": 40}}}


def test_only_a_safe_fix_is_a_suggestion():
    found = json.loads(report("usual", "rdjson"))["diagnostics"]
    assert [each["code"]["value"] for each in found if "suggestions" in each] == ["SGL201", "SGL001"]


def test_a_suggestion_makes_the_fix():
    (told,) = json.loads(report("usual", "rdjson"))["diagnostics"][4]["suggestions"]
    line = FILES["shop/signals.py"].splitlines()[told["range"]["start"]["line"] - 1]
    column = told["range"]["start"]["column"] - 1
    assert line[:column] + told["text"] + line[column:] == "    sender, instance, **kwargs"


def test_a_code_of_no_rule_leads_nowhere():
    (told,) = json.loads(rdjson([diagnostic(code="SGL999")], CONTEXT))["diagnostics"]
    assert told["code"] == {"value": "SGL999"}
    assert len(USUAL.diagnostics) == len(json.loads(report("usual", "rdjson"))["diagnostics"])
