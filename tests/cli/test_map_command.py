"""`signal-lint map`, from end to end."""

from __future__ import annotations

import json
import re

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


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("mermaid", "---\nconfig:\n"),
        ("dot", "// 2 connections: "),
        ("markdown", "# Signals\n\n2 connections"),
    ],
)
def test_the_map_has_formats_for_other_programs(run, project, name, start):
    ran = run("map", "--output-format", name)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(start)
    assert "on_save" in ran.out


@pytest.mark.parametrize("name", ["text", "mermaid", "dot", "markdown", "json"])
def test_every_format_shows_what_is_asked_for_and_nothing_else(run, project, name):
    out = run("map", "--output-format", name, "--app", "shop", "--signal", "post_save", "--model", "Book").out
    assert "on_save" in out
    assert "on_delete" not in out


def test_a_path_and_a_filter_have_to_fit_both(run, project):
    assert run("map", "lost", "--model", "shop.Book").out == "No connections found.\n"


@pytest.mark.parametrize(
    ("option", "value", "problem"),
    [
        ("--app", "shpo", "no known app is called `shpo` (did you mean `shop`?)"),
        ("--signal", "post_sav", "no known signal is called `post_sav` (did you mean `post_save`?)"),
        ("--model", "shop.Bok", "no known sender is called `shop.Bok` (did you mean `shop.Book`?)"),
        ("--model", "\x1b\n", "no known sender is called `\\x1b\\n`"),
    ],
)
def test_a_filter_that_names_nothing_known_is_a_mistake(run, project, option, value, problem):
    ran = run("map", option, value)
    assert ran == (2, "", f"signal-lint: error: {option}: {problem}\n")


def embedded(text):
    found = re.search(r'<script type="application/json" id="document">(.*?)</script>', text)
    return json.loads(found[1])


def test_the_map_as_html_holds_the_map_and_the_findings(run, project):
    ran = run("map", "--output-format", "html")
    assert (ran.code, ran.err) == (0, "")
    document = embedded(ran.out)
    rows = json.loads(run("map", "--output-format", "json").out)["connections"]
    assert [{key: row[key] for key in rows[0]} for row in document["connections"]] == rows
    codes = [[finding["code"] for finding in row["findings"]] for row in document["connections"]]
    assert codes == [["SGL003"], ["SGL001"]]


def test_the_map_as_html_shows_what_is_asked_for(run, project):
    document = embedded(run("map", "lost", "--output-format", "html").out)
    assert [row["app"] for row in document["connections"]] == ["lost"]
    assert document["findings"] == []


def test_the_map_as_html_reports_the_rules_that_are_configured(run, project):
    (project / "signal-lint.toml").write_text('ignore = ["SGL003"]\n')
    document = embedded(run("map", "--output-format", "html").out)
    assert [len(row["findings"]) for row in document["connections"]] == [0, 1]


def test_the_map_as_html_goes_to_a_file(run, project):
    ran = run("map", "--output-format", "html", "--output-file", "map.html")
    assert (ran.code, ran.out) == (0, "")
    assert (project / "map.html").read_text().startswith("<!DOCTYPE html>")


def test_an_unchanged_project_gives_the_same_page(run, project):
    pages = {run("map", "--output-format", "html", *words).out for words in ([], [], ["--no-cache"])}
    assert len(pages) == 1
