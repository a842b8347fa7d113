"""The fixture projects: each agrees with its map.

They are started under the installed Django, or under that of the interpreter in SIGNAL_LINT_DJANGO_PYTHON.
"""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path

import pytest

PROJECTS = Path(__file__).parents[2] / "fixtures" / "projects"
PYTHON = os.environ.get("SIGNAL_LINT_DJANGO_PYTHON", sys.executable)
NAMES = ("bookshop", "storefront", "blog", "site", "legacy")


def expected(name):
    return tomllib.loads((PROJECTS / name / "expected.toml").read_text(encoding="utf-8"))["connections"]


def key(row):
    return row["signal"], row.get("sender"), row["receiver"]


def live(rows):
    """Return the rows that are in Django after start-up; a receiver may be connected again."""
    kept = [row for row in rows if row["loaded"] == "startup" and "lost" not in row]
    keys = {key(row) for row in kept}
    return [row for row in rows if row in kept or (row.get("lost") == "duplicate" and key(row) in keys)]


@pytest.mark.parametrize("name", NAMES)
def test_a_fixture_project_agrees_with_its_map(verify, name):
    ran = verify(PROJECTS / name, "--python", PYTHON, "--output-format", "json")
    lost = {row["at"] for row in expected(name) if row.get("lost") in ("collected", "replaced")}
    document = ran.document
    assert (document["missing_in_django"], document["missing_on_map"]) == ([], [])
    assert {f"{one['path']}:{one['line']}" for one in document["lost"]} == lost
    assert document["agreed"] == len(live(expected(name)))
    assert document["agreed"] + len(document["not_connected"]) + len(lost) == len(expected(name))
    assert ran.code == (1 if lost else 0)


def test_the_report_of_a_project_that_loses_receivers_names_them(verify):
    out = verify(PROJECTS / "site").out
    assert "  core.apps.CoreConfig.ready.<locals>.<lambda>  core/apps.py:24\n" in out
    assert (
        "    as the map says, nothing but the connection refers to the lambda, and that holds it weakly\n"
        in out
    )
    assert out.endswith("Found 5 lost receivers\n")


def test_a_part_of_a_project_can_be_asked_for(verify):
    document = verify(PROJECTS / "site" / "gallery", "--output-format", "json").document
    assert {one["path"].partition("/")[0] for one in document["lost"]} == {"gallery"}
    assert (document["missing_in_django"], document["missing_on_map"]) == ([], [])
