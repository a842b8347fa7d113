"""Django decides: what SGL105 and SGL106 say of `@receiver` is what happens."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from claims.asking import ask

MISUSING = Path(__file__).with_name("misusing.py")
METHOD = "class Index:\n    {}\n    def on_paid({}, **kwargs): pass\n"
FUNCTION = "{}\ndef on_paid(sender, **kwargs): pass\n"


def method(*decorators: str, first: str = "self") -> str:
    return METHOD.format("\n    ".join(decorators), first)


CASES = {
    "self": (method("@receiver(paid)"), "sending TypeError"),
    "self, positional-only": (method("@receiver(paid)", first="self, /"), "sending TypeError"),
    "below @classmethod": (method("@classmethod", "@receiver(paid)", first="cls"), "sending TypeError"),
    "above @staticmethod": (method("@receiver(paid)", "@staticmethod"), "definition AttributeError"),
    "above @classmethod": (method("@receiver(paid)", "@classmethod"), "definition AttributeError"),
    "above, with uid": (method("@receiver(paid, dispatch_uid='a')", "@staticmethod"), "definition TypeError"),
    "with atomic": (method("@receiver(paid)", "@transaction.atomic", first="self"), "sending TypeError"),
    "below @staticmethod": (method("@staticmethod", "@receiver(paid)", first="sender"), "connected 1"),
    "without self": (method("@receiver(paid)", first="sender"), "connected 1"),
    "self with a default": (method("@receiver(paid)", first="self=None"), "connected 1"),
    "above, held": (
        method("@receiver(paid, weak=False, dispatch_uid='a')", "@staticmethod", first="sender"),
        "connected 1",
    ),
    "bare": (FUNCTION.format("@receiver"), "connected 0"),
    "two signals": (FUNCTION.format("@receiver(paid, post_save)"), "definition TypeError"),
    "no signal": ("receiver()", "definition TypeError"),
    "only a sender": ("receiver(sender=None)", "definition TypeError"),
    "a set": (FUNCTION.format("@receiver(set([paid]))"), "definition AttributeError"),
    "a text": (FUNCTION.format("@receiver('paid')"), "definition AttributeError"),
    "a dict": (FUNCTION.format("@receiver(dict())"), "definition AttributeError"),
    "a misspelt keyword": (FUNCTION.format("@receiver(post_save, sendr=1)"), "definition TypeError"),
    "the receiver again": (FUNCTION.format("@receiver(post_save, receiver=1)"), "definition TypeError"),
    "a tuple": (FUNCTION.format("@receiver((paid,))"), "connected 1"),
    "by keyword": (FUNCTION.format("@receiver(signal=paid, sender=None)"), "connected 1"),
    "apps of a model signal": (FUNCTION.format("@receiver(post_save, apps=None)"), "connected 0"),
}


@pytest.fixture(scope="module")
def answers() -> dict[str, str]:
    """Ask Django, once, about every case."""
    sources = json.dumps({name: source for name, (source, _) in CASES.items()})
    found: dict[str, str] = ask(MISUSING, sources)
    return found


@pytest.mark.parametrize("name", CASES)
def test_django_does_what_the_rules_say(name: str, answers: dict[str, str]):
    assert answers[name] == CASES[name][1]
