"""Django decides: what is told to save in a circle does so without end, and nothing else of the fixture."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from claims.asking import FIXTURES, ask

from signal_lint.analysis import analyse
from signal_lint.settings import Settings

ROOT = FIXTURES / "SGL403"


@pytest.fixture(scope="module")
def endless() -> set[str]:
    names: list[str] = ask(Path(__file__).with_name("circling.py"), ROOT)
    return set(names)


def test_the_models_of_the_cycles_are_those_that_django_saves_without_end(endless: set[str]):
    findings = analyse(Settings(root=ROOT, select=("SGL403",))).diagnostics
    assert {name for found in findings for name in re.findall(r"`shop\.(\w+)`", found.message)} == endless


def test_the_marked_receivers_are_among_them(endless: set[str]):
    assert {"Order", "Author", "Invoice", "Shelf"} <= endless
