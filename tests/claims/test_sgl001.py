"""Django decides: a receiver without `**kwargs` is refused under DEBUG, and dies at the first send else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from claims.asking import FIXTURES, ask_project
from claims.receiving import refused

SENT = """
from django.db.models.signals import post_save
from django.dispatch import receiver
from shop.models import Book

def connect():
    @receiver(post_save, sender=Book, weak=False)
    def saved({}): pass
    return "connected"

answer = [outcome(connect), outcome(lambda: type(Book.objects.create()).__name__)]
"""
MODELS = {"shop/models.py": "from django.db import models\n\nclass Book(models.Model): pass\n"}


@pytest.mark.parametrize(
    ("parameters", "debug", "outcomes"),
    [
        ("sender, instance", False, ["connected", "TypeError"]),
        ("sender, instance, *args", False, ["connected", "TypeError"]),
        ("sender, instance", True, ["ValueError", "Book"]),
        ("sender, instance, **kwargs", True, ["connected", "Book"]),
    ],
)
def test_what_django_does_with_the_parameters(parameters: str, debug: object, outcomes: list[str]):
    assert ask_project(SENT.format(parameters), MODELS, f"DEBUG = {debug}") == outcomes


def test_under_debug_what_the_fixture_marks_is_refused_and_nothing_else(tmp_path: Path):
    root = shutil.copytree(FIXTURES / "SGL001", tmp_path / "SGL001")
    marked = {
        f"{path.relative_to(root).as_posix()}:{number}"
        for path in root.rglob("*.py")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if "# expect: SGL001" in line
    }
    found = refused(root)
    assert {place for place, is_refused in found.items() if is_refused} == marked
    assert len(found) >= 20
