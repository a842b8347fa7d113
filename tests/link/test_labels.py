"""Labels that certainly name no model, and those that may."""

from __future__ import annotations

import pytest
from link.linking import shop

from signal_lint.connections import MissingModel

MISSING = MissingModel("shop", "shop/models.py", None)


def missing(label: str, **files: str) -> MissingModel | None:
    return shop("", **files).lookup.missing_model(label)


def test_a_label_that_no_class_has_is_missing():
    assert missing("shop.Bok") == MISSING


def test_an_app_without_models_has_none():
    files = {"settings.py": "INSTALLED_APPS = ['bare']\n", "bare/__init__.py": ""}
    assert missing("bare.Book", **files) == MissingModel("bare", None, None)


@pytest.mark.parametrize(("label", "meant"), [("Shop.Book", "shop.Book"), ("SHOP.book", "shop.book")])
def test_the_label_of_an_app_is_compared_exactly(label: str, meant: str):
    assert missing(label) == MissingModel("shop", "shop/models.py", meant)


@pytest.mark.parametrize(
    "label", ["shop.Book", "shop.book", "Shop.Bok", "auth.Usr", "far.Book", "shop.a b", "shop.HistoricalBook"]
)
def test_what_may_be_a_label_is_not_missing(label: str):
    assert missing(label) is None


@pytest.mark.parametrize(
    "text",
    [
        "if True:\n    class Bok: ...\n",
        "def make():\n    class BOK: ...\n",
        "Model = type(name, bases, {})\n",
        "Model = types.new_class(name)\n" + "Model = new_class(name)\n",
        "Model = type('Bok', bases, {})\n",
        "from elsewhere import *\n",
        "from shop.folder import *\n",
    ],
)
def test_an_app_that_may_make_it_in_its_own_way_is_silent(text: str):
    folder = {"shop/folder/inner.py": ""}
    assert missing("shop.Bok", **{"shop/more.py": text}, **folder) is None


@pytest.mark.parametrize(
    "text",
    [
        "Model = type('Book', bases, {})\n",
        "from shop.handlers import *\n",
        "kind = type(name)\nimport shop\n",
    ],
)
def test_what_makes_another_class_has_no_say(text: str):
    assert missing("shop.Bok", **{"shop/more.py": text}) == MISSING


def test_migrations_have_no_say():
    assert missing("shop.Bok", **{"shop/migrations/one.py": "class Bok: ...\n"}) == MISSING


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("class Bok:\n    class Meta:\n        app_label = 'shop'\n", None),
        ("class Other:\n    class Meta:\n        app_label = 'shop'\nfrom elsewhere import *\n", MISSING),
        ("class Bok: ...\n", MISSING),
    ],
)
def test_a_class_elsewhere_may_say_that_it_is_of_the_app(text: str, found: object):
    assert missing("shop.Bok", **{"far/models.py": text}) == found


def test_without_settings_an_app_may_go_by_another_label():
    assert missing("shop.Bok", **{"settings.py": ""}) is None


def test_an_app_whose_config_is_not_certain_may_have_another_label():
    config = "from far import *\nfrom django.apps import AppConfig\nclass ShopConfig(AppConfig):\n    name = 'shop'\n"
    assert missing("shop.Bok", **{"shop/apps.py": config}) is None


def test_an_app_that_is_a_module_or_a_folder_alone_is_silent():
    files = {"settings.py": "INSTALLED_APPS = ['space']\n", "space/models.py": ""}
    assert missing("space.Bok", **files) is None
