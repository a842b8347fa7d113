"""The modules that strings of the settings name."""

from __future__ import annotations

import pytest
from link.starting import CONNECTS, loaded, module


@pytest.mark.parametrize(
    "setting",
    [
        "SHOP = ['shop.signals.Backend']",
        "SHOP = {'deep': [{'er': ('shop.signals',)}]}",
        "SHOP = f'{APP}.signals.Backend'",
        "SHOP = '{}.signals.Backend'.format(APP)",
        "SHOP = dict(backend='shop.signals.Backend')",
    ],
)
def test_a_setting_of_the_project_loads_late_what_it_names(setting):
    found = module(**{"settings.py": f"APP = 'shop'\nINSTALLED_APPS = [APP]\n{setting}\n"})
    assert (found.loaded, found.reason) == ("late", "the setting SHOP names it")


@pytest.mark.parametrize(
    "setting",
    [
        "SHOP = {'shop.signals.Backend': {}}",
        "SHOP = [{'shop.signals': 1}]",
        "LOGGING = {'loggers': {'shop.signals': {'level': 'INFO'}}}",
        "LOGGING = {'handlers': [{'filename': 'shop.signals'}]}",
    ],
)
def test_a_name_that_may_mean_something_else_only_may_load_it(setting):
    found = module(**{"settings.py": f"INSTALLED_APPS = ['shop']\n{setting}\n"})
    assert (found.loaded, found.reason) == ("unknown", "a string of the settings names it")


@pytest.mark.parametrize(
    ("text", "expected"), [("shop.signals.Box", "unknown"), ("shop.signals.on_save", "late")]
)
def test_a_package_has_to_bind_what_is_named(text, expected):
    path = "shop/signals/__init__.py"
    files = {
        "settings.py": f"INSTALLED_APPS = ['shop']\nSHOP = '{text}'\n",
        "shop/signals.py": "",
        path: CONNECTS,
    }
    assert loaded(path, **files) == expected


@pytest.mark.parametrize("text", ["shop.signals of old", "shop", "signals", "shop/signals"])
def test_other_strings_of_the_settings_name_no_module(text):
    assert loaded(**{"settings.py": f"INSTALLED_APPS = ['shop']\nSHOP = {text!r}\n"}) == "never"


def test_the_settings_that_a_star_brings_count():
    files = {
        "settings.py": "from base import *\nfrom outside import *\nINSTALLED_APPS = ['shop']\n",
        "base.py": "SHOP = 'shop.signals.Backend'\n",
    }
    assert module(**files).reason == "the setting SHOP names it"


def test_a_folder_that_a_setting_names_is_no_module():
    files = {
        "settings.py": "INSTALLED_APPS = ['shop']\nSHOP = 'shop.data'\n",
        "shop/data/signals.py": CONNECTS,
    }
    assert loaded("shop/data/signals.py", **files) == "never"
