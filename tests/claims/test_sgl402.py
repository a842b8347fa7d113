"""Django decides: what the fixture of SGL402 marks recurses or brings the row back, and nothing else does."""

from __future__ import annotations

import pytest
from claims.asking import RETURNING, Answer, answers_for, marks_of


@pytest.fixture(scope="module")
def answers() -> list[Answer]:
    saved = answers_for("SGL402", "pre_save", "post_save", "pre_delete")
    return [*saved, *answers_for("SGL402", script=RETURNING)]


def test_every_receiver_with_a_mark_does_what_is_said_of_it(answers: list[Answer]):
    assert [each.place for each in answers if each.marks and not each.confirmed] == []


def test_no_receiver_without_a_mark_does(answers: list[Answer]):
    assert [each.place for each in answers if each.confirmed and not each.marks] == []


def test_no_mark_is_left_out(answers: list[Answer]):
    asked = {each.place: each.marks for each in answers}
    assert sum(asked.values()) == marks_of("SGL402")
