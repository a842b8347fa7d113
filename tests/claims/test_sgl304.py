"""Django decides: what a marked module connects runs twice for each signal, and everything else once."""

from __future__ import annotations

from pathlib import Path

import pytest
from claims.asking import FIXTURES, ask, ask_project

ROOT = FIXTURES / "SGL304"
DOUBLING = Path(__file__).with_name("doubling.py")
MARK = "# expect: SGL304"


@pytest.fixture(scope="module")
def calls() -> dict[str, int]:
    """Ask Django, once, how often it calls what each line of the fixture connects."""
    return ask(DOUBLING, ROOT)


def _file(place: str) -> str:
    return (ROOT / place.rpartition(":")[0]).read_text()


def _is_marked(place: str) -> bool:
    return MARK in _file(place).splitlines()[int(place.rpartition(":")[2]) - 1]


def test_every_marked_receiver_runs_twice(calls: dict[str, int]):
    marked = {place: count for place, count in calls.items() if _is_marked(place)}
    assert len(marked) == 5
    assert set(marked.values()) == {2}


def test_the_receivers_of_every_other_module_run_once(calls: dict[str, int]):
    others = {place: count for place, count in calls.items() if MARK not in _file(place)}
    assert len(others) == 12
    assert set(others.values()) == {1}


def test_django_refuses_a_model_under_two_names():
    book = "from django.db import models\nclass Book(models.Model):\n    pages = models.IntegerField()\n"
    labelled = f"{book}    class Meta: app_label = 'shop'\n"
    body = """
        import importlib
        sys.path[:0] = [os.path.join(sys.argv[1], folder) for folder in ("inner", "shop")]
        names = ("models", "parts", "inner.parts")
        answer = [outcome(lambda: importlib.import_module(name).__name__) for name in names]
    """
    files = {"shop/models.py": book, "inner/parts.py": labelled.replace("Book", "Part")}
    assert ask_project(body, files) == ["RuntimeError", "parts", "RuntimeError"]
