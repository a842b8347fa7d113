"""The modules that strings of the settings name."""

from __future__ import annotations

import pytest
from link.starting import CONNECTS, loaded, module


@pytest.mark.parametrize(
    "setting",
    [
        "SHOP = ['shop.signals.Backend']",
        "SHOP = {'deep': [{'er': ('shop.signals',)}]}",
        "SHOP = {'shop.signals.Backend': {}}",
        "SHOP = f'{APP}.signals.Backend'",
        "SHOP = '{}.signals.Backend'.format(APP)",
        "SHOP = dict(backend='shop.signals.Backend')",
    ],
)
def test_a_setting_that_nobody_knows_may_load_what_it_names(setting):
    found = module(**{"settings.py": f"APP = 'shop'\nINSTALLED_APPS = [APP]\n{setting}\n"})
    assert (found.loaded, found.reason) == ("unknown", "a string of the settings names it")


@pytest.mark.parametrize("text", ["shop.signals of old", "shop", "signals", "shop/signals"])
def test_other_strings_of_the_settings_name_no_module(text):
    assert loaded(**{"settings.py": f"INSTALLED_APPS = ['shop']\nSHOP = {text!r}\n"}) == "never"


def test_the_settings_that_a_star_brings_count():
    files = {
        "settings.py": "from base import *\nfrom outside import *\nINSTALLED_APPS = ['shop']\n",
        "base.py": "SHOP = 'shop.signals.Backend'\n",
    }
    assert module(**files).reason == "a string of the settings names it"


def test_a_folder_that_a_setting_names_is_no_module():
    files = {
        "settings.py": "INSTALLED_APPS = ['shop']\nSHOP = 'shop.data'\n",
        "shop/data/signals.py": CONNECTS,
    }
    assert loaded("shop/data/signals.py", **files) == "never"
