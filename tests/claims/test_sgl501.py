"""Django decides: what the fixture of SGL501 marks is done though nothing is committed, the rest is not."""

from __future__ import annotations

import pytest
from claims.asking import LEAVING, Answer, answers_for, marks_of


@pytest.fixture(scope="module")
def answers() -> list[Answer]:
    return answers_for("SGL501", script=LEAVING)


def test_every_receiver_with_a_mark_reaches_beyond_a_rollback(answers: list[Answer]):
    assert [each.place for each in answers if each.marks and not each.confirmed] == []


def test_no_receiver_without_a_mark_does(answers: list[Answer]):
    assert [each.place for each in answers if each.confirmed and not each.marks] == []


def test_no_mark_is_left_out(answers: list[Answer]):
    asked = {each.place: each.marks for each in answers}
    assert sum(asked.values()) == marks_of("SGL501")
