"""What may keep a receiver that looks like a temporary: classes, factories, functions that take it back."""

from __future__ import annotations

import pytest
from link.linking import rows
from link.starting import ready

BEFORE = """
from functools import lru_cache, partial
from django.dispatch import Signal
KEPT = []
def keep(function): KEPT.append(function)
class Plain:
    def on(self, sender, **kw): pass
    @keep
    def noted(self, sender, **kw): pass
class Named(Plain):
    '''An object with a name.'''
    def __init__(self, name, *args):
        '''Take it.'''
        self.name = name
class Registered:
    def __init__(self): KEPT.append(self)
    def on(self, sender, **kw): pass
class Child(Registered): pass
class Pooled(Plain):
    def __new__(cls): return KEPT[0]
class Tracked(Plain, metaclass=META): pass
@keep
class Worn(Plain): pass
class Foreign(Plain, Unknown): pass
class Starred(Plain):
    def __init__(*args): pass
class Borrowed(Plain):
    __init__ = keep
class Noted(Plain):
    @keep
    def __init__(self): pass
class Linked(Plain):
    def __init__(self): self.own = [self]
class Maker:
    def make(self):
        def inner(sender, **kw): pass
        return inner
@lru_cache
def cached():
    def inner(sender, **kw): pass
    return inner
def make():
    def inner(sender, **kw): pass
    return inner
def again():
    return make()
def plain():
    return Plain()
class Strong(Signal):
    def connect(self, receiver, sender=None, weak=False, dispatch_uid=None): pass
strong = Strong()
"""
INNER = "def inner(sender, **kw): pass\npost_save.connect(inner)\n"


def fates(body: str) -> list[str]:
    """Link a signals module whose one function, run at start-up, has a body."""
    inside = body.replace("\n", "\n    ")
    text = f"{BEFORE}\ndef connect():\n    {inside}\n\nconnect()\n"
    found = rows(text, **{"shop/apps.py": ready("from . import signals")})
    return [each.lost.kind if each.lost else "" for each in found]


@pytest.mark.parametrize(
    "receiver",
    ["Plain().on", "Named('a').on", "partial(keep, 1)", "make()", "Maker().make()", "lambda **kw: None"],
)
def test_what_is_made_in_place_is_collected(receiver: str):
    assert fates(f"post_save.connect({receiver})") == ["collected"]


@pytest.mark.parametrize(
    "receiver",
    [
        *("Registered().on", "Child().on", "Pooled().on", "Tracked().on", "Worn().on", "Foreign().on"),
        *("Starred().on", "Borrowed().on", "Noted().on", "Linked().on", "Plain().noted"),
        *("cached()", "again()", "plain().on", "getattr(Plain(), 'on')", "unknown(lambda **kw: None)"),
    ],
)
def test_what_its_class_or_its_factory_may_keep_is_not_lost(receiver: str):
    assert fates(f"post_save.connect({receiver})") == [""]


@pytest.mark.parametrize(
    "body",
    [
        "h = lambda **kw: None\nKEPT.append(h)\npost_save.connect(h)",
        "global h\nh = lambda **kw: None\npost_save.connect(h)",
        "h = KEPT[0] = lambda **kw: None\npost_save.connect(h)",
        "hs = [lambda **kw: None]\nKEPT.extend(hs)\nfor h in hs:\n    post_save.connect(h)",
        "h = Registered()\npost_save.connect(h.on)",
        "h = plain()\npost_save.connect(h.on)",
        f"{INNER}class Holder:\n    on = inner\nKEPT.append(Holder)",
        f"{INNER}broker.connect(inner)",
        f"{INNER}yield",
        f"{INNER}try:\n    keep(1)\nexcept KeyError:\n    post_save.disconnect(inner)",
    ],
)
def test_a_local_name_that_may_be_kept_or_is_taken_back_is_not_lost(body: str):
    assert fates(body) == [""]


def test_two_signals_of_django_keep_nothing():
    assert fates(f"{INNER}pre_save.connect(inner)") == ["collected", "collected"]


def test_a_signal_with_a_connect_of_its_own_is_of_no_known_kind():
    (row,) = rows(f"{BEFORE}\nstrong.connect(lambda **kw: None)\n")
    assert row.signal is not None
    assert (row.signal.name, row.signal.is_model_signal) == ("shop.signals.strong", None)
