"""Which ways through a receiver are open to a signal of which something is known."""

from __future__ import annotations

import pytest
from tracing.following import SHOP, received, traced


def writes(test, signal="post_save", operation="save", sender="Order", model="Order"):
    """Tell whether what stands under a test is written, and on what conditions."""
    signals = received(f"if {test}:\n    Log.objects.create(text='x')", signal, sender)
    runs = [run for sent in traced(signals, model, operation).sent for run in sent.runs]
    return [follow.effect.write.when for run in runs for follow in run.follows]


DECIDED = [
    ("created", "post_save", "create"),
    ("not created", "post_save", "save"),
    ("kwargs['created'] is False", "post_save", "save"),
    ("not raw", "post_save", "save"),
    ("update_fields is None", "post_save", "save"),
    ("instance.pk", "post_save", "create"),
    ("instance.pk is not None", "pre_save", "save"),
    ("not instance._state.adding", "pre_save", "save"),
    ("instance._state.adding", "pre_save", "create"),
    ("instance.id", "post_delete", "delete"),
]


@pytest.mark.parametrize(("test", "signal", "operation"), DECIDED)
def test_what_the_signal_says_decides_a_test(test, signal, operation):
    assert writes(test, signal, operation) == [()]
    assert writes(f"not ({test})", signal, operation) == []


SENDERS = [
    "sender is Order",
    "sender == Order",
    "sender in (Log, Order)",
    "sender is not Log",
    "sender not in [Log, Customer]",
    "sender.__name__ == 'Order'",
    "sender._meta.object_name in ('Order', 'Log')",
    "sender._meta.model_name == 'order'",
    "sender._meta.app_label != 'auth'",
    "sender._meta.label == 'shop.Order'",
    "sender._meta.label_lower == 'shop.order'",
    "isinstance(instance, Order)",
]


@pytest.mark.parametrize("test", SENDERS)
def test_a_receiver_for_any_model_knows_the_one_that_is_sent(test):
    assert writes(test, sender="") == [()]
    assert writes(f"not ({test})", sender="") == []


OPEN = {
    "instance.paid": ("`instance.paid`",),
    "sender is unknown": ("`sender is unknown`",),
    "sender in (unknown, Log)": ("`sender in (unknown, Log)`",),
    "sender is other()": ("`sender is other()`",),
    "isinstance(instance, Base)": ("`isinstance(instance, Base)`",),
    "hasattr(instance, 'customer')": ("`instance.customer is not missing`",),
    "len([x for x in instance.lines.all()]) > 3": ("`len([x for x in instance.lines.all()]) > 3`",),
}


@pytest.mark.parametrize("test", OPEN)
def test_any_other_test_is_a_condition(test):
    assert writes(test, sender="") == [OPEN[test]]


def test_what_a_receiver_does_to_the_state_of_the_instance_leaves_it_open():
    signals = received("instance.pk = None\nif instance.pk is None:\n    Log.objects.create(text='x')")
    (run,) = traced(signals).sent[1].runs
    assert [follow.effect.write.when for follow in run.follows] == [("`instance.pk is None`",)]


def test_a_model_without_a_label_has_no_names_to_compare():
    files = {"other/models.py": SHOP["shop/models.py"], "other/__init__.py": ""}
    signals = "from other.models import Order as Other\n" + received(
        "if sender._meta.app_label == 'shop':\n    Log.objects.create(text='x')", sender="Other"
    )
    (run,) = traced(signals, "other.models.Order", **files).sent[1].runs
    assert [follow.effect.write.when for follow in run.follows] == [("`sender._meta.app_label == 'shop'`",)]


def test_more_ways_than_can_be_told_apart_are_named_as_such():
    tests = "\n".join(f"if instance.a{number}:\n    mute_signals_{number}()" for number in range(7))
    (run,) = traced(received(f"{tests}\nLog.objects.create(text='x')")).sent[1].runs
    assert [follow.effect.write.when for follow in run.follows] == [
        ("tests that are too many to tell apart",)
    ]


def test_what_a_walk_makes_up_is_not_shown():
    signals = received(
        "for name in names(default(instance)):\n    with x() as y:\n        if y:\n            Log().save()"
    )
    (run,) = traced(signals).sent[1].runs
    (follow,) = run.follows
    assert follow.effect.write.when == ("`…`", "for each of `names(default(instance))`")
