"""What needs the app registry before it is ready, and by which imports."""

from __future__ import annotations

import pytest
from link.linking import project

MODELS = "from django.db import models\nclass Book(models.Model): pass\n"
SHOP = {
    "manage.py": "",
    "settings.py": "INSTALLED_APPS = ['shop']\n",
    "shop/__init__.py": "",
    "shop/apps.py": "from django.apps import AppConfig\nclass ShopConfig(AppConfig):\n    name = 'shop'\n",
    "shop/models.py": MODELS,
    "shop/signals.py": "from shop.models import Book\n",
}


def early(**files: str) -> list[str]:
    """Return each use as `path:line needs`."""
    found = project({**SHOP, **files}).startup.early_uses()
    return [f"{use.location.path}:{use.location.span.line} {use.needs}" for use in found]


def at_top(text: str, **files: str) -> list[str]:
    """Return what needs the registry at the top of the package of the app, without the place."""
    return [use.partition(" ")[2] for use in early(**{"shop/__init__.py": text, **files})]


BOOK = "`shop.models` defines the model `Book`"


def test_a_calm_project_needs_nothing_early():
    assert early() == []


@pytest.mark.parametrize(
    "text",
    [
        "import shop.models\n",
        "from shop import models\n",
        "from . import models\n",
        "from .models import Book\n",
        "import os\nfrom shop import signals\n",
        "'''Says raise and setup.'''\nimport shop.signals as s\n",
        "print('setup')\nfrom . import signals\n",
    ],
)
def test_an_import_that_leads_to_a_model_is_found(text: str):
    assert at_top(text) == [BOOK]


@pytest.mark.parametrize(
    "text",
    [
        "if x:\n    from . import models\n",
        "try:\n    from . import models\nexcept Exception: pass\n",
        "def f():\n    from . import models\n",
        "'''raise'''\nraise ImportError\nfrom . import models\n",
        "import django\ndjango.setup()\nfrom . import models\n",
        "from django.db import models\nfrom . import models as m\n",
        "def models(): pass\nfrom . import models as m\n",
        "from .names import *\nfrom . import models\n",
        "def __getattr__(name): pass\nfrom . import models\n",
        "from . import nothing\n",
        "from .... import models\n",
        "import shop.missing\n",
    ],
)
def test_what_may_not_happen_is_silent(text: str):
    assert at_top(text, **{"shop/names.py": ""}) == []


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        (
            "from django.contrib.auth.models import User\n",
            "`django.contrib.auth.models` defines or imports models",
        ),
        ("from django.contrib.auth import forms\n", "`django.contrib.auth.forms` defines or imports models"),
        (
            "from django.contrib.auth import get_user_model\nU = [get_user_model()]\n",
            "`shop` calls `get_user_model()`",
        ),
        ("from django.apps import apps\nprint(apps.get_model('a.B'))\n", "`shop` calls `get_model()`"),
        (
            "from django.apps import apps\nclass A(apps.get_model('a.B')): pass\n",
            "`shop` calls `get_model()`",
        ),
        (
            "from django.apps import apps\ndef f(): pass\n\n@f(apps.get_models() if apps.get_models() else 1)\ndef g(): pass\n",
            "`shop` calls `get_models()`",
        ),
        (MODELS, "`shop` defines the model `Book`"),
    ],
)
def test_what_needs_the_registry(text: str, needs: str):
    assert at_top(text) == [needs]


@pytest.mark.parametrize(
    "text",
    [
        "from django.apps import apps\nf = lambda: apps.get_model('a.B')\n",
        "from django.apps import apps\nf = [apps.get_model(n) for n in ()]\n",
        "from django.apps import apps\nf = apps.ready and apps.get_models()\n",
        "from django.apps import apps\nf = apps.get_models() if apps.ready else ()\n",
        "from shop.own import get_model\nf = get_model(len('a'))\n",
        "get_model = 1\n",
        "class Model: pass\nclass Book(Model):\n    x = 1\n",
        "class Model: pass\nclass Book(Model): pass\n",
        "from django.contrib.auth.hashers import make_password\n",
        "from django.apps import apps\nassert apps.get_models\n",
        "from django.apps import apps\n(yield_ := apps).get_models\n",
    ],
)
def test_what_does_not_need_it(text: str):
    assert at_top(text, **{"shop/own.py": "def get_model(): pass\n"}) == []


def test_every_import_that_leads_to_a_model_is_told_and_cycles_end():
    text = "from . import calm\nfrom . import signals\nfrom . import signals\n"
    calm = "from . import calmer\nimport shop\n"
    files = {"shop/calm.py": calm, "shop/calmer.py": "from . import calm\nf = get_models()\n"}
    assert at_top(text, **files) == [BOOK, BOOK]


def test_the_chain_tells_each_step():
    (use,) = project({**SHOP, "shop/__init__.py": "from . import signals\n"}).startup.early_uses()
    assert [step.message for step in use.chain] == [
        "`shop` imports `shop.signals`",
        "`shop.signals` imports `shop.models`",
        BOOK,
    ]


def test_the_module_of_a_config_that_is_named_is_imported_early():
    files = {"settings.py": "INSTALLED_APPS = ['shop.config.Config', 'elsewhere']\n"}
    text = "from django.apps import AppConfig\nimport shop.signals\nclass Config(AppConfig): name = 'shop'\n"
    assert early(**files, **{"shop/config.py": text}) == [f"shop/config.py:2 {BOOK}"]


def test_without_settings_an_app_needs_a_config_of_its_own():
    files = {**SHOP, "shop/__init__.py": "from . import models\n"}
    del files["settings.py"]
    assert len(project(files).startup.early_uses()) == 1
    del files["shop/apps.py"]
    assert project(files).startup.early_uses() == ()


def test_a_package_from_another_root_may_be_one_from_outside():
    files = {"lib/redis/__init__.py": "import shop.models\n", "shop/__init__.py": "import redis\n"}
    assert early(**files) == []


def test_a_namespace_package_holds_its_modules_and_nothing_else():
    files = {"tools/loads.py": "import shop.models\n", "shop/__init__.py": "from tools import loads, none\n"}
    assert early(**files) == [f"shop/__init__.py:1 {BOOK}"]
