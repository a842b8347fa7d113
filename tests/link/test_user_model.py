"""The user model of the settings, and the names that a file has to spare."""

import pytest
from link.linking import project

APPS = "INSTALLED_APPS = ['django.contrib.auth', 'shop']\n"
CUSTOMER = "AUTH_USER_MODEL = 'shop.Customer'\n"
CLASS = "from configurations import Configuration\nclass Dev(Configuration):\n    INSTALLED_APPS = ['shop']\n"


def user_model(**files: str):
    texts = {f"{name.replace('__', '/')}.py": text for name, text in files.items()}
    found = project({"manage.py": "", "shop/__init__.py": "", "config/__init__.py": "", **texts})
    model = found.lookup.user_model()
    return model and (model.label, model.location and (model.location.path, model.location.span.line))


def test_the_model_that_the_settings_name_comes_with_the_line():
    assert user_model(settings=APPS + CUSTOMER) == ("shop.Customer", ("settings.py", 2))


def test_settings_that_import_it_all_agree():
    dev = "from config.base import *\n" + APPS
    found = user_model(config__base=APPS + CUSTOMER, config__dev=dev, config__live=dev)
    assert found == ("shop.Customer", ("config/base.py", 2))


def test_settings_of_a_class_have_no_line():
    assert user_model(settings=f"{CLASS}    {CUSTOMER}") == ("shop.Customer", None)


@pytest.mark.parametrize(
    "settings",
    [APPS, APPS + "AUTH_USER_MODEL = 'auth.User'\n", APPS + "AUTH_USER_MODEL = find()\n", CLASS],
)
def test_the_usual_model_and_one_that_is_not_known_are_none(settings: str):
    assert user_model(settings=settings) is None


def test_settings_of_which_one_is_silent_or_says_another_are_none():
    other = APPS + "AUTH_USER_MODEL = 'shop.Other'\n"
    assert user_model(config__live=APPS + CUSTOMER, config__dev=APPS) is None
    assert user_model(config__live=APPS + CUSTOMER, config__dev=other) is None


def test_without_settings_nothing_is_known():
    assert user_model(shop__models="") is None


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("from django.conf import settings\nprint(settings)\n", True),
        ("print(1)\n", True),
        ("from shop import other as settings\n", False),
        ("from .conf import settings\n", False),
        ("from django.conf import other as settings\n", False),
        ("from django.conf import settings as conf\n", True),
        ("from shop.models import *\n", False),
        ("def on(settings): ...\n", False),
        ("def on(*, settings=None, **kwargs): ...\n", False),
        ("def settings(): ...\n", False),
        ("class A:\n    def on(self):\n        settings = 1\n", False),
        ("on = lambda settings: settings\n", False),
        ("def on(other):\n    return settings\n", True),
    ],
)
def test_a_name_is_free_that_nothing_else_binds(text: str, free: object):
    found = project({"settings.py": APPS, "shop/signals.py": text})
    assert found.lookup.is_free("shop/signals.py", "settings", "django.conf") is free
