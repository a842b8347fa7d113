"""Which files start-up surely imports under two names, and which may be imported so."""

from __future__ import annotations

import pytest
from link.linking import project

CONFIG = "from django.apps import AppConfig\nclass ShopConfig(AppConfig):\n    name = 'shop'\n"
READY = f"{CONFIG}    def ready(self):\n        "
INSTALLED = "INSTALLED_APPS = ['shop', 'site_wide', 'django.contrib.auth']\n"
PATH = "import sys\nsys.path.insert(0, 'apps')\n"
CONNECTS = (
    "from django.db.models.signals import post_save\ndef f(sender, **kwargs): pass\npost_save.connect(f)\n"
)
SHOP = {
    "manage.py": PATH,
    "settings.py": INSTALLED,
    "apps/__init__.py": "",
    "apps/shop/__init__.py": "",
    "apps/shop/apps.py": f"{READY}from . import signals\n",
    "apps/shop/models.py": "",
    "apps/shop/signals.py": CONNECTS,
    "site_wide/__init__.py": "",
    "site_wide/models.py": "",
}


def twice(**files: str) -> dict[str, tuple[str, str]]:
    """Return the two names of each file that has two; packages go without saying."""
    found = project({**SHOP, **files}).startup.two_names()
    return {each.path: each.names for each in found if not each.path.endswith("__init__.py")}


SIGNALS = {"apps/shop/signals.py": ("apps.shop.signals", "shop.signals")}
IN_MODELS = {"site_wide/models.py": "import apps.shop.signals\n"}


def test_one_name_is_right():
    assert twice() == {}


@pytest.mark.parametrize(
    "files",
    [
        IN_MODELS,
        {"site_wide/models.py": "from apps.shop import signals\n"},
        {"site_wide/models.py": "from site_wide import other\n", "site_wide/other.py": "import apps.shop.signals\n"},
        {"site_wide/__init__.py": "import apps.shop.signals\n"},
        {**IN_MODELS, "settings.py": f"import os\n{INSTALLED}DEBUG = bool(os.environ)\nif DEBUG:\n    X = 1\n"},
        {**IN_MODELS, "settings.py": "INSTALLED_APPS = ['shop']\nINSTALLED_APPS += ['site_wide']\nNAME: str\n"},
        {**IN_MODELS, "settings.py": "INSTALLED_APPS = ['shop']\nINSTALLED_APPS.append('site_wide')\n"},
        {**IN_MODELS, "settings.py": INSTALLED.replace("'shop'", "'shop.apps.ShopConfig'")},
        {**IN_MODELS, "site_wide/registry.py": "import sys\nsys.modules[__name__].x = 1\n"},
        {**IN_MODELS, "tests/test_fake.py": "import sys\nsys.modules['x'] = None\n"},
        {**IN_MODELS, "apps/shop/signals.py": f"{CONNECTS}from django.db.models import Model\nclass A(Model):\n    class Meta: abstract = True\n"},
        {**IN_MODELS, "apps/shop/apps.py": f"{READY}super().ready()\n        from . import signals\n        return\n"},
    ],
)  # fmt: skip
def test_a_relative_and_an_absolute_import_give_two_names(files: dict[str, str]):
    assert twice(**files) == SIGNALS


def test_an_app_may_be_installed_by_another_name_than_its_config_has():
    files = {"apps/shop/models.py": "from . import signals\n"}
    settings = {"settings.py": INSTALLED.replace("'shop'", "'apps.shop'")}
    assert twice(**files) == {}
    both = {path: names[::-1] for path, names in SIGNALS.items()}
    assert twice(**files, **settings) == both


def test_the_first_imports_are_told():
    (found,) = (each for each in project({**SHOP, **IN_MODELS}).startup.two_names() if each.path in SIGNALS)
    assert [(place.path, place.span.line) for place in found.imports] == [
        ("site_wide/models.py", 1),
        ("apps/shop/apps.py", 5),
    ]


def test_what_such_a_module_imports_by_a_relative_name_has_two_names_too():
    files = {"apps/shop/signals.py": f"from . import inner\n{CONNECTS}", "apps/shop/inner.py": ""}
    inner = {"apps/shop/inner.py": ("apps.shop.inner", "shop.inner")}
    assert twice(**IN_MODELS, **files) == inner | SIGNALS


def test_the_admin_imports_the_admin_modules_of_all_apps():
    files = {"apps/shop/apps.py": f"{READY}import apps.shop.signals\n", "apps/shop/admin.py": "from . import signals\n"}  # fmt: skip
    both = {path: names[::-1] for path, names in SIGNALS.items()}
    assert twice(**files) == {}
    assert twice(**files, **{"settings.py": INSTALLED.replace("auth", "admin")}) == both


@pytest.mark.parametrize(
    "files",
    [
        {"manage.py": ""},
        {"site_wide/models.py": "try:\n    import apps.shop.signals\nexcept ImportError: pass\n"},
        {"site_wide/models.py": "if x:\n    import apps.shop.signals\n"},
        {"site_wide/models.py": "def f():\n    import apps.shop.signals\n"},
        {"site_wide/models.py": "raise ImportError\nimport apps.shop.signals\n"},
        {"site_wide/views.py": "import apps.shop.signals\n"},
        {**IN_MODELS, "lib/shop/signals.py": "", "lib/shop/__init__.py": ""},
        {**IN_MODELS, "settings.py": "INSTALLED_APPS = ['shop']\nif x:\n    INSTALLED_APPS += ['site_wide']\n"},
        {**IN_MODELS, "settings.py": "INSTALLED_APPS = ['shop', *(['site_wide'] if x else [])]\n"},
        {**IN_MODELS, "settings.py": "INSTALLED_APPS = ['shop', *(x and ['site_wide'])]\n"},
        {**IN_MODELS, "settings.py": "INSTALLED_APPS = ['shop', *(n for n in ['site_wide'])]\n"},
        {**IN_MODELS, "settings.py": "INSTALLED_APPS = get()\n"},
        {**IN_MODELS, "settings.py": INSTALLED.replace("'site", "'apps.shop', 'site")},
        {**IN_MODELS, "site_wide/registry.py": "import sys\nsys.modules['shop'] = None\n"},
        {**IN_MODELS, "site_wide/registry.py": "import sys\nsys.modules.setdefault('shop', None)\n"},
        {**IN_MODELS, "site_wide/registry.py": "import sys\nsys.meta_path.insert(0, None)\n"},
        {**IN_MODELS, "apps/shop/signals.py": f"{CONNECTS}from django.db.models import Model\nclass A(Model): pass\n"},
        {**IN_MODELS, "apps/shop/apps.py": f"{READY}if x:\n            return\n        from . import signals\n"},
        {**IN_MODELS, "apps/shop/apps.py": READY.replace("    def", "    @once\n    def") + "from . import signals\n"},
        {**IN_MODELS, "apps/shop/apps.py": f"{CONFIG}    pass\n"},
        {**IN_MODELS, "apps/shop/apps.py": f"from apps.base import Base\n{CONFIG.replace('(App', '(Base, App')}", "apps/base.py": f"{READY.replace('Shop', '')}from shop import signals\n"},
        {**IN_MODELS, "apps/shop/apps.py": f"{READY}from . import signals\nclass Other(AppConfig): name = 'shop'\n"},
        {"apps/shop/models.py": "import apps.shop.signals\n", "apps/shop/apps.py": f"{READY}from . import signals\n    def import_models(self): pass\n"},
    ],
)  # fmt: skip
def test_what_is_not_certain_is_not_told(files: dict[str, str]):
    assert twice(**files) == {}


STARTS = "import celery\nfrom apps import celery as c, statistics\nimport statistics\nimport apps.auditing, auditing\n"


@pytest.mark.parametrize(
    "itself",
    [
        "import celery\n",
        "from celery import Celery\n",
        "def f():\n    from celery.app import App\nimport celery\n",
    ],
)
def test_what_has_the_name_of_something_outside_is_not_imported_by_that_name(itself: str):
    files = {
        "apps/celery.py": itself,
        "apps/statistics.py": CONNECTS,
        "apps/auditing.py": "from . import shop\n",
    }
    found = twice(**files, **{"site_wide/models.py": STARTS})
    assert found == {"apps/auditing.py": ("apps.auditing", "auditing")}


@pytest.mark.parametrize(
    ("statement", "is_own"),
    [
        ("import redis, redis.client", False),
        ("from redis.client import Redis", False),
        ("from redis import Redis", False),
        ("from redis import *", True),
        ("from redis import f", True),
        ("import redis", True),
    ],
)
def test_an_import_of_what_the_project_does_not_have_means_another_package(statement: str, *, is_own: bool):
    files = {"apps/redis.py": CONNECTS, "site_wide/models.py": f"from apps import redis as r\n{statement}\n"}
    assert bool(twice(**files)) is is_own


def test_the_settings_of_tests_start_nothing():
    files = {
        "settings.py": "INSTALLED_APPS = ['shop']\n",
        "tests/settings.py": INSTALLED,
        "tests/__init__.py": "",
    }
    named = "import os\nos.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'\n"
    assert twice(**IN_MODELS, **files, **{"conftest.py": named}) == {}
