"""Models that a call of `type()` makes, in factories that may return None instead."""

import pytest
from link.linking import senders

FACTORY = """
from django.db import models
def factory(abstract):
    name = abstract.__name__.replace('Abstract', '')
    if not is_registered(name):
        return type(str(name), (abstract,), {'__module__': __name__})
class AbstractNovel(models.Model):
    class Meta:
        abstract = True
class Plain: ...
"""
MODELS = FACTORY + "Novel = factory(AbstractNovel)\nOdd = factory(Plain)\nBook = Tag = Author = 1\n"
NOVEL = "model shop.models.Novel"


def asked(sender: str, models: str = MODELS) -> list[str]:
    text = f"from django.apps import apps\nfrom shop import models\npost_save.connect(on_save, sender={sender})\n"
    return senders(text, **{"shop/models.py": models})


@pytest.mark.parametrize("sender", ["apps.get_model('shop', 'Novel')", "apps.get_model('shop.Novel')"])
def test_a_model_that_a_factory_makes_is_found_by_its_label(sender: str):
    assert asked(sender) == [NOVEL]


def test_what_may_be_none_is_no_sender_that_is_known():
    assert asked("models.Novel") == ["dynamic ?"]


def test_a_factory_that_always_makes_a_class_gives_that_class():
    always = MODELS.replace("    if not is_registered(name):\n    ", "")
    assert asked("models.Novel", always) == [NOVEL]


@pytest.mark.parametrize(
    "call",
    [
        "type(what, (AbstractNovel,), {'__module__': __name__})",
        "type('Novel', what, {'__module__': __name__})",
        "type('Novel', (AbstractNovel,), {})",
        "type('Novel', (AbstractNovel,), {'__module__': what})",
        "type('Novel', (AbstractNovel,), {'__module__': 'elsewhere'})",
        "type('Novel', (AbstractNovel,), what)",
    ],
)
def test_a_class_of_which_not_all_is_known_is_not_known(call: str):
    assert asked("models.Novel", f"{FACTORY}\nNovel = {call}\nBook = Tag = Author = 1\n") == ["dynamic ?"]


def test_two_classes_and_none_are_not_one():
    either = "def pick(a):\n    if a == 1:\n        return Book\n    if a == 2:\n        return Tag\n"
    assert senders(f"{either}post_save.connect(on_save, sender=pick(what))\n") == ["dynamic ?"]
