"""Which receivers a signal reaches, in which order, and why others do not run."""

from __future__ import annotations

import pytest
from tracing.following import SHOP, received, shown, traced

NOOP = "def on_signal(sender, **kwargs):\n    pass\n"


def runs(signals, model="Order", operation="save", **files):
    """Return what becomes of each receiver of `post_save`: its outcome and why."""
    return [(run.outcome, run.reason) for run in traced(signals, model, operation, **files).sent[-1].runs]


@pytest.mark.parametrize("sender", ["Order", "'shop.Order'", "'shop.order'"])
def test_a_receiver_of_the_model_runs(sender):
    assert runs(received("pass", sender=sender)) == [("runs", "")]


@pytest.mark.parametrize(
    "sender",
    [
        "Customer",
        "Base",
        "'shop.Other'",
        "[Order]",
        "Order()",
        "Order.objects",
        "transaction.Atomic",
        "'other.Order'",
    ],
)
def test_a_receiver_of_anything_else_is_not_told(sender):
    assert runs(received("pass", sender=sender)) == []


def test_a_user_model_that_is_not_there_is_told_by_its_label():
    signals = "from django.contrib.auth import get_user_model\n" + received("pass", sender="get_user_model()")
    settings = 'INSTALLED_APPS = ["shop"]\nAUTH_USER_MODEL = "{}"\n'
    assert runs(signals, **{"settings.py": settings.format("accounts.Person")}) == []
    assert runs(signals, **{"settings.py": settings.format("shop.Order")}) == [("runs", "")]


def test_a_model_of_a_package_may_be_offered_by_another_module():
    signals = "from cms import Page\nfrom cms.models import Page as Model\n" + received("pass", sender="Page")
    signals += received("pass", sender="Model").replace("on_signal", "of_model")
    found = [outcome for outcome, _ in runs(signals, "cms.models.Page")]
    assert found == ["may run", "runs"]
    assert runs(signals) == []


def test_a_sender_that_is_not_resolved_may_be_the_model():
    assert runs(received("pass", sender="unknown")) == [("may run", "its sender `unknown` is not resolved")]


def test_a_receiver_that_tests_connect_does_not_run():
    files = {"shop/tests.py": "from shop.signals import *\n" + received("pass")}
    assert runs("", **files) == [("does not run", "only tests load it")]


def test_a_receiver_that_nothing_loads_does_not_run():
    imports = "from django.db.models.signals import post_save\nfrom django.dispatch import receiver\n"
    files = {"shop/old.py": imports + "from shop.models import Order\n" + received("pass")}
    assert runs("", **files) == [("does not run", "no module of the project imports it")]


def test_a_receiver_that_is_loaded_late_may_run():
    imports = "from django.db.models.signals import post_save\nfrom django.dispatch import receiver\n"
    files = {"shop/tasks.py": imports + "from shop.models import Order\n" + received("pass")}
    reason = "only once its module is loaded, after start-up (loaded as tasks, after start-up)"
    assert runs("", **files) == [("may run", reason)]


def test_a_receiver_that_a_function_connects_may_run():
    signals = f"{NOOP}def later():\n    post_save.connect(on_signal, sender=Order)\n"
    assert runs(signals) == [("may run", "nothing that start-up runs calls `shop.signals.later`")]


def test_a_receiver_that_is_collected_does_not_run():
    signals = "post_save.connect(lambda sender, **kwargs: None, sender=Order)\n"
    reason = "collected: nothing but the connection refers to the lambda, and that holds it weakly"
    assert runs(signals) == [("does not run", reason)]


def test_a_receiver_that_is_connected_under_a_condition_may_run():
    signals = f"{NOOP}if unknown:\n    post_save.connect(on_signal, sender=Order)\n"
    assert runs(signals) == [("may run", "it is connected only if `unknown` (shop/signals.py:7)")]


def test_a_receiver_without_keyword_arguments_raises():
    outcome, reason = runs("@receiver(post_save, sender=Order)\ndef on_save(sender, instance): ...\n")[0]
    assert outcome == "may run"
    assert "it takes no `**kwargs`, so that Django cannot call it, and raises" in reason


def test_a_coroutine_comes_last_and_may_run():
    signals = received("pass").replace("def on", "async def on") + received("pass").replace(
        "on_signal", "second"
    )
    trace = traced(signals)
    assert [(run.connection.receiver.name, run.outcome) for run in trace.sent[1].runs] == [
        ("shop.signals.second", "runs"),
        ("shop.signals.on_signal", "may run"),
    ]


def test_what_is_connected_twice_is_called_once():
    signals = (
        f"{NOOP}post_save.connect(on_signal, sender=Order)\npost_save.connect(on_signal, sender=Order)\n"
    )
    assert runs(signals) == [("runs", "")]


def test_what_is_connected_for_any_model_as_well_is_called_twice():
    signals = f"{NOOP}post_save.connect(on_signal, sender=Order)\npost_save.connect(on_signal)\n"
    assert runs(signals) == [("runs", ""), ("runs", "")]


def test_what_is_connected_under_two_ids_is_called_twice():
    connect = "post_save.connect(on_signal, sender=Order, dispatch_uid='{}')\n"
    assert len(runs(NOOP + connect.format(1) + connect.format(2) + connect.format(2))) == 2


def test_what_may_be_connected_is_no_reason_to_leave_out_what_is():
    connect = "post_save.connect(on_signal, sender=Order)\n"
    signals = f"{NOOP}if unknown:\n    {connect}{connect}"
    assert [outcome for outcome, _ in runs(signals)] == ["may run", "runs"]


def test_what_has_no_name_may_be_two():
    signals = "for each in made():\n" + "    post_save.connect(each, sender=Order)\n" * 2
    assert len(runs(signals)) == 2


def test_two_methods_may_belong_to_two_objects():
    signals = """\
class Handler:
    def on(self, sender, **kwargs):
        pass

one, two = Handler(), Handler()
post_save.connect(one.on, sender=Order)
post_save.connect(two.on, sender=Order)
"""
    assert len(runs(signals)) == 2


def test_receivers_run_in_the_order_in_which_they_were_connected():
    second = {
        "settings.py": 'INSTALLED_APPS = ["zoo", "shop"]\n',
        "zoo/__init__.py": "",
        "zoo/apps.py": SHOP["shop/apps.py"].replace("shop", "zoo").replace("Shop", "Zoo"),
        "zoo/signals.py": (
            "from django.db.models.signals import post_save\n"
            "def later(**kwargs): ...\n"
            "post_save.connect(later)\n"
        ),
    }
    trace = traced(received("pass"), **second)
    assert [run.connection.receiver.name for run in trace.sent[1].runs] == [
        "zoo.signals.later",
        "shop.signals.on_signal",
    ]


def test_a_place_that_start_up_is_not_seen_to_come_to_has_no_known_turn():
    imports = "from django.db.models.signals import post_save\nfrom django.dispatch import receiver\n"
    files = {"shop/extra.py": imports + "from shop.models import Order\n" + received("pass")}
    signals = f"{received('pass')}if 0:\n    from shop import extra\n"
    assert runs(signals, **files) == [
        ("runs", ""),
        ("may run", "it is not seen when start-up connects it, or whether"),
    ]


def test_a_signal_that_is_not_resolved_may_be_any():
    assert shown(received("pass", signal="unknown"))[-2:] == [
        "Not certain",
        "   the signal `unknown` is not resolved (shop/signals.py:5), and may be any",
    ]
