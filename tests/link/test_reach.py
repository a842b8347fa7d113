"""When a module is loaded: the search backwards through its importers."""

from __future__ import annotations

import pytest
from link.starting import CONNECTS, loaded, module, ready, started

TWO = {"settings.py": "INSTALLED_APPS = ['shop', 'cart']", "cart/__init__.py": ""}


@pytest.mark.parametrize(
    "statement",
    [
        "from shop import signals",
        "from . import signals",
        "from .signals import on_save",
        "import shop.signals",
        "if DEBUG:\n    from . import signals",
        "try:\n    from . import signals\nexcept ImportError:\n    signals = None",
        "class Holder:\n    from . import signals",
        "with warnings.catch_warnings():\n    from . import signals",
        "import os; from . import signals",
        "for _ in range(1):\n    from . import signals",
    ],
)
def test_what_the_models_import_is_loaded(statement):
    assert loaded(**{"shop/models.py": statement}) == "startup"


@pytest.mark.parametrize(
    "statement",
    [
        "importlib.import_module('shop.signals')",
        "importlib.import_module('.signals', __package__)",
        "signals = importlib.import_module('shop.signals')",
        "__import__('shop.signals')",
        "importlib.import_module(f'{__package__}.signals')",
        "for name in ('signals',):\n    importlib.import_module('shop.' + name)",
        "load()",
    ],
)
def test_a_dynamic_import_of_a_loaded_module_is_never_called_never(statement):
    text = f"import importlib\n\ndef load():\n    from . import signals\n\n{statement}\n"
    assert loaded(**{"shop/models.py": text}) in ("startup", "unknown")


@pytest.mark.parametrize("guard", ["TYPE_CHECKING", "typing.TYPE_CHECKING", "t.TYPE_CHECKING"])
def test_what_only_a_type_checker_imports_is_never_loaded(guard):
    text = f"import typing\nimport typing as t\nfrom typing import TYPE_CHECKING\nif {guard}:\n    from . import signals\n"
    assert loaded(**{"shop/models.py": text}) == "never"


def test_the_other_side_of_a_type_checking_test_counts():
    text = "from typing import TYPE_CHECKING\nif not TYPE_CHECKING:\n    from . import signals\n"
    assert loaded(**{"shop/models.py": text}) == "startup"


def test_an_import_inside_a_function_of_a_loaded_module_may_run():
    found = module(**{"shop/models.py": "def load():\n    from . import signals\n"})
    assert (found.loaded, found.reason) == ("unknown", "imported inside a function of `shop.models`")


def test_an_import_inside_a_function_of_a_module_that_nothing_loads_never_runs():
    assert loaded(**{"shop/lost.py": "def load():\n    from . import signals\n"}) == "never"


def test_the_ready_of_a_config_that_is_not_picked_runs_for_nobody():
    assert loaded(**{"shop/config.py": ready("from . import signals")}) == "never"


def test_without_settings_a_ready_that_is_not_picked_may_run():
    files = {
        "settings.py": "",
        "shop/config.py": ready("from . import signals"),
        "shop/apps.py": "from .config import *",
    }
    assert loaded(**files) != "never"


def test_a_chain_of_imports_is_followed_through_other_apps():
    files = {**TWO, "shop/models.py": "from cart import prices", "cart/prices.py": "import shop.signals"}
    found = module(**files)
    assert [step.location.path for step in found.chain] == ["settings.py", "shop/models.py", "cart/prices.py"]
    assert (found.via, found.reason) == ("models", "imported by `cart.prices`")


def test_modules_that_import_each_other_come_to_an_end():
    files = {"shop/signals.py": "from . import tools\n" + CONNECTS, "shop/tools.py": "from . import signals"}
    assert loaded(**files) == "never"


def test_a_package_is_loaded_with_each_of_its_modules():
    files = {
        "shop/signals/__init__.py": CONNECTS,
        "shop/signals/books.py": "",
        "shop/models.py": "import shop.signals.books",
    }
    assert loaded("shop/signals/__init__.py", **files) == "startup"


def test_a_module_of_a_package_that_does_not_import_it_is_never_loaded():
    files = {
        "shop/handlers/__init__.py": "",
        "shop/handlers/books.py": CONNECTS,
        "shop/models.py": "from . import handlers",
    }
    assert loaded("shop/handlers/books.py", **files) == "never"


def test_a_star_import_loads_the_submodules_that_all_names():
    package = {"shop/handlers/__init__.py": "__all__ = ['books']\n", "shop/handlers/books.py": CONNECTS}
    assert (
        loaded("shop/handlers/books.py", **package, **{"shop/models.py": "from .handlers import *"})
        == "startup"
    )


def test_a_star_import_does_not_load_what_all_leaves_out():
    package = {"shop/handlers/__init__.py": "__all__ = ['other']\n", "shop/handlers/books.py": CONNECTS}
    assert (
        loaded("shop/handlers/books.py", **package, **{"shop/models.py": "from .handlers import *"})
        == "never"
    )


def test_a_star_import_with_a_computed_all_may_load_every_submodule():
    init = "import os\n__all__ = [name for name in os.environ]\n"
    package = {"shop/handlers/__init__.py": init, "shop/handlers/books.py": CONNECTS}
    assert (
        loaded("shop/handlers/books.py", **package, **{"shop/models.py": "from .handlers import *"})
        == "unknown"
    )


@pytest.mark.parametrize(
    "init",
    [
        "import pkgutil\nfor _, name, _ in pkgutil.iter_modules(__path__):\n    __import__(__name__ + '.' + name)\n",
        "from pathlib import Path\n__all__ = [p.stem for p in Path(__file__).parent.glob('*.py')]\nfrom . import *\n",
        "import os\nfor name in os.listdir(os.path.dirname(__file__)):\n    __import__(name)\n",
    ],
)
def test_a_package_that_imports_what_lies_beside_it_may_load_all_of_it(init):
    files = {
        "shop/handlers/__init__.py": init,
        "shop/handlers/books.py": CONNECTS,
        "shop/models.py": "from . import handlers",
    }
    assert loaded("shop/handlers/books.py", **files) in ("unknown", "startup")


def test_a_module_that_only_tests_import_is_never_loaded():
    found = module(**{"shop/tests.py": "from . import signals", "conftest.py": "import shop.signals"})
    assert (found.loaded, found.reason) == ("never", "only tests import it (`conftest`)")


def test_what_a_module_outside_every_app_imports_may_be_loaded():
    found = module(**{"script.py": "import shop.signals"})
    assert (found.loaded, found.via) == ("unknown", "script")


def test_what_an_uncertain_module_imports_is_uncertain_too():
    files = {"script.py": "import shop.tools", "shop/tools.py": "from . import signals"}
    assert loaded(**files) == "unknown"


def test_a_command_loads_less_surely_than_a_urlconf():
    files = {
        "shop/urls.py": "from . import signals",
        "shop/management/commands/go.py": "from shop import signals",
    }
    assert module(**files).via == "urlconf"


def test_a_module_of_an_app_that_is_not_installed_belongs_to_no_app():
    found = module("lost/signals.py", **{"lost/__init__.py": "", "lost/signals.py": CONNECTS})
    assert (found.loaded, found.app) == ("never", None)


def test_a_module_that_nothing_imports_says_so():
    assert module().reason == "no module of the project imports it"


def test_a_module_that_only_idle_modules_import_shows_them():
    found = module(**{"shop/lost.py": "from . import signals"})
    assert [step.message for step in found.chain] == ["`shop.lost` imports it"]


def test_a_module_that_imports_what_is_missing_may_fail_before_it_connects():
    text = "from shop.generated import table\n" + CONNECTS
    (row,) = started(**{"shop/signals.py": text, "shop/models.py": "from . import signals"}).connections
    assert row.reason == "the module imports `shop.generated`, which is not in the project"
