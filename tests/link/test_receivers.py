"""Where `receiver` is Django's decorator, and where it is a variable of that name."""

from __future__ import annotations

import pytest
from link.linking import SHOP, project

DECORATED = "(post_save)\ndef on(sender, **kwargs):\n    pass\n"
SAVE = "from django.db.models.signals import post_save\n"


@pytest.mark.parametrize(
    ("imports", "decorator"),
    [
        ("from django.dispatch import receiver", "receiver"),
        ("from shop.bringing import *", "receiver"),
        ("from django import dispatch", "dispatch.receiver"),
        ("import django.dispatch", "django.dispatch.receiver"),
        ("from shop import bringing", "bringing.receiver"),
        ("from . import bringing as b", "b.receiver"),
        ("import shop.bringing", "shop.bringing.receiver"),
    ],
)
def test_the_decorator_is_found_however_it_is_brought(imports: str, decorator: str):
    files = {
        "shop/bringing.py": "from django.dispatch import receiver\n",
        "shop/signals.py": f"{SAVE}{imports}\n\n\n@{decorator}{DECORATED}",
    }
    assert [row.form for row in project({**SHOP, **files}).connections] == ["decorator"]


def test_a_function_with_a_variable_of_that_name_still_calls_what_connects():
    files = {
        "shop/hooks.py": f"{SAVE}\n\ndef hook(model, on):\n    post_save.connect(on, sender=model)\n",
        "shop/signals.py": (
            "import os\nfrom shop.hooks import hook\nfrom shop.handlers import on_save\n"
            "from shop.models import Book\n\n\ndef connect_all(found):\n"
            "    for receiver in found:\n        print(receiver)\n    hook(Book, on_save)\n"
        ),
    }
    (row,) = project({**SHOP, **files}).connections
    assert (row.sender.name, row.receiver.text) == ("shop.models.Book", "on")


def test_a_class_with_such_a_variable_connects_by_its_other_methods():
    text = f"""{SAVE}
class Hooks:
    def run(self, found):
        return [receiver for receiver in found]

    def start(self, on):
        post_save.connect(on)
"""
    assert len(project({**SHOP, "shop/signals.py": text}).connections) == 1
