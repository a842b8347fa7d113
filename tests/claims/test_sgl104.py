"""Django decides: what SGL104 marks is connected without what stands above, all else as it is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from claims.asking import FIXTURES, ask, ask_project, marks_of

WRAPPING = Path(__file__).with_name("wrapping.py")
MODELS = {"shop/models.py": "from django.db import models\n\nclass Book(models.Model): pass\n"}
SAVED = """
from functools import wraps
from django.db.models.signals import post_save
from django.dispatch import receiver
from shop.models import Book

answer = []

def noted(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        answer.append("noted")
        return function(*args, **kwargs)
    return wrapper

{}
def saved(sender, **kwargs):
    answer.append("saved")

Book.objects.create()
"""


@pytest.fixture(scope="module")
def answers() -> dict[str, bool]:
    """Ask Django, once, of which decorators the function is what is connected."""
    rows: list[tuple[str, int, bool]] = ask(WRAPPING, FIXTURES / "SGL104")
    return {
        f"{Path(path).name}:{line} {Path(path).read_text().splitlines()[line - 1].strip()}": same
        for path, line, same in rows
    }


def test_what_a_marked_decorator_connects_is_not_what_the_name_stands_for(answers: dict[str, bool]):
    marked = [place for place in answers if "# expect: SGL104" in place]
    assert len(marked) == marks_of("SGL104")
    assert [place for place in marked if answers[place]] == []


def test_what_others_connect_is(answers: dict[str, bool]):
    others = [place for place in answers if "# expect: SGL104" not in place]
    assert len(others) >= 10
    assert [place for place in others if not answers[place]] == []


@pytest.mark.parametrize(
    ("decorators", "called"),
    [
        ("@noted\n@receiver(post_save, sender=Book)", ["saved"]),
        ("@receiver(post_save, sender=Book)\n@noted", ["noted", "saved"]),
    ],
)
def test_a_signal_runs_only_the_decorators_below(decorators: str, called: list[str]):
    assert ask_project(SAVED.format(decorators), MODELS) == called
