"""What Django itself does with the fixture projects.

Each project of fixtures/projects is started in a process of its own, under the
installed Django or the one of the interpreter that SIGNAL_LINT_DJANGO_PYTHON
names. Its `expected.toml` says what was read from the code; Django confirms it,
and the map has to say the same.

A row that is not live after start-up has to be proved by running it. `proof`
is the step of `record.py` after which the connection is there.
"""

from __future__ import annotations

import contextlib
import functools
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django_process import environment

from signal_lint.cli import main

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
# What may be expected of a row that the map gives each state.
LOADED = {
    "startup": {"startup", "any"},
    "late": {"late", "not startup", "any"},
    "never": {"never", "not startup", "any"},
    "unknown": {"not startup", "any"},
}

NAMES = sorted(str(path.parent.relative_to(PROJECTS)) for path in PROJECTS.rglob("expected.toml"))


@functools.cache
def expected(name):
    return tomllib.loads((PROJECTS / name / "expected.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=NAMES)
def name(request):
    """Return each project in turn; pytest runs all tests of one before the next, so that it starts once."""
    return request.param


def expected_rows(name):
    return expected(name).get("connections", [])


@functools.cache
def recorded(name, *arguments):
    return recorded_in(PROJECTS / name, *arguments)


def recorded_in(folder, *arguments):
    command = [PYTHON, str(RECORDER), *arguments]
    run = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def boot(name):
    return recorded(name, *sorted({row["proof"] for row in expected_rows(name) if "proof" in row}))


def boot_in_debug(name):
    return recorded(name, "--debug")


@functools.cache
def tool(*arguments):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main(arguments) in (0, 1)
    return json.loads(out.getvalue())


def map_rows(name):
    return tool("map", "--output-format", "json", str(PROJECTS / name))["connections"]


def diagnostics(folder):
    return tool("check", "--output-format", "json", str(folder))["diagnostics"]


def findings(name):
    return sorted((one["path"], one["line"], one["code"]) for one in diagnostics(PROJECTS / name))


def marks(name):
    return sorted(
        mark for path in (PROJECTS / name).rglob("*.py") for mark in marks_in(path, PROJECTS / name)
    )


def marks_in(path, root):
    for number, line in enumerate(path.read_text(encoding="latin-1").splitlines(), 1):
        if mark := MARK.search(line):
            yield from ((path.relative_to(root).as_posix(), number, code) for code in mark[1].split(", "))


def row_key(row):
    return row["signal"], row.get("sender"), row["receiver"]


def record_key(record):
    """Return signal, sender and receiver as Django was told, for `fits`."""
    sender = record["sender"]
    return record["signal"], sender and sender["name"], record["receiver"]["name"]


def map_key(row):
    """Return signal, sender and receiver of a row of the map, for `fits`."""
    name = row["receiver"]["name"] or ("?" if row["receiver"]["kind"] == "lambda" else None)
    return row["signal"], row["sender"]["label"] or row["sender"]["name"], name


def fits(row, key):
    return all("?" in (told, seen) or told == seen for told, seen in zip(row_key(row), key, strict=True))


def records_of(row, records):
    """Return what Django was told at the site of an expected row, wrappers looked through."""
    return [record for record in records if row["at"] in record["stack"] and fits(row, record_key(record))]


def states_of(row, records):
    return {record["state"] for record in records_of(row, records)}


def agrees(told, row):
    """Tell whether a row of the map says what is expected of it."""
    lost = (row["lost"] or {}).get("kind")
    return (
        told["at"] == f"{row['path']}:{row['line']}"
        and fits(told, map_key(row))
        and told["loaded"] in LOADED[row["loaded"]]
        and (row["loaded"] != "startup" or lost in (told.get("lost"), told.get("in_debug")))
    )


def spot(told):
    """Return a signal and where its receiver is defined, of a row of the map or of a record."""
    receiver = told["receiver"]
    return told["signal"], receiver["path"], receiver["line"]


def test_a_project_starts_or_raises_as_it_says(name):
    error = boot(name)["error"]
    seen = error and f"{error['type']}: {error['message']}"
    assert seen == expected(name).get("raises") or re.fullmatch(expected(name)["raises"], seen)


def test_what_lives_in_django_after_start_up_is_what_is_expected(name):
    live = {record_key(record) for record in boot(name)["records"] if record["state"] == "live"}
    told = [row for row in expected_rows(name) if row["loaded"] == "startup" and "lost" not in row]
    assert [key for key in live if not any(fits(row, key) for row in told)] == []
    assert [row for row in told if not any(fits(row, key) for key in live)] == []


def test_each_expected_connection_is_made_where_it_stands(name):
    records = boot(name)["records"]
    told = [row for row in expected_rows(name) if row["loaded"] == "startup"]
    assert [row for row in told if not records_of(row, records)] == []


def test_nothing_connects_at_start_up_that_is_not_expected(name):
    told = [row for row in expected_rows(name) if row["loaded"] in ("startup", "any")]
    extra = [record for record in boot(name)["records"] if not any(records_of(row, [record]) for row in told)]
    assert extra == []


def test_a_lost_connection_is_made_and_lost(name):
    for row in expected_rows(name):
        if row["loaded"] == "startup" and "lost" in row:
            assert states_of(row, boot(name)["records"]) == {STATES[row["lost"]]}, row


def test_a_receiver_without_keyword_arguments_is_refused_in_debug_alone(name):
    refused = [row for row in expected_rows(name) if "in_debug" in row]
    records = boot_in_debug(name)["records"] if refused else []
    assert [row for row in refused if states_of(row, records) != {"refused"}] == []
    raised = [record for record in records if record["error"]]
    assert [record for record in raised if not any(records_of(row, [record]) for row in refused)] == []


def test_what_start_up_leaves_out_connects_when_it_is_run(name):
    boots = boot(name)
    for row in expected_rows(name):
        if row["loaded"] not in ("startup", "any"):
            assert records_of(row, boots["records"]) == [], row
            prove(row, boots)


def prove(row, boots):
    step = boots["steps"][row["proof"]]
    seen = states_of(row, step["records"])
    if row["proof"].startswith(("call:", "receive:")):
        assert seen, row
        return
    assert row["at"].rpartition(":")[0] not in boots["modules"].values(), row
    assert (step["error"] or {}).get("type") == row.get("proof_raises"), row
    assert seen == (set() if step["error"] else {"live"}), row


def test_the_map_says_what_is_expected_and_nothing_else(name):
    rows, told = map_rows(name), expected_rows(name)
    assert [one for one in told if not any(agrees(one, row) for row in rows)] == []
    assert [row for row in rows if not any(agrees(one, row) for one in told)] == []


def test_what_the_map_calls_live_is_live_in_django(name):
    called = [row for row in map_rows(name) if row["loaded"] == "startup"]
    live = {spot(record) for record in boot(name)["records"] if record["state"] == "live"}
    kept = {spot(row) for row in called if row["lost"] is None}
    refused = {spot(row) for row in called if row["lost"] and row["lost"]["kind"] == "refused"}
    # A start that raises leaves what came before.
    assert "raises" in expected(name) or live - refused == kept - refused


def test_every_row_that_is_not_live_has_its_reason(name):
    for row in map_rows(name):
        assert row["reason"], row
        assert row["lost"] is None or row["lost"]["reason"], row


def test_the_findings_are_those_that_are_marked(name):
    assert findings(name) == marks(name)


@pytest.mark.parametrize("large", [name for name in NAMES if "/" not in name])
def test_a_project_whose_modules_all_raise_gives_the_same_report(large, tmp_path):
    copy = shutil.copytree(PROJECTS / large, tmp_path / "copy")
    touched = tmp_path / "imported"
    for path in copy.rglob("*.py"):
        booby_trap(path, touched)
    assert diagnostics(copy) == diagnostics(PROJECTS / large)
    assert tool("map", "--output-format", "json", str(copy))["connections"] == map_rows(large)
    assert not touched.exists()
    assert recorded_in(copy)["error"]["message"] == "imported"
    assert touched.exists()


def booby_trap(path, touched):
    """Make a module leave a trace and raise at its end, where no line number changes."""
    with path.open("a", encoding="ascii") as file:
        file.write(f'\nopen({str(touched)!r}, "w").close()\nraise RuntimeError("imported")\n')
