"""Whether whoever sends a signal of the project has loaded a module by then."""

from __future__ import annotations

import pytest
from link.linking import shop

MADE = {"shop/made.py": "from django.dispatch import Signal\n\npaid = Signal()\n"}
RECEIVES = "from shop.made import paid\n\n@receiver(paid)\ndef on(sender, **kwargs): ...\n"
SENDS = "from shop.made import paid\n\ndef pay():\n    paid.send(None)\n"


def comes_with_senders(text: str, **files: str) -> bool:
    """Tell whether all that can send `paid` loads `shop/signals.py`, which receives it."""
    project = shop(text, **files)
    (signal,) = {each.signal for each in project.connections}
    return project.lookup.loaded_by_senders(signal, "shop/signals.py")


def test_the_module_that_makes_a_signal_is_loaded_by_all_who_send_it():
    assert comes_with_senders("paid = Signal()\n\n@receiver(paid)\ndef on(sender, **kwargs): ...\n")


def test_so_is_one_that_the_module_of_the_signal_imports():
    made = {
        "shop/made.py": f"{MADE['shop/made.py']}import shop.between\n",
        "shop/between.py": "from . import signals\n",
    }
    assert comes_with_senders(RECEIVES, **made)


@pytest.mark.parametrize(
    ("files", "answer"),
    [
        ({"shop/pay.py": SENDS + "from . import signals\n"}, True),
        ({"shop/pay.py": SENDS}, False),
        ({"shop/pay.py": SENDS + "def later():\n    from . import signals\n"}, False),
        ({"shop/tests.py": SENDS}, False),
        ({}, False),
    ],
)
def test_else_everybody_who_sends_it_has_to_import_the_module(files: dict[str, str], answer: object):
    assert comes_with_senders(RECEIVES, **MADE, **files) is answer


def test_a_module_that_sends_what_it_receives_needs_no_other():
    assert comes_with_senders(RECEIVES + "\ndef pay():\n    paid.send(None)\n", **MADE)


@pytest.mark.parametrize(
    "use",
    ["from shop.made import paid as done\ndone.send(None)\n", "from shop import made\nALL = [made.paid]\n"],
)
def test_under_another_name_or_in_other_hands_anybody_may_send_it(use: str):
    own = "\ndef pay():\n    paid.send(None)\n"
    assert not comes_with_senders(RECEIVES + own, **MADE, **{"shop/more.py": use})


def test_signals_of_django_are_sent_by_others():
    assert not comes_with_senders("@receiver(post_save)\ndef on(sender, **kwargs): ...\n")
