"""The models of the fixture projects as Django has them: their order, tables, and what points to them."""

from __future__ import annotations

import functools
import json
import subprocess

import pytest
from django_process import environment
from test_against_django import HERE, NAMES, PROJECTS, PYTHON, expected

from signal_lint.settings import Settings
from signal_lint.survey import survey
from signal_lint.tracing.deletion import Collector

#: Made by a function while the project runs; of an app that is installed only where `DEBUG` is on.
EXCEPT = {"loading.Invoice", "news.models.Item"}


@functools.cache
def in_django(name):
    """Return what Django says of each model of the project, by its dotted name."""
    command = [PYTHON, str(HERE / "django_boot" / "models.py")]
    run = subprocess.run(
        command, cwd=PROJECTS / name, env=environment(), capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    # Some projects print when they start.
    rows = json.loads(run.stdout.splitlines()[-1])
    own = (row for row in rows if not row["name"].startswith("django."))
    return {row["name"]: row for row in own if row["name"] not in EXCEPT}


@functools.cache
def in_project(name):
    """Return the same of the models that start-up loads."""
    found = {}

    def ask(project):
        lookup = project.lookup
        for model in lookup.models():
            stored = lookup.ancestry(model)
            if stored.loaded and not model.abstract and model.name not in EXCEPT:
                found[model.name] = {
                    "name": model.name,
                    "label": model.label,
                    "stored": stored.concrete.label,
                    "extends": [parent.label for parent in stored.parents],
                    "pointing": [
                        {"name": key.name, "on_delete": key.on_delete, "nullable": key.nullable}
                        for key in Collector(lookup).pointing_to(model)
                    ],
                }

    survey(Settings(root=PROJECTS / name), ask=ask)
    return found


STARTING = [name for name in NAMES if "raises" not in expected(name)]


@pytest.mark.parametrize("name", STARTING)
def test_the_models_are_those_of_django_in_its_order(name):
    assert list(in_project(name)) == list(in_django(name))


@pytest.mark.parametrize("name", STARTING)
def test_models_are_stored_and_pointed_to_as_in_django(name):
    for model, told in in_project(name).items():
        row = in_django(name)[model]
        kept = [key for key in row["pointing"] if not key["made"] and not key["name"].startswith("django.")]
        pointing = [{part: key[part] for part in ("name", "on_delete", "nullable")} for key in kept]
        assert told == {**row, "pointing": pointing}
