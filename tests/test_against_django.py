"""What Django itself does with the fixture projects.

Each project of fixtures/projects is started in a process of its own, under the
installed Django or the one of the interpreter that SIGNAL_LINT_DJANGO_PYTHON
names. Its `expected.toml` says what was read from the code; Django confirms it,
and the map has to say the same.

A row that is not live after start-up has to be proved by running it. `proof`
is the step of `record.py` after which the connection is there.
"""

from __future__ import annotations

import functools
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
PROJECTS = HERE.parent / "fixtures" / "projects"
RECORDER = HERE / "django_boot" / "record.py"
PYTHON = os.environ.get("SIGNAL_LINT_DJANGO_PYTHON", sys.executable)
MARK = re.compile(r"# expect: (SGL\d{3}(?:, SGL\d{3})*)")
STATES = {
    "collected": "collected",
    "replaced": "collected",
    "disconnected": "disconnected",
    "duplicate": "duplicate",
}

NAMES = sorted(str(path.parent.relative_to(PROJECTS)) for path in PROJECTS.rglob("expected.toml"))


def every_project(test):
    return pytest.mark.parametrize("name", NAMES)(test)


@functools.cache
def expected(name):
    return tomllib.loads((PROJECTS / name / "expected.toml").read_text(encoding="utf-8"))


def expected_rows(name):
    return expected(name).get("connections", [])


def starts(name):
    return "raises" not in expected(name)


def environment():
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "DEBUG"))}
    return {**kept, "PYTHONWARNINGS": "ignore"}


@functools.cache
def boot(name, *arguments):
    command = [PYTHON, str(RECORDER), *arguments]
    run = subprocess.run(
        command, cwd=PROJECTS / name, env=environment(), capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def boot_with_proofs(name):
    return boot(name, *sorted({row["proof"] for row in expected_rows(name) if "proof" in row}))


@functools.cache
def tool(*arguments):
    command = [sys.executable, "-m", "signal_lint", *arguments]
    run = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=False)
    assert run.returncode in (0, 1), run.stderr
    return json.loads(run.stdout)


def map_rows(name):
    return tool("map", "--output-format", "json", str(PROJECTS / name))["connections"]


def record_key(record):
    sender = record["sender"]
    return record["signal"], sender and sender["name"], record["receiver"]["name"]


def row_key(row):
    return row["signal"], row.get("sender"), row["receiver"]


def records_of(row, records):
    """Return what Django was told at the site of an expected row, wrappers looked through."""
    return [record for record in records if row["at"] in record["stack"] and fits(row, record_key(record))]


def fits(row, key):
    return all(told in ("?", seen) for told, seen in zip(row_key(row), key, strict=True))


def lives(row):
    return row["loaded"] == "startup" and row.get("lost") in (None, "refused")


@every_project
def test_a_project_starts_or_raises_as_it_says(name):
    error = boot(name)["error"]
    seen = error and f"{error['type']}: {error['message']}"
    assert seen == expected(name).get("raises") or re.fullmatch(expected(name)["raises"], seen)


@every_project
def test_what_lives_in_django_after_start_up_is_what_is_expected(name):
    live = {record_key(record) for record in boot(name)["records"] if record["state"] == "live"}
    told = [row for row in expected_rows(name) if lives(row)]
    assert [key for key in live if not any(fits(row, key) for row in told)] == []
    assert [row for row in told if not any(fits(row, key) for key in live)] == []


@every_project
def test_each_expected_connection_is_made_where_it_stands(name):
    records = boot(name)["records"]
    told = [row for row in expected_rows(name) if row["loaded"] == "startup"]
    assert [row for row in told if not records_of(row, records)] == []


@every_project
def test_nothing_connects_at_start_up_that_is_not_expected(name):
    told = [row for row in expected_rows(name) if row["loaded"] in ("startup", "any")]
    extra = [
        record
        for record in boot(name)["records"]
        if not any(records_of(row, [record]) for row in told)
    ]
    assert extra == []


@every_project
def test_a_lost_connection_is_made_and_lost(name):
    records = boot(name)["records"]
    for row in expected_rows(name):
        if row["loaded"] == "startup" and row.get("lost") in STATES:
            states = {record["state"] for record in records_of(row, records)}
            assert states == {STATES[row["lost"]]}, row


@every_project
def test_a_refused_connection_raises_in_debug(name):
    for row in expected_rows(name):
        if row["loaded"] == "startup" and row.get("lost") == "refused":
            states = {record["state"] for record in records_of(row, boot(name, "--debug")["records"])}
            assert states == {"refused"}, row


@every_project
def test_what_start_up_leaves_out_connects_when_it_is_run(name):
    boots = boot_with_proofs(name)
    for row in expected_rows(name):
        if row["loaded"] not in ("startup", "any"):
            assert records_of(row, boots["records"]) == [], row
            prove(row, boots)


def prove(row, boots):
    step = boots["steps"][row["proof"]]
    seen = {record["state"] for record in records_of(row, step["records"])}
    if row["proof"].startswith(("call:", "receive:")):
        assert seen, row
        return
    assert row["at"].rpartition(":")[0] not in boots["modules"].values(), row
    assert (step["error"] or {}).get("type") == row.get("proof_raises"), row
    assert seen == (set() if step["error"] else {STATES.get(row.get("lost"), "live")}), row
