"""Strings of the code that name a module."""

from __future__ import annotations

import pytest
from link.starting import CONNECTS, loaded, module

LOADER = (
    "from importlib import import_module\n\ndef load(name):\n    import_module(f'{__package__}.{name}')\n"
)


@pytest.mark.parametrize(
    "text",
    [
        "def f(x, y='shop.registry.Reg'):\n    pass",
        "NAME = __package__ + '.registry'",
        "NAME = f'{__package__}.registry.Reg'",
        "lazy('shop.registry', 'Reg')",
        "HOOK = 'shop.registry.Reg'",
        "setup(entry=['x = shop.registry:main'])",
    ],
)
def test_what_a_named_module_imports_may_be_loaded_too(text):
    files = {"shop/registry.py": "from . import signals", "shop/models.py": text}
    found = module(**files)
    assert (found.loaded, found.reason) == ("unknown", "imported by `shop.registry`")


@pytest.mark.parametrize("call", ["lazy('.signals', 'x')", "MAP = {'.signals': []}", "lazy('.signals:x')"])
def test_dots_stand_for_the_package(call):
    assert loaded(**{"shop/models.py": call}) == "unknown"


@pytest.mark.parametrize("call", ["lazy('...')", "lazy('.signal')", "x + '.signals'", "f'{x}.signals'"])
def test_other_dots_do_not(call):
    assert loaded(**{"shop/models.py": call}) == "never"


def test_dots_in_another_package_mean_another_module():
    assert loaded(**{"cart/__init__.py": "", "cart/models.py": "lazy('.signals')"}) == "never"


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("load('signals')", "startup"),
        ("def f():\n    load('signals')", "unknown"),
        ("def f():\n    load('handlers', x)", "never"),
        ("def f():\n    other('signals')", "never"),
    ],
)
def test_a_loader_of_the_project_is_given_the_last_name(call, expected):
    files = {"shop/loading.py": LOADER, "shop/models.py": f"from .loading import load\n{call}\n"}
    assert loaded(**files) == expected


def test_the_strings_of_a_test_are_for_tests():
    assert loaded(**{"tests/test_shop.py": "mock.patch('shop.signals.on_save')"}) == "never"


def test_a_loader_in_a_test_is_none():
    files = {"tests/loading.py": LOADER, "shop/models.py": "load('signals')"}
    assert loaded(**files) == "never"


def test_a_module_at_the_top_has_no_package_to_be_named_with():
    files = {"settings.py": "", "lost.py": CONNECTS, "shop/models.py": "x = 'lost'"}
    assert module("lost.py", **files).via != "string"
