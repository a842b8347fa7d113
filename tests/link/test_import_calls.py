"""What a module imports by calling something when it is imported."""

from __future__ import annotations

import pytest
from link.starting import loaded, module, ready

REGISTRY = """\
class Registry:
    def connect(self, model):
        from . import signals

    def __call__(self):
        pass


class Importer:
    def __init__(self):
        from . import signals


def load():
    from . import signals


def load_all():
    load()


registry = Registry()
"""


@pytest.mark.parametrize(
    "statement",
    [
        "from .registry import Registry\nr = Registry()\nr.connect(Model)",
        "from .registry import registry\nregistry.connect(Model)",
        "from .registry import Importer\nImporter()",
        "from .registry import load\nload()",
        "from .registry import load_all\nload_all()",
        "from . import registry\nif DEBUG:\n    registry.load()",
        "from . import registry\nx = [registry.load() for _ in (1,)]",
        "import importlib\nimportlib.import_module('shop.signals')",
        "from importlib import import_module\nimport_module('.signals', __package__)",
        "from django.utils.module_loading import import_string\nx = import_string('shop.signals.on_save')",
        "__import__('shop.signals')",
        "from importlib import import_module\nfor name in ('signals',):\n    import_module('shop.' + name)",
        "from django.utils.module_loading import autodiscover_modules\nautodiscover_modules('signals')",
    ],
)
def test_what_the_models_call_imports_at_start_up(statement):
    assert loaded(**{"shop/registry.py": REGISTRY, "shop/models.py": statement}) == "startup"


@pytest.mark.parametrize(
    "statement",
    [
        "from .registry import Registry\nRegistry()",
        "from .registry import load\nlater = load",
        "from .registry import load\ndef f():\n    load()",
    ],
)
def test_what_nothing_calls_is_not_known(statement):
    assert loaded(**{"shop/registry.py": REGISTRY, "shop/models.py": statement}) == "unknown"


def test_the_urlconf_that_calls_loads_late():
    assert (
        loaded(**{"shop/registry.py": REGISTRY, "shop/urls.py": "from .registry import load\nload()"})
        == "late"
    )


def test_what_a_test_calls_loads_nothing():
    files = {"shop/registry.py": REGISTRY, "tests/test_shop.py": "from shop.registry import load\nload()"}
    assert loaded(**files) == "never"


def test_the_step_that_calls_is_the_proof():
    found = module(**{"shop/registry.py": REGISTRY, "shop/models.py": "from .registry import load\nload()\n"})
    assert [(step.location.path, step.location.span.line) for step in found.chain][-1] == (
        "shop/models.py",
        2,
    )


LOOP = "from importlib import import_module\nfrom django.apps import apps\n"


@pytest.mark.parametrize(
    "loop",
    [
        "for app in apps.get_app_configs():\n    import_module(f'{app.name}.signals')",
        "for app in apps.get_app_configs():\n    import_module('%s.signals' % app.name)",
        "for app in apps.get_app_configs():\n    import_module('{}.signals'.format(app.name))",
        "for app in apps.app_configs.values():\n    import_module(app.name + '.signals')",
        "for app in apps.get_app_configs():\n    if has(app.module, 'signals'):\n        import_module(f'{app.name}.signals')",
    ],
)
def test_a_loop_over_the_apps_imports_the_module_of_each(loop):
    files = {"settings.py": "INSTALLED_APPS = ['cart', 'shop']", "cart/__init__.py": ""}
    assert loaded(**files, **{"cart/apps.py": in_cart(loop)}) == "startup"
    assert loaded(**files, **{"cart/models.py": LOOP + loop}) == "startup"


def in_cart(body):
    return ready(body, LOOP).replace("'shop'", "'cart'")


@pytest.mark.parametrize("name", ["f'{app.name}.sub.signals'", "f'{app.name}.{x}.signals'", "app.name"])
def test_other_names_in_such_a_loop_are_computed(name):
    loop = f"for app in apps.get_app_configs():\n    import_module({name})"
    files = {"settings.py": "INSTALLED_APPS = ['cart', 'shop']", "cart/__init__.py": ""}
    assert loaded(**files, **{"cart/apps.py": in_cart(loop)}) in ("unknown", "never")


def test_an_app_outside_the_project_has_no_module_to_discover():
    text = (
        "from django.utils.module_loading import autodiscover_modules\nautodiscover_modules('signals', 'x')"
    )
    files = {"settings.py": "INSTALLED_APPS = ['other', 'shop']", "shop/x/y.py": "", "shop/models.py": text}
    assert loaded(**files) == "startup"
