"""What the project's own generators yield, seen in the senders of connections."""

import pytest
from link.linking import receivers, senders, signals

BOOK, TAG, AUTHOR = (f"model shop.models.{name}" for name in ("Book", "Tag", "Author"))

REGISTER = """
def pairs(model):
    yield model, post_save, on_save
    for field in model._meta.local_many_to_many:
        yield field.remote_field.through, m2m_changed, on_other

def register(model=None):
    def register(model):
        for sender, signal, handler in pairs(model):
            signal.connect(handler, sender=sender)
        return model
    if model is None:
        return register
    return register(model)
"""


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("yield Book", {BOOK}),
        ("yield Book; yield Tag", {BOOK, TAG}),
        ("if what:\n        yield Book\n    yield Tag", {BOOK, TAG}),
        ("for each in [Book, Tag]:\n        yield Author", {AUTHOR}),
        ("yield from [Book, Tag]", {BOOK, TAG}),
        ("yield from what", {"each ?"}),
        ("yield Book\n    yield from what", {BOOK, "each ?"}),
        ("yield what", {"each ?"}),
        ("yield from Book", {"each ?"}),
        ("yield", {"any ?"}),
        ("yield Book\n    return Tag", {BOOK}),
    ],
)
def test_a_loop_goes_through_what_a_generator_yields(body: str, found: set[str]):
    text = (
        f"def models():\n    {body}\nfor model in models():\n    post_save.connect(on_save, sender=model)\n"
    )
    assert set(senders(text)) == found


def test_signals_and_receivers_that_a_generator_yields():
    assert sorted(signals(REGISTER)) == [
        f"django.db.models.signals.{name}" for name in ("m2m_changed", "post_save")
    ]
    assert sorted(receivers(REGISTER)) == [
        "function shop.handlers.on_other",
        "function shop.handlers.on_save",
    ]


def test_getattr_of_what_nothing_defines_is_no_way_out():
    text = (
        "from django.conf import settings\ndef pick():\n    try:\n        return getattr(settings, 'NOPE')\n"
    )
    text += "    except AttributeError:\n        return Book\npost_save.connect(on_save, sender=pick())\n"
    assert senders(text) == [BOOK]


def test_getattr_of_a_name_that_is_computed_may_be_one():
    text = "from django.conf import settings\ndef pick(name):\n    try:\n        return getattr(settings, name)\n"
    text += "    except AttributeError:\n        return Book\npost_save.connect(on_save, sender=pick(what))\n"
    assert senders(text) == ["dynamic ?"]


def test_the_yield_of_a_lambda_is_its_own():
    text = (
        "def pick():\n    ask = lambda: (yield)\n    return Book\npost_save.connect(on_save, sender=pick())\n"
    )
    assert senders(text) == ["model shop.models.Book"]
