"""What Django itself calls when an operation is performed, against the trace of that operation.

Each scenario runs in a process of its own, under the installed Django or the one of the interpreter that
SIGNAL_LINT_DJANGO_PYTHON names. Every receiver that Django called has to stand in the trace, in the same
place and order; what the trace calls certain has to have been called.
"""

from __future__ import annotations

import contextlib
import functools
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django_process import environment

from signal_lint.cli import main

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PROJECT = ROOT / "fixtures" / "projects" / "helpdesk"
PERFORM = HERE.parent / "django_boot" / "perform.py"
PYTHON = os.environ.get("SIGNAL_LINT_DJANGO_PYTHON", sys.executable)
INIT = {"pre_init", "post_init"}
#: What nothing loads, and what is collected as soon as it is connected.
NEVER = {"notify.sms.text_customer", "notify.apps.NotifyConfig.ready.<locals>.mail_customer"}
SCENARIOS = {
    "save_ticket": ("tickets.Ticket", "save"),
    "create_ticket": ("tickets.Ticket", "create"),
    "delete_ticket": ("tickets.Ticket", "delete"),
    "bulk_create_ticket": ("tickets.Ticket", "bulk_create"),
    "bulk_update_ticket": ("tickets.Ticket", "bulk_update"),
    "update_ticket": ("tickets.Ticket", "update"),
    "create_incident": ("tickets.Incident", "create"),
    "save_incident": ("tickets.Incident", "save"),
    "delete_incident": ("tickets.Incident", "delete"),
    "delete_ticket_of_an_incident": ("tickets.Ticket", "delete"),
    "create_question": ("tickets.Question", "create"),
    "save_question": ("tickets.Question", "save"),
    "delete_question": ("tickets.Question", "delete"),
    "create_comment": ("tickets.Comment", "create"),
    "create_comment_of_a_closed_ticket": ("tickets.Comment", "create"),
    "save_comment": ("tickets.Comment", "save"),
    "delete_comment": ("tickets.Comment", "delete"),
    "create_invoice": ("billing.Invoice", "create"),
    "save_invoice": ("billing.Invoice", "save"),
    "delete_customer": ("tickets.Customer", "delete"),
    "create_entry": ("audit.Entry", "create"),
}


@functools.cache
def recorded(scenario):
    command = [PYTHON, str(PERFORM), str(HERE / "scenarios.py"), scenario]
    run = subprocess.run(command, cwd=PROJECT, env=environment(), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@functools.cache
def traced(model, operation):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main(("trace", model, operation, str(PROJECT), "--output-format", "json", "--no-cache")) == 0
    return json.loads(out.getvalue())


class MismatchError(Exception):
    """Django did not call what the trace has next."""


class Comparison:
    """The calls that Django made, taken away one after the other by the steps of a trace."""

    def __init__(self, rows):
        self.rows = list(rows)
        self.taken = 0

    def signals(self, sent, depth):
        for one in sent:
            if one["skipped"] is None:
                self.attempt(lambda one=one: self.receivers(one, depth), surely=one["when"] is None)

    def receivers(self, sent, depth):
        for run in sent["receivers"]:
            if run["number"] is not None:
                self.attempt(lambda run=run: self.call(sent, run, depth), surely=run["outcome"] == "runs")

    def attempt(self, take, *, surely):
        """Take calls away; what is not certain may not have happened, but not have happened in part."""
        before = self.taken
        try:
            take()
        except MismatchError:
            if surely or self.taken != before:
                raise

    def call(self, sent, run, depth):
        signal = sent["signal"].rpartition(".")[2]
        wanted = (signal, run["name"], sent["sender"]["label"], depth)
        # Instances that are loaded on the way send signals, of which the trace says nothing.
        while self.rows and key(self.rows[0]) != wanted and self.rows[0]["signal"] in INIT:
            del self.rows[0]
        if not self.rows or key(self.rows[0]) != wanted:
            raise MismatchError(wanted, self.rows[:1])
        row = self.rows.pop(0)
        self.taken += 1
        if signal == "post_save":
            assert sent["carried"].get("created", row["created"]) is row["created"], (wanted, row)
        if run["back_to"] or run["cut"]:
            while self.rows and self.rows[0]["depth"] > depth:
                del self.rows[0]
        for write in run["writes"]:
            surely = write["certain"] and not write["when"]
            self.attempt(lambda write=write: self.signals(write["signals"], depth + 1), surely=surely)


def key(row):
    return row["signal"], row["receiver"], row["sender"], row["depth"]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_django_calls_what_the_trace_says_and_nothing_else(scenario):
    comparison = Comparison(recorded(scenario))
    comparison.signals(traced(*SCENARIOS[scenario])["signals"], 0)
    assert [row for row in comparison.rows if row["signal"] not in INIT] == []


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_certain_receiver_was_called(scenario):
    called = {(row["signal"], row["receiver"], row["sender"]) for row in recorded(scenario)}
    found = list(steps(traced(*SCENARIOS[scenario])["signals"]))
    assert {step for step, run in found if run["certain"]} <= called
    assert {run["name"] for _, run in found if run["number"] is None and not run["skipped"]} <= NEVER


def steps(sent):
    """Yield each call of a trace, and its receiver, with whether it is left out because nothing is sent."""
    for one in sent:
        for run in one["receivers"]:
            step = one["signal"].rpartition(".")[2], run["name"], one["sender"]["label"]
            yield step, {**run, "skipped": one["skipped"]}
            for write in run["writes"]:
                yield from steps(write["signals"])


def test_the_scenarios_reach_all_that_is_not_certain_and_nothing_that_never_runs():
    perhaps, called = set(), set()
    for scenario, asked in SCENARIOS.items():
        perhaps |= {step for step, run in steps(traced(*asked)["signals"]) if run["number"] is not None}
        called |= {(row["signal"], row["receiver"], row["sender"]) for row in recorded(scenario)}
    assert sorted(perhaps - called) == []
    assert {receiver for _, receiver, _ in called} & NEVER == set()
