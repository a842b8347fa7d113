"""What the project sends with a signal, and whether all of it is known."""

from __future__ import annotations

import pytest
from link.linking import shop

from signal_lint.connections import Signal
from signal_lint.project import Project
from signal_lint.source import at_line

PAID = "paid = Signal()\n\n@receiver([paid])\ndef on(sender, **kwargs): ...\n"
SENT = "def pay(order):\n    paid.send(Book, order=order)\n"
LINE = at_line("shop/signals.py", 5)
POST_SAVE = Signal("django.db.models.signals.post_save", None, is_model_signal=True)
PRE_SAVE = Signal("django.db.models.signals.pre_save", None, is_model_signal=True)


def own(project: Project) -> Signal:
    """Return the signal of a shop that it connects itself."""
    signals = {each.signal for each in project.connections if each.location.path == "shop/signals.py"}
    (signal,) = filter(None, signals)
    return signal


def never_sent(text: str, *names: str, **files: str) -> list[str]:
    """Return which of these arguments, or else `total`, the shop surely never sends with its signal `paid`."""
    project = shop(PAID + text, **files)
    signal = own(project)
    asked = frozenset((signal, name) for name in names or ("total",))
    return sorted(name for _, name in project.lookup.never_sent(asked))


def may_send(text: str, *names: str, **files: str) -> list[str]:
    """Return which of these arguments the shop may send with its signal `paid`."""
    project = shop(PAID + text, **files)
    return [name for name in names if project.lookup.may_send(own(project), name)]


@pytest.mark.parametrize("verb", ["send", "send_robust", "asend", "asend_robust"])
def test_each_way_of_sending_is_a_call(verb):
    text = f"def pay(order):\n    paid.{verb}(Book, order=order)\n"
    assert never_sent(text, "order", "copies", "total") == ["copies", "total"]
    assert may_send(text, "order", "total") == ["order"]


def test_a_call_with_stars_may_send_anything():
    text = "def pay(**kwargs):\n    paid.send(sender=Book, **kwargs)\n"
    assert may_send(text, "sender", "total") == ["sender", "total"]
    assert never_sent(text) == []


def test_other_modules_send_it_too():
    sender = "from shop import signals\n\ndef pay():\n    signals.paid.send(sender=1, copies=2)\n"
    files = {"shop/pay.py": sender, "shop/tests.py": sender.replace("copies", "pages")}
    assert may_send(SENT, "copies", "pages", "order", "total", **files) == ["copies", "pages", "order"]
    assert never_sent(SENT, "copies", "total", **files) == ["total"]


def test_each_statement_that_sends_is_read_until_one_names_the_argument():
    longer = "def also(order):\n    print(order)\n    paid.send(Book, copies=2)\n"
    other = "def other(order):\n    first.send(Book)\n"
    assert may_send(longer + SENT + other, "order", "copies", "order", "total") == [
        "order",
        "copies",
        "order",
    ]


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
    assert never_sent(SENT, **{"shop/other.py": f"{text}\n"}) == ["total"]


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
    assert never_sent(f"{SENT}{text}\n") == []


def test_what_only_may_be_the_signal_is_not_certain():
    local = "def pay():\n    from shop.signals import paid\n    paid.send(sender=1, copies=2)\n"
    assert may_send("", "copies", "total", **{"shop/pay.py": local}) == ["copies"]
    assert never_sent("", **{"shop/pay.py": local}) == []
    assert never_sent(SENT, "copies", "total", **{"shop/pay.py": local}) == ["total"]


@pytest.mark.parametrize(
    "other",
    [
        "paid = 3\nprint(paid)\n",
        "from django.dispatch import Signal\n\npaid = Signal()\npaid.send(total=1)\n",
    ],
)
def test_something_else_of_that_name_is_no_use_of_it(other):
    assert never_sent(SENT, **{"shop/other.py": other}) == ["total"]


def test_a_signal_that_nobody_sends_is_not_known():
    assert never_sent("") == []


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
    asked = frozenset({(Signal(f"shop.signals.{name}", LINE, is_model_signal=False), "total")})
    assert project.lookup.never_sent(asked) == frozenset()


def test_what_is_sent_with_a_signal_of_django_is_found_by_its_resolved_name():
    text = "from django.db.models import signals\nsignals.post_save.send(sender=Book, parcel=1)\n"
    lookup = shop(text + "signals.pre_save.send(sender=Book, total=1)\n").lookup
    assert [lookup.may_send(POST_SAVE, name) for name in ("parcel", "total")] == [True, False]
    assert [lookup.may_send(PRE_SAVE, name) for name in ("parcel", "total")] == [False, True]
