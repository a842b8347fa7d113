"""Imports that were meant to load a module, and do not."""

from __future__ import annotations

import pytest
from link.starting import CONNECTS, started

from signal_lint.startup import Module

CONFIG = "from django.apps import AppConfig\n\n\nclass ShopConfig(AppConfig):\n    name = 'shop'\n\n"
NESTED = {
    "settings.py": 'INSTALLED_APPS = ["shop.users"]\n',
    "shop/users/__init__.py": "",
    "shop/users/signals.py": CONNECTS,
}


def module(name: str, **files: str) -> Module:
    """Return a module that nothing loads."""
    (found,) = (each for each in started(**files).modules if each.name == name)
    assert found.loaded == "never"
    return found


def attempt(apps: str, **files: str) -> tuple[str, bool] | None:
    """Return which import was meant for `shop/signals.py`, and whether it fails."""
    found = module("shop.signals", **{"shop/signals.py": CONNECTS, "shop/apps.py": CONFIG + apps, **files})
    return found.attempt and (found.attempt.message, found.attempt.fails)


@pytest.mark.parametrize(
    ("apps", "name"),
    [
        ("    def ready(self):\n        from . import signal\n", "shop.signal"),
        ("    def ready(self):\n        import signals\n", "signals"),
        ("    def ready(self):\n        import shop.signasl\n", "shop.signasl"),
        ("    def ready(self):\n        __import__('shop.signal')\n", "shop.signal"),
    ],
)
def test_an_import_under_a_wrong_name_fails(apps: str, name: str):
    assert attempt(apps) == (f"`shop.apps` imports `{name}`, which is not there", True)


def test_an_import_of_a_module_of_python_does_not_load_one_of_almost_its_name():
    said = "`shop.apps` imports `signal` of Python's standard library instead"
    assert attempt("    def ready(self):\n        import signal\n") == (said, False)
    assert attempt("    def ready(self):\n        import os\n") is None
    assert attempt("    def stop(self):\n        import signal\n") is None


def test_an_import_of_a_module_of_python_by_another_app_was_meant():
    apps = CONFIG + "    def ready(self):\n        import signal\n"
    nested = {**NESTED, "settings.py": "INSTALLED_APPS = ['shop', 'shop.users']\n", "shop/apps.py": apps}
    assert module("shop.users.signals", **nested).attempt is None


def test_an_import_without_the_outer_package_fails():
    apps = (
        "from django.apps import AppConfig\n\n\nclass UsersConfig(AppConfig):\n    name = 'shop.users'\n\n"
        "    def ready(self):\n        try:\n            import users.signals\n"
        "        except ImportError:\n            pass\n"
    )
    found = module("shop.users.signals", **NESTED, **{"shop/users/apps.py": apps}).attempt
    assert found
    assert found.message == "`shop.users.apps` imports `users.signals`, which is not there"


@pytest.mark.parametrize(
    ("apps", "said"),
    [
        (
            "def ready(self):\n    from . import signals\n",
            "the `ready()` that imports it in `shop.apps` stands outside of any class",
        ),
        (
            "    def on_ready(self):\n        from . import signals\n",
            "`ShopConfig.on_ready()` in `shop.apps` imports it, and Django calls `ready()` only",
        ),
        (
            "    def Ready(self):\n        import shop.signals\n",
            "`ShopConfig.Ready()` in `shop.apps` imports it, and Django calls `ready()` only",
        ),
        (
            "class Setup:\n    def ready(self):\n        from . import signals\n",
            "`Setup.ready()` in `shop.apps` imports it, but `Setup` is no AppConfig",
        ),
        (
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from . import signals\n",
            "`shop.apps` imports it for type checkers only",
        ),
    ],
)
def test_an_import_may_stand_where_nothing_runs_it(apps: str, said: str):
    assert attempt(apps) == (said, False)


@pytest.mark.parametrize(
    "apps",
    [
        "    def ready(self):\n        from . import models\n",
        "    def ready(self):\n        from . import forms\n",
        "    def ready(self):\n        import elsewhere.signals\n",
        "    def ready(self):\n        from elsewhere import *\n",
        "    def ready(self):\n        from elsewhere import run\n        run()\n        from .... import signals\n",
        "    async def ready(self):\n        from . import signals\n",
    ],
)
def test_other_imports_were_not_meant_for_it(apps: str):
    assert attempt(apps) is None


@pytest.mark.parametrize(
    "package", ["signal = 1\n", "from elsewhere import *\n", "def __getattr__(name): ...\n"]
)
def test_what_the_package_may_have_is_not_misspelt(package: str):
    assert (
        attempt("    def ready(self):\n        from . import signal\n", **{"shop/__init__.py": package})
        is None
    )


@pytest.mark.parametrize(
    ("apps", "more"),
    [
        ("    def on_ready(self):\n        from . import signals\n", "config.on_ready()\n"),
        (
            "    def on_ready(self):\n        from . import signals\n\n    def ready(self):\n        self.run()\n",
            "",
        ),
        ("    def load(self):\n        from . import signals\n", ""),
    ],
)
def test_a_method_that_somebody_may_call_is_no_misspelt_ready(apps: str, more: str):
    files = {"shop/signals.py": CONNECTS, "shop/apps.py": CONFIG + apps, "shop/use.py": more}
    (found,) = (each for each in started(**files).modules if each.name == "shop.signals")
    assert (found.loaded, found.attempt) == ("unknown", None)
