"""What the project itself sends a signal with."""

from __future__ import annotations

import pytest
from link.linking import row, shop

EVENTS = {"shop/events.py": "from django.dispatch import Signal\npaid = Signal()\nother = Signal()\n"}
HEAD = "from shop.events import other, paid\nimport shop.events\npaid.connect(on_save)\n"


def sent(text: str, **files: str) -> frozenset[str]:
    project = shop(HEAD + text, **EVENTS, **files)
    (found,) = (each for each in project.connections if each.location.path == "shop/signals.py")
    assert found.signal is not None
    return project.lookup.sent_by_project(found.signal)


@pytest.mark.parametrize(
    ("call", "kind"),
    [
        ("paid.send(None)", "none"),
        ("paid.send_robust(sender='shop.Book')", "string"),
        ("shop.events.paid.send(sender=Book)", "class"),
        ("paid.send(type(on_save))", "class"),
        ("paid.send(sender=on_save.__class__)", "class"),
        ("paid.send(shop.models.Book)", "class"),
        ("paid.send(on_save)", ""),
        ("paid.send(*senders)", ""),
        ("paid.send(instance=3)", ""),
        ("paid.send(sender())", ""),
    ],
)
def test_the_sender_is_read_off_the_call(call: str, kind: str):
    assert sent(f"import shop.models\n{call}\n") == {kind}


def test_an_object_may_send_itself():
    assert sent("class A:\n    def pay(self):\n        paid.send(sender=self)\n") == {"instance"}


@pytest.mark.parametrize("call", ["other.send('a')", "paid.connect", "post_save.paid.connect(3)"])
def test_other_signals_and_other_calls_have_no_say(call: str):
    assert sent(f"{call}\n") == frozenset()


def test_a_signal_of_another_library_is_another():
    files = {"shop/far.py": "from celery.signals import paid\npaid.send('a')\n"}
    assert sent("", **files) == frozenset()


def test_what_a_function_imports_may_be_the_signal():
    files = {"shop/far.py": "def far():\n    from shop.events import paid\n    paid.send('a')\n"}
    assert sent("", **files) == {"string"}


def test_signals_of_django_go_by_their_canonical_name():
    text = "from django.db.models import signals\npost_save.connect(on_save)\nsignals.post_save.send(Book)\n"
    found = row(text)
    assert found.signal is not None
    assert shop(text).lookup.sent_by_project(found.signal) == {"class"}
