"""What calls of Django and of Python give, seen in the senders and uids of connections."""

import pytest
from link.linking import receivers, row, senders, shop, signals

BOOK, TAG = "model shop.models.Book", "model shop.models.Tag"


def sender(expression: str, before: str = "", **files: str) -> str:
    """Return the only sender of a connection that asks for an expression."""
    (only,) = senders(f"{before}\npost_save.connect(on_save, {expression})\n", **files)
    return only


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("importlib.import_module('shop.models').Book", BOOK),
        ("importlib.import_module('.models', 'shop').Book", "dynamic ?"),
        ("importlib.import_module(what).Book", "dynamic ?"),
        ("__import__('shop.models').models.Book", BOOK),
        ("__import__('shop.models').Book", "dynamic ?"),
        ("__import__('shop.models', fromlist=['Book']).models.Book", BOOK),
        ("__import__('shop.models', what).Book", "dynamic ?"),
        ("import_string('shop.models.Book')", BOOK),
        ("import_string('shop')", "dynamic ?"),
        ("import_string(what)", "dynamic ?"),
        ("getattr(models, 'Book')", BOOK),
        ("getattr(models, what)", "dynamic ?"),
        ("type(Book())", BOOK),
        ("type(what)", "dynamic ?"),
    ],
)
def test_imports_and_attributes_by_name_give_what_a_literal_names(expression: str, found: str):
    imports = (
        "import importlib\nfrom django.utils.module_loading import import_string\nfrom shop import models"
    )
    assert sender(expression, imports) == found


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("list((Book, Tag))[0]", BOOK),
        ("tuple([Book, Tag])[1]", TAG),
        ("next(iter([Book]))", "dynamic ?"),
        ("list(reversed([Book, Tag]))[0]", TAG),
        ("sorted([Book, Tag], key=str)[0]", "dynamic ?"),
        ("(sorted([Book]) + [Tag])[0]", "dynamic ?"),
        ("list(what)[0]", "dynamic ?"),
        ("list(enumerate([Book, Tag]))[1][1]", TAG),
        ("list(enumerate([Book], start=1))[0][1]", "dynamic ?"),
        ("list(zip([1, 2], [Book, Tag]))[1][1]", TAG),
        ("list(zip([1], what))[0][0]", "dynamic ?"),
        ("list(zip([Book], *what))[0][0]", "dynamic ?"),
        ("dict(a=Book)['a']", BOOK),
        ("dict(a=Book, **what)['a']", "dynamic ?"),
        ("dict()['a']", "dynamic ?"),
        ("list({'a': Book}.values())[0]", BOOK),
        ("list({Book: 'a'}.keys())[0]", BOOK),
        ("list({'a': Book}.items())[0][1]", BOOK),
        ("list({'a': Book, **what}.values())[0]", "dynamic ?"),
        ("list(what.values())[0]", "dynamic ?"),
    ],
)
def test_lists_keep_their_order_only_where_python_does(expression: str, found: str):
    assert sender(expression) == found


@pytest.mark.parametrize("builtin", ["sorted", "reversed", "set", "frozenset"])
def test_a_loop_takes_every_element_in_whatever_order(builtin: str):
    text = f"for m in {builtin}([Book, Tag]):\n    post_save.connect(on_save, m)\n"
    assert senders(text) == [BOOK, TAG]


CONFIG = """
from django.apps import AppConfig
from django.db.models.signals import post_save
from shop.handlers import on_save
class ShopConfig(AppConfig):
    {members}
    def ready(self):
        post_save.connect(on_save, self.get_model({argument}))
"""


@pytest.mark.parametrize(
    ("members", "argument", "kind"),
    [
        ("name = 'shop'", "'Book'", "model"),
        ("name, label = 'x.y', 'shop'", "'Book'", "model"),
        ("name = 'shop'; label = what", "'Book'", "dynamic"),
        ("name = what", "'Book'", "dynamic"),
        ("name = 'shop'", "what", "dynamic"),
    ],
)
def test_a_config_gives_the_models_of_its_own_app(members: str, argument: str, kind: str):
    config = CONFIG.replace("{members}", members).replace("{argument}", argument)
    assert [each.sender.kind for each in shop("", **{"shop/apps.py": config}).connections] == [kind]


def test_get_model_of_anything_else_is_not_known():
    assert sender("Holder().get_model('Book')", "class Holder: ...") == "dynamic ?"


@pytest.mark.parametrize("argument", ["what", "'Book'", "'a.b.Book'", "'shop', what", ""])
def test_the_registry_gives_no_model_for_what_is_no_label(argument: str):
    assert sender(f"apps.get_model({argument})", "from django.apps import apps") == "dynamic ?"


@pytest.mark.parametrize(
    ("setting", "found"),
    [("", "any ?"), ("SENDER = 'shop.Book'", "lazy shop.models.Book"), ("SENDER = what()", "dynamic ?")],
)
def test_a_default_counts_where_no_settings_module_says_anything(setting: str, found: str):
    files = {"settings.py": f"INSTALLED_APPS = ['shop']\n{setting}\n"}
    imports = "from django.conf import settings"
    assert sender("getattr(settings, 'SENDER', None)", imports, **files) == found


def test_a_default_for_an_attribute_of_something_else_may_count_or_not():
    assert sender("getattr(what, 'sender', None)") == "dynamic ?"


def test_the_user_model_is_not_known_where_its_setting_is_not():
    files = {"settings.py": "INSTALLED_APPS = ['shop']\nAUTH_USER_MODEL = what()\n"}
    imports = "from django.contrib.auth import get_user_model"
    assert sender("get_user_model()", imports, **files) == "dynamic ?"


def test_a_partial_is_a_receiver_around_its_function():
    connects = "post_save.connect(partial(on_save, 1))\npost_save.connect(partial(*what))\n"
    assert receivers(f"from functools import partial\n{connects}") == [
        "partial shop.handlers.on_save",
        "partial ?",
    ]


def test_what_a_vendor_returns_is_no_signal():
    assert signals("import vendor\nvendor.make(Book).connect(on_save)\n") == []


@pytest.mark.parametrize(
    "text", ["'{0.real}'.format('a')", "'{'.format()", "'{:d}'.format('a')", "'{x}'.format()"]
)
def test_a_format_that_python_would_refuse_is_no_uid(text: str):
    assert row(f"post_save.connect(on_save, dispatch_uid={text})\n").dispatch_uid is None
