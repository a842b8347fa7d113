"""Objects in the bodies of models, which Django tells of their model by `contribute_to_class`."""

import pytest
from link.linking import senders, shop

HOOK = """
class Watch:
    model = None
    def contribute_to_class(self, cls, name):
        self.model = cls
        setattr(cls, name, self)
    def start(self):
        post_save.connect(on_save, sender=self.model, weak=False)
"""
IN_INIT = HOOK.replace("    model = None\n", "    def __init__(self, a=1):\n        self.model = None\n")
DIRECT = """
class Watch:
    def contribute_to_class(self, cls, name):
        post_save.connect(on_save, sender=cls)
"""


def models(*bodies: str) -> dict[str, str]:
    text = "from django.db import models\nfrom shop.watch import Watch\n"
    for number, body in enumerate(bodies):
        text += f"class Model{number}(models.Model):\n    {body}\n"
    return {
        "shop/models.py": text
        + "class Book(models.Model): ...\nclass Tag(models.Model): ...\nclass Author: ...\n"
    }


def watched(hook: str, *bodies: str) -> list[str]:
    """Return the senders that an object asks for that stands in the models with these bodies."""
    first = "from django.db.models.signals import post_save\nfrom shop.handlers import on_save\n"
    found = shop("", **models(*bodies), **{"shop/watch.py": first + hook}).connections
    return sorted(f"{row.sender.kind} {row.sender.name or row.sender.text}" for row in found)


@pytest.mark.parametrize("hook", [HOOK, IN_INIT, DIRECT])
def test_the_models_that_hold_an_object_are_its_senders(hook: str):
    found = watched(hook, "a = Watch()", "b = 1", "c = Watch()\n    d = 1")
    assert found == ["model shop.models.Model0", "model shop.models.Model2"]


def test_an_object_that_no_class_holds_waits_for_one():
    assert watched(DIRECT, "b = Watch") == ["each each model with a Watch"]


def test_of_a_field_only_a_run_knows_the_models():
    field = DIRECT.replace("class Watch:", "from django.db import models\nclass Watch(models.Field):")
    assert watched(field, "a = Watch()") == ["each each model with a Watch"]


def test_a_hook_that_is_called_with_a_class_has_that_class():
    call = f"{DIRECT}\ndef go():\n    from shop.models import Book\n    Watch().contribute_to_class(Book, 'a')\ngo()\n"
    assert "model shop.models.Book" in watched(call)


def test_every_subclass_is_told_by_init_subclass():
    text = "class Base:\n    def on(sender, **kwargs): ...\n"
    text += "    def __init_subclass__(cls, **kwargs):\n        post_save.connect(cls.on, sender=cls)\n"
    assert senders(text) == ["each ?"]


def test_nobody_tells_an_object_in_a_class_that_is_no_model():
    plain = DIRECT + "class Screen:\n    watch = Watch()\n"
    assert watched(plain, "a = Watch()") == ["model shop.models.Model0"]


def test_other_fields_of_a_model_are_not_asked():
    assert watched(HOOK, "size = models.IntegerField()\n    watch = Watch()") == ["model shop.models.Model0"]
