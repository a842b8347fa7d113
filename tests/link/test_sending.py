"""What the project sends with a signal, and whether all of it is known."""

from __future__ import annotations

import pytest
from link.linking import shop

from signal_lint.calling import Sends
from signal_lint.connections import Signal
from signal_lint.source import at_line

PAID = "paid = Signal()\n\n@receiver([paid])\ndef on(sender, **kwargs): ...\n"
LINE = at_line("shop/signals.py", 5)
POST_SAVE = Signal("django.db.models.signals.post_save", None, is_model_signal=True)


def sends(text: str, **files: str) -> Sends:
    """Return what the shop sends with its signal `paid`."""
    project = shop(PAID + text, **files)
    signals = {each.signal for each in project.connections if each.location.path == "shop/signals.py"}
    (signal,) = filter(None, signals)
    return project.lookup.sends(signal)


@pytest.mark.parametrize("verb", ["send", "send_robust", "asend", "asend_robust"])
def test_each_way_of_sending_is_a_call(verb):
    found = sends(f"def pay(order):\n    paid.{verb}(Book, order=order)\n")
    (call,) = found.calls
    assert found.complete
    assert (call.keywords, call.explicit, call.certain, call.test) == (("order",), True, True, False)
    assert (call.location.path, call.location.span.line) == ("shop/signals.py", 10)


def test_a_call_with_stars_is_not_explicit():
    (call,) = sends("def pay(**kwargs):\n    paid.send(sender=Book, **kwargs)\n").calls
    assert (call.keywords, call.explicit) == (("sender",), False)


def test_other_modules_send_it_too_and_tests_are_told_apart():
    sender = "from shop import signals\n\ndef pay():\n    signals.paid.send(sender=1, copies=2)\n"
    found = sends("paid.send(sender=2)\n", **{"shop/pay.py": sender, "shop/tests.py": sender})
    assert [(call.location.path, call.test) for call in found.calls] == [
        ("shop/pay.py", False),
        ("shop/signals.py", False),
        ("shop/tests.py", True),
    ]
    assert found.complete


@pytest.mark.parametrize(
    "text",
    [
        "paid.has_listeners()",
        "paid.connect(on_save)\npaid.disconnect(on_save)",
        "__all__ = ['paid']",
        "__all__ = []\n__all__ += ['paid', 'on']",
        "from shop.signals import paid",
        "'''What is paid'''",
    ],
)
def test_what_hands_the_signal_to_nobody_leaves_all_known(text):
    assert sends(f"{text}\n").complete


@pytest.mark.parametrize(
    "text",
    [
        "forward(paid)",
        "kept = paid",
        "kept = [paid]",
        "getattr(signals, 'paid')",
        "import_string('shop.signals.paid')",
        "from shop.signals import paid as other",
        "@receiver(first, paid)\ndef two(**kwargs): ...",
        "def pay(order):\n    return order.paid",
    ],
)
def test_what_may_send_it_elsewhere_leaves_something_unknown(text):
    assert not sends(f"{text}\n").complete


def test_what_only_may_be_the_signal_is_not_certain():
    local = "def pay():\n    from shop.signals import paid\n    paid.send(sender=1, copies=2)\n"
    found = sends("", **{"shop/pay.py": local})
    assert [(call.certain, call.keywords) for call in found.calls] == [(False, ("sender", "copies"))]


def test_something_else_of_that_name_is_no_use_of_it():
    assert sends("", **{"shop/other.py": "paid = 3\nprint(paid)\n"}) == Sends((), complete=True)


def test_another_signal_of_that_name_is_not_it():
    other = "from django.dispatch import Signal\n\npaid = Signal()\npaid.send(sender=1)\n"
    assert sends("", **{"shop/other.py": other}) == Sends((), complete=True)


@pytest.mark.parametrize(
    "definition",
    [
        "class Own(Signal):\n    def send(self, sender): ...\n\npaid = Own()",
        "class Events:\n    paid = Signal()",
        "if Book:\n    paid = Signal()",
        "paid = elsewhere.Signal()",
    ],
)
def test_only_a_signal_of_djangos_own_class_in_a_module_is_known(definition):
    project = shop(f"{definition}\n")
    name = "Events.paid" if "Events" in definition else "paid"
    body = project.lookup.sends(Signal(f"shop.signals.{name}", LINE, is_model_signal=False))
    assert not body.complete


def test_what_is_sent_with_a_signal_of_django_is_found_by_its_resolved_name():
    text = "from django.db.models import signals\nsignals.post_save.send(sender=Book, parcel=1)\n"
    (call,) = shop(text).lookup.sends(POST_SAVE).calls
    assert (call.keywords, call.certain) == (("sender", "parcel"), True)
