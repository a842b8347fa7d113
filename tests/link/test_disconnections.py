"""What the project disconnects, and which functions it may connect in a way that nobody sees."""

from __future__ import annotations

import pytest
from link.linking import row, shop

from signal_lint.connections import Disconnection


def disconnected(text: str, **files: str) -> tuple[Disconnection, ...]:
    return shop(text, **files).lookup.disconnections()


def one(text: str) -> Disconnection:
    (only,) = disconnected(text)
    return only


def test_a_disconnection_says_from_what():
    found = one("post_save.disconnect(on_save, Book, 'shop')\n")
    assert found.signal is not None
    assert found.receiver is not None
    assert (found.signal.name, found.signal_text) == ("django.db.models.signals.post_save", "post_save")
    assert (found.receiver.name, found.sender.name) == ("shop.handlers.on_save", "shop.models.Book")
    assert (found.dispatch_uid, found.known_uid, found.temporary) == ("shop", True, False)


@pytest.mark.parametrize("given", ["dispatch_uid='shop'", "None, None, 'shop'"])
def test_none_and_nothing_are_no_receiver_and_any_sender(given: str):
    found = one(f"post_save.disconnect({given})\n")
    assert (found.receiver, found.sender.kind, found.dispatch_uid) == (None, "any", "shop")


@pytest.mark.parametrize("given", ["on_save, dispatch_uid=uid()", "**given()"])
def test_a_uid_that_is_computed_is_not_known(given: str):
    assert one(f"post_save.disconnect({given})\n").known_uid is False


@pytest.mark.parametrize(
    ("receiver", "temporary"),
    [
        ("lambda **kw: None", True),
        ("partial(on_save, x=1)", True),
        ("Labels().on", True),
        ("Labels()", True),
        ("Labels().static", False),
        ("Labels().of_class", False),
        ("Labels().kept", False),
        ("labels.on", False),
        ("named", False),
        ("on_save", False),
        ("Keeping().on", False),
    ],
)
def test_what_the_call_makes_itself(receiver: str, temporary: object):
    assert one(f"{LABELS}\npost_save.disconnect({receiver})\n").temporary is temporary


LABELS = """
from functools import partial
from somewhere import Base, keep
class Labels:
    def __call__(self, sender, **kw): ...
    def on(self, sender, **kw): ...
    @keep
    def kept(self, sender, **kw): ...
    @staticmethod
    def static(sender, **kw): ...
    @classmethod
    def of_class(cls, sender, **kw): ...
class Keeping(Base):
    def on(self, sender, **kw): ...
labels = Labels()
named = lambda **kw: None
"""


def test_files_that_only_disconnect_count_and_no_place_twice():
    muting = "from django.db.models.signals import post_save\ndef mute():\n    post_save.disconnect(print)\n"
    found = disconnected("post_save.disconnect(on_save)\npost_save.connect(on_save)\n", **{"mute.py": muting})
    assert [each.location.path for each in found] == ["mute.py", "shop/signals.py"]


def test_an_answer_is_kept():
    lookup = shop("post_save.disconnect(on_save)\n").lookup
    assert lookup.disconnections() is lookup.disconnections()


@pytest.mark.parametrize(
    "text",
    [
        "post_save.connect(on_save, dispatch_uid='shop.on_save')",
        "receiver(post_save, dispatch_uid='on_save')(on_save)",
        "on_save(sender=None)",
        "post_save.disconnect(receiver=on_save)",
        "import shop.handlers\nshop.handlers.on_save(sender=None)",
        "print('on_save is quiet')",
        "from shop.handlers import on_save as on_save, on_other as other",
    ],
)
def test_calls_and_known_connections_pass_on_nothing(text: str):
    assert passes_on(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "register(on_save)",
        "HANDLERS = [on_save]",
        "wire(post_save).connect(on_save)",
        "getattr(handlers, 'on_save')",
        "connect_by_name('shop.handlers:on_save')",
        "mock.patch('shop.handlers.on_save')",
        "def inner():\n    return handlers.on_save",
        "from shop.handlers import on_save as saved",
    ],
)
def test_any_other_use_of_the_name_may_connect_it(text: str):
    assert passes_on(text) is True


def passes_on(text: str) -> bool:
    found = shop(f"post_save.connect(on_save)\n{text}\n")
    function = next(each.receiver.function for each in found.connections if each.receiver.function)
    return found.lookup.passed_on(frozenset({function.name})) == {function.name}


@pytest.mark.parametrize(
    ("given", "known"), [("", True), (", dispatch_uid='shop'", True), (", dispatch_uid=uid()", False)]
)
def test_a_connection_says_whether_its_uid_is_known(given: str, known: object):
    assert row(f"post_save.connect(on_save{given})\n").known_uid is known


def test_a_connection_under_a_condition_is_not_certain():
    assert row("post_save.connect(on_save)\n").certain is True
    assert row("if asked():\n    post_save.connect(on_save)\n").certain is False
