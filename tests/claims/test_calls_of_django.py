"""Django decides: what the fixtures of SGL505, SGL506 and SGL601 mark fails, and everything else works."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from claims.asking import Answer, answers_for, ask_project, marks_of

SCRIPTS = {
    # The call of `on_commit` raises a TypeError.
    "SGL505": "committing.py",
    # Nothing is sent. A Django without `asend`, before 5.0, has no answer.
    "SGL506": "sending.py",
    # No signal is made, or one that cannot be sent from None.
    "SGL601": "making.py",
}
Answers = tuple[str, list[Answer]]
ENQUEUE = """
from django.db import transaction
from shop.tasks import tell

answer = outcome(lambda: transaction.on_commit(tell.enqueue("Ada")))
"""
TASKS = {"shop/tasks.py": "from django.tasks import task\n\n@task\ndef tell(name): pass\n"}


@pytest.fixture(scope="module", params=SCRIPTS)
def answers(request) -> Answers:
    """Ask Django, once, about everything that a fixture does."""
    return request.param, answers_for(request.param, script=Path(__file__).with_name(SCRIPTS[request.param]))


def test_everything_with_a_mark_fails(answers: Answers):
    _, asked = answers
    assert [each.place for each in asked if each.marks and each.confirmed is False] == []


def test_everything_without_a_mark_works(answers: Answers):
    _, asked = answers
    assert [each.place for each in asked if each.confirmed and not each.marks] == []


def test_no_mark_is_left_out(answers: Answers):
    code, asked = answers
    assert sum(each.marks for each in asked) == marks_of(code)


def test_a_result_of_djangos_own_tasks_cannot_be_called_either():
    # Before Django 6.0, there are no such tasks to import.
    body = f"try:{textwrap.indent(ENQUEUE, '    ')}except ImportError: answer = 'TypeError'"
    assert ask_project(body, TASKS) == "TypeError"
