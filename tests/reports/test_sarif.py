"""SARIF: what a service finds in it; its schema is the business of against_schemas.py."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import unquote_to_bytes

import pytest
from outcomes import diagnostic, outcome
from reports.made_up import CONTEXT, EVIL, HOSTILE, USUAL, report

from signal_lint.explain import explain, explain_markdown
from signal_lint.outcome import Outcome
from signal_lint.reports.sarif import sarif
from signal_lint.rules import all_rules

LEVELS = {"error": "error", "warning": "warning", "info": "note"}
FINDINGS = [each for each in USUAL.diagnostics if each.code != "SGL902"]


def run_of(found: Outcome) -> dict:
    """Return the one run of an outcome's report."""
    (run,) = json.loads(sarif(found, CONTEXT.replacements_of))["runs"]
    return run


def test_every_rule_is_described():
    driver = run_of(USUAL)["tool"]["driver"]
    described = {each["id"]: each for each in driver["rules"] + driver["notifications"]}
    assert list(described) == [rule.code for rule in all_rules() if rule.code != "SGL902"] + ["SGL902"]
    for rule in all_rules():
        told = described[rule.code]
        assert told["help"] == {"text": explain(rule), "markdown": explain_markdown(rule)}
        assert (told["name"], told["shortDescription"]["text"]) == (rule.name, rule.doc.summary)
        # GitHub shows no more of it.
        assert len(told["fullDescription"]["text"]) <= 1_024
        assert told["defaultConfiguration"] == {"enabled": rule.default, "level": LEVELS[rule.severity]}


def test_the_index_of_a_result_is_that_of_its_rule():
    run = run_of(USUAL)
    rules = run["tool"]["driver"]["rules"]
    assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == [each.code for each in FINDINGS]
    assert [each["level"] for each in run["results"]] == [LEVELS[each.severity] for each in FINDINGS]


def test_a_mistake_of_the_tool_is_a_notification_and_makes_the_run_unsuccessful():
    run = run_of(USUAL)
    (invocation,) = run["invocations"]
    (told,) = invocation["toolExecutionNotifications"]
    notifications = run["tool"]["driver"]["notifications"]
    assert not invocation["executionSuccessful"]
    assert notifications[told["descriptor"]["index"]]["id"] == told["descriptor"]["id"] == "SGL902"


def test_a_run_without_mistakes_is_successful_whatever_it_finds():
    assert run_of(replace(USUAL, diagnostics=tuple(FINDINGS)))["invocations"] == [
        {"executionSuccessful": True, "toolExecutionNotifications": []}
    ]


@pytest.mark.parametrize("root", ["/", "/srv/shop"])
def test_the_root_is_a_uri_that_ends_with_a_slash(root: str):
    base = run_of(outcome(root=root))["originalUriBaseIds"]["%SRCROOT%"]["uri"]
    assert base == f"file://{root.rstrip('/')}/"


def test_a_uri_holds_the_very_bytes_of_a_name():
    (told,) = run_of(HOSTILE)["invocations"][0]["toolExecutionNotifications"]
    uri = told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert unquote_to_bytes(uri) == f"shop/{EVIL}.py".encode("utf-8", "surrogateescape")


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("`a[0]` (b)", "`a[0]` (b)"),
        ("[a](1)", r"\[a](1)"),
        ("[a] [b](1) c[0]", r"[a] \[b](1) c[0]"),
    ],
)
def test_a_message_makes_no_link(message: str, text: str):
    assert run_of(outcome(diagnostic(message=message)))["results"][0]["message"] == {"text": text}
    assert (
        "\\[a](https://evil.example)"
        in json.loads(report("hostile", "sarif"))["runs"][0]["results"][1]["message"]["text"]
    )
