"""What counts as a call of Django: signals that are made, and their methods."""

from __future__ import annotations

import pytest
from link.linking import shop

from signal_lint.source import Location

SIGNAL = "django.dispatch.Signal"
SUBCLASS = "class Own(Signal):\n    {}\n"
EVENTS = {"shop/events.py": "from django.dispatch import Signal\nclass Own(Signal): pass\n"}


def targets(text: str, *names: str, **files: str) -> list[Location | None]:
    """Return where what is called is defined, for the calls of a module."""
    found = shop(text, **files).lookup.calls_of(*names)
    return [site.defined for site in found if site.location.path == "shop/signals.py"]


@pytest.mark.parametrize(
    "text",
    [
        "paid = Signal()",
        "from django import dispatch\npaid = dispatch.Signal()",
        "from django.db.models.signals import ModelSignal\npaid = ModelSignal()",
        "from django.dispatch import Signal as S\npaid = S()",
        "def make():\n    return Signal()",
    ],
)
def test_a_signal_is_made_by_djangos_classes(text: str):
    assert targets(text, SIGNAL) == [None]


def test_a_signal_is_made_by_a_subclass_that_is_made_like_one():
    (defined,) = targets(SUBCLASS.format("pass") + "paid = Own(providing_args=[])", SIGNAL)
    assert defined.path == "shop/signals.py"
    (defined,) = targets("from shop.events import Own\npaid = Own(providing_args=[])", SIGNAL, **EVENTS)
    assert defined.path == "shop/events.py"


@pytest.mark.parametrize(
    "text",
    [
        SUBCLASS.format("def __init__(self, providing_args): pass") + "paid = Own(providing_args=[])",
        SUBCLASS.format("def __new__(cls, providing_args): pass") + "paid = Own(providing_args=[])",
        "class Own(Signal, metaclass=Any): pass\npaid = Own(providing_args=[])",
        "from other import Mixin\nclass Own(Mixin, Signal): pass\npaid = Own(providing_args=[])",
        "def make(providing_args): pass\npaid = make(providing_args=[])",
        "from celery.utils.dispatch import Signal\npaid = Signal(providing_args=[])",
        "from fieldsignals.signals import PreSaveChangedSignal\npaid = PreSaveChangedSignal(providing_args=[])",
    ],
)
def test_other_classes_are_not_known_to_take_the_same(text: str):
    assert targets(text, SIGNAL) == []


def test_methods_are_told_by_their_signals():
    text = "paid = Signal()\nasync def send():\n    await paid.asend(1)\n    await post_save.asend(1)\n"
    first, second = targets(text, f"{SIGNAL}.asend", f"{SIGNAL}.asend_robust")
    assert (first.path, first.span.line) == ("shop/signals.py", 5)
    assert second is None


@pytest.mark.parametrize(
    "text",
    [
        "paid = Box()\npaid.asend(1)",
        "paid = Signal()\npaid.asend_robust(1)",
        "def asend(x): pass\nasend(1)",
        SUBCLASS.format("def asend(self): pass") + "paid = Own()\npaid.asend()",
        SUBCLASS.format("def asend(self): pass") + "Own().asend()",
    ],
)
def test_other_methods_of_that_name_are_none(text: str):
    assert targets(text, f"{SIGNAL}.asend") == []


def test_a_subclass_without_a_method_of_its_own_has_djangos():
    assert len(targets(SUBCLASS.format("pass") + "paid = Own()\npaid.asend()", f"{SIGNAL}.asend")) == 1
    assert len(targets("Signal().asend()", f"{SIGNAL}.asend")) == 1
