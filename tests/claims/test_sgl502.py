"""Django decides: what the fixture of SGL502 marks spoils the loading of a fixture, and nothing else does."""

from __future__ import annotations

import pytest
from claims.asking import LOADING, Answer, answers_for, ask_project, marks_of

MODELS = {
    "shop/models.py": """
        from django.db import models

        class Tag(models.Model): pass

        class Order(models.Model):
            tags = models.ManyToManyField(Tag)
        """
}
LOADED = """
from tempfile import TemporaryDirectory
from django.core import serializers
from django.db.models.signals import m2m_changed, post_save
from shop.models import Order, Tag

tag, order = Tag.objects.create(), Order.objects.create()
order.tags.add(tag)
rows = serializers.serialize("json", [tag, order])
call_command("flush", interactive=False, verbosity=0)
received = []

def saved(raw, created, update_fields, **kwargs):
    received.append([raw, created, update_fields])

def changed(**kwargs):
    received.append(kwargs.get("raw", False))

post_save.connect(saved, sender=Order)
m2m_changed.connect(changed, sender=Order.tags.through)
with TemporaryDirectory() as folder:
    path = f"{folder}/rows.json"
    open(path, "w").write(rows)
    call_command("loaddata", path, verbosity=0)
told = django.VERSION >= (6, 1)
answer = [received[0], all(raw is told for raw in received[1:])]
"""


@pytest.fixture(scope="module")
def answers() -> list[Answer]:
    return answers_for("SGL502", script=LOADING)


def test_every_receiver_with_a_mark_spoils_the_loading(answers: list[Answer]):
    assert [each.place for each in answers if each.marks and not each.confirmed] == []


def test_no_receiver_without_a_mark_does(answers: list[Answer]):
    assert [each.place for each in answers if each.confirmed and not each.marks] == []


def test_no_mark_is_left_out(answers: list[Answer]):
    asked = {each.place: each.marks for each in answers}
    assert sum(asked.values()) == marks_of("SGL502")


def test_a_fixture_is_told_by_raw_beside_created_and_for_relations_since_6_1():
    assert ask_project(LOADED, MODELS) == [[True, True, None], True]
