"""The recorder: what it writes of the connections that a project makes in unusual ways."""

from __future__ import annotations

import ast
import importlib
import sys
from pathlib import Path

import django
import pytest

from signal_lint.verify.booting import boot
from signal_lint.verify.starting import Launch

RECORDER = Path(importlib.import_module("signal_lint.verify.recorder").__file__)
ODD = '''\
"""Receivers and senders of every kind; a line that connects is a test of its own."""

import _thread
from functools import partial, wraps
from threading import Event

from django.core.signals import request_finished
from django.dispatch import Signal

done = Event()


class Kind(Signal):
    """A signal of its own class, in a class."""

    def __init__(self):
        super().__init__()


class Till:
    opened = Kind()

    def ring(self, **kwargs):
        pass

    def __call__(self, **kwargs):
        pass


def quiet(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


@quiet
@quiet
def plain(sender, **kwargs):
    pass


def connect(receiver, **how):
    Till.opened.connect(receiver, weak=False, **how)
'''


@pytest.fixture
def recorded(shop):
    """Return the calls that the lines of a `ready()` make, in a module with odd receivers, and the error."""

    def recorded(*lines):
        root = shop("from shop import odd", *lines, **{"shop/odd.py": ODD})
        recording = boot(Launch(sys.executable, "settings", root, (root,), ()))
        assert recording.error is None
        return [call for call in recording.calls if call.stack]

    return recorded


@pytest.mark.parametrize(
    ("receiver", "name", "line"),
    [
        ("odd.plain", "shop.odd.plain", 40),
        ("odd.partial(odd.partial(odd.plain), 1)", "shop.odd.plain", 40),
        ("odd.Till().ring", "shop.odd.Till.ring", 23),
        ("odd.Till()", "shop.odd.Till.__call__", 26),
        ("lambda **kwargs: None", "shop.apps.ShopConfig.ready.<locals>.<lambda>", 14),
        ("print", "builtins.print", None),
        ("odd.Till", "shop.odd.Till", None),
    ],
)
def test_the_receiver_is_what_runs_at_last(recorded, receiver, name, line):
    (call,) = recorded(f"odd.connect({receiver})")
    assert (call.receiver, call.signals, call.state) == (name, ("shop.odd.Till.opened",), "live")
    assert (call.defined and call.defined[1]) == line
    assert call.stack == (("shop/odd.py", 45), ("shop/apps.py", 14))


@pytest.mark.parametrize(
    ("sender", "names"),
    [
        ("None", ()),
        ("self.get_model('book')", ("shop.Book", "shop.models.Book")),
        ("odd.Till", ("shop.odd.Till",)),
        ("odd.Till()", ("shop.odd.Till",)),
        ("setattr(__import__('shop'), 'Till', odd.Till) or odd.Till", ("shop.odd.Till", "shop.Till")),
        ("setattr(__import__('shop'), 'Till', odd.Kind) or odd.Till", ("shop.odd.Till",)),
    ],
)
def test_the_sender_has_its_names(recorded, sender, names):
    (call,) = recorded(f"odd.connect(odd.plain, sender={sender})")
    assert call.sender_names == names


def test_a_receiver_that_a_package_passes_on_has_a_name_there_too(recorded):
    (call,) = recorded("setattr(__import__('shop'), 'connect', odd.connect)", "odd.connect(odd.connect)")
    assert (call.receiver, call.also) == ("shop.odd.connect", ("shop.connect",))


def test_a_signal_that_a_package_passes_on_has_a_name_there_too(recorded):
    (call,) = recorded("setattr(__import__('shop'), 'opened', odd.Till.opened)", "odd.connect(odd.plain)")
    assert call.signals == ("shop.odd.Till.opened", "shop.opened")


def test_a_lazy_sender_is_connected_where_it_is_written(recorded):
    (call,) = recorded("post_save.connect(on_save, sender='shop.Book')")
    assert (call.sender_names[0], call.stack) == ("shop.Book", (("shop/apps.py", 14),))


def test_a_signal_that_no_module_holds_has_no_name(recorded):
    (call,) = recorded("odd.Signal().connect(odd.plain)")
    assert call.signals == ()


@pytest.mark.parametrize(
    ("lines", "states"),
    [
        (["odd.connect(odd.plain)", "odd.connect(odd.plain)"], ["live", "duplicate"]),
        (["odd.connect(odd.plain)", "odd.Till.opened.disconnect(odd.plain)"], ["disconnected"]),
        (["post_save.connect(lambda **kwargs: None)"], ["collected"]),
        (["try: odd.connect(3)", "except TypeError: print('no receiver')"], ["refused"]),
    ],
)
def test_a_call_has_come_to_what_django_holds(recorded, lines, states):
    debug = "from django.conf import settings; settings.DEBUG = True"
    assert [call.state for call in recorded(debug, *lines)] == states


def test_a_thread_may_connect(recorded):
    (call,) = recorded(
        "_ = odd._thread.start_new_thread(lambda: [odd.connect(odd.plain), odd.done.set()], ())",
        "odd.done.wait(9)",
    )
    assert call.stack == (("shop/odd.py", 45), ("shop/apps.py", 14))


def test_what_django_connects_has_no_place_in_the_project(shop):
    root = shop()
    recording = boot(Launch(sys.executable, "settings", root, (root,), ()))
    assert {call.stack for call in recording.calls} == {()}
    assert recording.django == django.get_version()


def test_installed_packages_are_not_the_projects(shop):
    package = "site-packages/shelf.py"
    root = shop(
        "import shelf", **{package: "from shop.apps import post_save, on_save\npost_save.connect(on_save)\n"}
    )
    recording = boot(Launch(sys.executable, "settings", root, (root, root / "site-packages"), ()))
    (call,) = [call for call in recording.calls if call.receiver == "shop.apps.on_save"]
    assert call.stack == ()


def test_a_signal_class_that_is_installed_passes_the_call_on(shop):
    connect = "    def connect(self, *args, **kwargs):\n        super().connect(*args, **kwargs)\n"
    package = f"from django.dispatch import Signal\nclass Loud(Signal):\n{connect}rung = Loud()\n"
    root = shop("from bell import rung", "rung.connect(on_save)", **{"site-packages/bell.py": package})
    recording = boot(Launch(sys.executable, "settings", root, (root, root / "site-packages"), ()))
    (call,) = [call for call in recording.calls if call.signals == ("bell.rung",)]
    assert call.stack == (("shop/apps.py", 14),)


def test_it_is_readable_for_old_pythons_and_imports_nothing_of_ours():
    text = RECORDER.read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 6))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {getattr(node, "module", None) or node.names[0].name for node in imports}
    assert {name.partition(".")[0] for name in names} - set(sys.stdlib_module_names) == {"django"}
    assert text.isascii()
