"""Names and positions against the standard library, on all of Django."""

from __future__ import annotations

import ast
import dataclasses
import warnings
from pathlib import Path

import django
import pytest
from extract.against_ast import ours, theirs

from signal_lint import syntax
from signal_lint.extract.parsing import parse_file
from signal_lint.extract.reading import Reading
from signal_lint.extract.tokens import Text
from signal_lint.facts import Problem

DJANGO = Path(django.__file__).parent
FOLDERS = sorted(path.name for path in DJANGO.iterdir() if path.is_dir())


def whole(reading: Reading, statement: syntax.Statement) -> syntax.Statement:
    """Return a statement with everything that was deferred."""
    if isinstance(statement, syntax.Deferred):
        found = reading.statement(statement.key)
        assert found is not None
        return whole(reading, found)
    if isinstance(statement, syntax.ClassDef):
        return dataclasses.replace(statement, body=tuple([whole(reading, each) for each in statement.body]))
    return statement


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_place_is_that_of_the_standard_library(folder: str) -> None:
    for path in (DJANGO / folder).rglob("*.py"):
        text = path.read_text("utf-8")
        body = parse_file(Text(text))
        assert not isinstance(body, Problem), path
        with warnings.catch_warnings(action="ignore"):
            expected = theirs(text)
        found = set(ours(body))
        assert found <= expected, path
        assert {place for place in expected - found if place[0] not in ("Call", "Lambda")} == set(), path


@pytest.mark.parametrize("folder", ["apps", "dispatch", "test", "utils"])
def test_statements_parsed_alone_are_those_of_the_whole_file(folder: str) -> None:
    for path in (DJANGO / folder).rglob("*.py"):
        text = path.read_text("utf-8")
        reading = Reading(path.name, text)
        body = tuple([whole(reading, statement) for statement in reading.facts.body])
        expected = parse_file(Text(text))
        assert body == expected, path
        assert list(ours(body)) == list(ours(expected)), path


@pytest.mark.parametrize("folder", FOLDERS)
def test_deferred_statements_name_what_the_standard_library_binds(folder: str) -> None:
    for path in (DJANGO / folder).rglob("*.py"):
        text = path.read_text("utf-8")
        names = [
            each.names[0]
            for each in Reading("", text).facts.body
            if isinstance(each, syntax.Deferred) and each.kind in ("function", "class")
        ]
        with warnings.catch_warnings(action="ignore"):
            expected = [
                each.name
                for each in ast.parse(text).body
                if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            ]
        assert names == expected, path
