"""Django decides: what the fixture of SGL504 marks queries for each loaded row, and nothing else does."""

from __future__ import annotations

import pytest
from claims.asking import QUERYING, Answer, answers_for, ask_project, marks_of

MODELS = {
    "shop/models.py": """
        from django.db import models

        class Customer(models.Model): pass

        class Order(models.Model):
            customer = models.ForeignKey(Customer, models.CASCADE)
        """
}
COUNTED = """
from django.db import connection
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext
from shop.models import Customer, Order

for _ in range(3):
    Order.objects.create(customer=Customer.objects.create())

def count(**attributes):
    def remember(sender, instance, **kwargs):
        instance.first = getattr(instance, attributes["read"])
    post_init.connect(remember, sender=Order)
    with CaptureQueriesContext(connection) as captured:
        list(Order.objects.select_related("customer"))
    post_init.disconnect(remember, sender=Order)
    return len(captured)

answer = [count(read="customer_id"), count(read="customer")]
"""


@pytest.fixture(scope="module")
def answers() -> list[Answer]:
    return answers_for("SGL504", script=QUERYING)


def test_every_receiver_with_a_mark_queries_for_each_row(answers: list[Answer]):
    assert [each.place for each in answers if each.marks and not each.confirmed] == []


def test_no_receiver_without_a_mark_does(answers: list[Answer]):
    assert [each.place for each in answers if each.confirmed and not each.marks] == []


def test_no_mark_is_left_out(answers: list[Answer]):
    asked = {each.place: each.marks for each in answers}
    assert sum(asked.values()) == marks_of("SGL504")


def test_related_rows_that_are_selected_come_too_late():
    assert ask_project(COUNTED, MODELS) == [1, 4]
