"""`signal-lint map`, from end to end."""

from __future__ import annotations

import json

import pytest
from small_project import write_project


@pytest.fixture
def project(tmp_path):
    return write_project(tmp_path)


def test_the_map_is_a_tree_of_models(run, project):
    ran = run("map")
    assert (ran.code, ran.err) == (0, "")
    assert "shop.Book  shop/models.py:4\n  django.db.models.signals.post_save\n" in ran.out
    assert "    shop.signals.on_save  shop/signals.py:8  at start-up\n" in ran.out


def test_the_map_can_begin_with_signals_or_apps(run, project):
    assert run("map", "--group-by", "signal").out.startswith(
        "django.db.models.signals.post_delete\n  any sender\n"
    )
    assert run("map", "--group-by", "app").out.startswith(
        "lost\n  django.db.models.signals.post_delete, any sender\n"
    )


def test_the_map_as_json_holds_the_rows_of_the_asked_paths(run, project):
    document = json.loads(run("map", "shop", "--output-format", "json").out)
    assert [row["path"] for row in document["connections"]] == ["shop/signals.py"]
    assert [model["label"] for model in document["models"]] == ["shop.Book"]


def test_the_map_can_go_to_a_file(run, project):
    assert run("map", "--output-file", "map.txt") == (0, "", "")
    assert (project / "map.txt").read_text() == run("map").out
