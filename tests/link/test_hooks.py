"""What is connected only when the models of all apps are there."""

from __future__ import annotations

import pytest
from link.linking import project

HOOKS = "from django.db.models.signals import class_prepared\ndef f(sender, **kwargs): pass\nclass_prepared.connect(f)\n"
CONFIG = "from django.apps import AppConfig\nclass ShopConfig(AppConfig):\n    name = 'shop'\n    def ready(self):\n"
READY = {
    "manage.py": "",
    "settings.py": "INSTALLED_APPS = ['shop']\n",
    "shop/__init__.py": "",
    "shop/hooks.py": HOOKS,
    "shop/models.py": "",
    "shop/apps.py": f"{CONFIG}        from shop import hooks\n",
}
INSIDE = f"{HOOKS.rpartition('class')[0]}{CONFIG}        class_prepared.connect(f)\n"


def steps(**files: str) -> list[str]:
    """Return what shows that the one connection of the project is made when all models are there."""
    linked = project({**READY, **files})
    (connection,) = linked.connections
    return [step.message for step in linked.startup.after_models(connection.location)]


def test_a_ready_runs_when_all_models_are_there():
    files = {"shop/apps.py": INSIDE, "shop/hooks.py": ""}
    assert steps(**files) == ["`shop.apps.ShopConfig.ready()` runs when the models of all apps are there"]


def test_so_does_a_module_that_only_a_ready_imports():
    assert steps() == ["`ready()` imports `shop.hooks`"]


def test_and_one_that_such_a_module_imports():
    files = {
        "shop/apps.py": f"{CONFIG}        from shop import wiring\n",
        "shop/wiring.py": "import shop.hooks\n",
    }
    assert steps(**files) == ["`ready()` imports `shop.wiring`", "`shop.wiring` imports it"]


@pytest.mark.parametrize(
    "files",
    [
        {"shop/models.py": "from shop import hooks\n"},
        {"shop/__init__.py": "try:\n    import shop.hooks\nexcept Exception: pass\n"},
        {"shop/other.py": "def f():\n    from shop import hooks\n", "shop/models.py": "import shop.other\n"},
        {"wsgi.py": "import shop.hooks\n"},
        {"shop/models.py": "import importlib\nimportlib.import_module(f'{x}.hooks')\n"},
        {"shop/apps.py": "", "shop/urls.py": "import shop.hooks\n"},
        {"shop/apps.py": "", "shop/signals.py": ""},
        {
            "shop/hooks.py": f"from django.apps import apps\n{HOOKS}for m in apps.get_models(): f(m)\n",
            "shop/apps.py": CONFIG + "        import shop.hooks\n",
        },
        {"shop/making.py": "from django.db.models.base import ModelBase\n"},
        {"shop/making.py": "def make(name): return type(name, (Model,), {})\n"},
        {"shop/hooks.py": "", "shop/apps.py": INSIDE.replace("ready(self)", "other(self)")},
        {"shop/hooks.py": "", "shop/apps.py": f"{INSIDE}class Other(AppConfig): name = 'shop'\n"},
    ],
)
def test_what_may_run_before_or_sees_models_proves_nothing(files: dict[str, str]):
    assert steps(**files) == []


def test_a_call_of_type_with_one_argument_makes_nothing():
    assert steps(**{"shop/asking.py": "def of(thing): return type(thing)\n"}) != []
