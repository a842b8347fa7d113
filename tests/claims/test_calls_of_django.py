"""Django decides: what the fixtures of SGL505, SGL506 and SGL601 mark fails, and everything else works."""

from __future__ import annotations

from pathlib import Path

import pytest
from claims.asking import Answer, answers_for, marks_of

SCRIPTS = {
    # The call of `on_commit` raises a TypeError.
    "SGL505": "committing.py",
    # Nothing is sent. A Django without `asend`, before 5.0, has no answer.
    "SGL506": "sending.py",
    # No signal is made, or one that cannot be sent from None.
    "SGL601": "making.py",
}
Answers = tuple[str, list[Answer]]


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
