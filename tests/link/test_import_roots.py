"""Import roots that only the installed apps give away, and the names that modules have then."""

import pytest
from link.linking import project

CONNECTS = (
    "from django.db.models.signals import post_save\ndef f(sender, **kwargs): pass\npost_save.connect(f)\n"
)
MANAGE = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'NAME')\n"
CONFIG = "from django.apps import AppConfig\nclass ShopConfig(AppConfig):\n    name = 'NAME'\n"
#: A project whose manage.py lies in its package.
INSIDE = {
    "proj/__init__.py": "",
    "proj/manage.py": MANAGE.replace("NAME", "proj.settings"),
    "proj/settings.py": "INSTALLED_APPS = ['proj.shop']\n",
    "proj/shop/__init__.py": "",
    "proj/shop/handlers.py": CONNECTS,
    "proj/tools/__init__.py": "",
    "proj/tools/handlers.py": CONNECTS,
}
#: A project with a folder of apps that nothing puts on sys.path.
APART = {
    "manage.py": MANAGE.replace("NAME", "site_.settings"),
    "site_/__init__.py": "",
    "apps/__init__.py": "",
    "apps/shop/__init__.py": "",
    "apps/shop/models.py": CONNECTS,
}


def names(files):
    return [module.name for module in project(files).modules]


def test_a_manage_py_inside_the_package_does_not_shorten_what_the_apps_are_called():
    assert names(INSIDE) == ["proj.shop.handlers", "proj.tools.handlers"]


def test_apps_that_are_named_from_the_folder_of_manage_py_are_called_so():
    files = {
        "proj/manage.py": MANAGE.replace("NAME", "settings"),
        "proj/settings.py": "INSTALLED_APPS = ['shop']",
    }
    assert names({**INSIDE, **files}) == ["shop.handlers", "tools.handlers"]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("INSTALLED_APPS = ['other']\nROOT_URLCONF = 'proj.urls'\n", "proj.tools.handlers"),
        ("INSTALLED_APPS = ['other']\nROOT_URLCONF = 'tools.urls'\n", "tools.handlers"),
        ("INSTALLED_APPS = ['other']\n", "tools.handlers"),
        (
            "from proj.tools import x\nfrom . import y\nimport proj\nINSTALLED_APPS = ['other']\n",
            "proj.tools.handlers",
        ),
        ("INSTALLED_APPS = ['proj.shop']\nROOT_URLCONF = 'tools.handlers'\n", "tools.handlers"),
    ],
)
def test_what_settings_and_imports_say_names_the_rest(settings, expected):
    assert names({**INSIDE, "proj/settings.py": settings})[-1] == expected


def test_a_config_tells_the_name_where_no_settings_do():
    files = {
        "proj/__init__.py": "",
        "proj/manage.py": "",
        "proj/shop/__init__.py": "",
        "proj/shop/apps.py": CONFIG.replace("NAME", "proj.shop"),
        "proj/shop/handlers.py": CONNECTS,
    }
    assert names(files) == ["proj.shop.handlers"]


@pytest.mark.parametrize("entry", ["shop", "shop.apps.ShopConfig", "shop.conf.ShopConfig"])
def test_an_entry_that_is_an_app_below_one_folder_alone_gives_the_folder_away(entry):
    settings = {"site_/settings.py": f"from shop.models import f\nINSTALLED_APPS = ['{entry}']\n"}
    assert names({**APART, **settings}) == ["shop.models"]


@pytest.mark.parametrize(
    "files",
    [
        {"site_/urls.py": "import shop.elsewhere\n"},
        {"more/__init__.py": "", "more/shop/__init__.py": "", "more/shop/models.py": ""},
        {"shop.py": ""},
    ],
)
def test_an_entry_that_may_mean_another_package_gives_nothing_away(files):
    settings = {"site_/settings.py": "INSTALLED_APPS = ['shop']\n"}
    assert names({**APART, **settings, **files}) == ["apps.shop.models"]


def test_an_app_that_is_listed_by_its_longer_name_is_no_other():
    settings = {"site_/settings.py": "INSTALLED_APPS = ['shop', 'apps.shop']\n"}
    assert names({**APART, **settings}) == ["apps.shop.models"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("shop", "shop.models"), ("apps.shop", "apps.shop.models"), ("store", "apps.shop.models")],
)
def test_the_name_of_a_config_against_its_folder_gives_the_root_away(name, expected):
    files = {
        "site_/settings.py": "INSTALLED_APPS = ['django.contrib.auth', 'x.y']\n",
        "apps/shop/apps.py": CONFIG.replace("NAME", name),
        "apps/none/__init__.py": "",
        "apps/none/apps.py": "from django.apps import AppConfig\nclass NoneConfig(AppConfig):\n    pass\n",
    }
    assert names({**APART, **files}) == [expected]


def test_a_folder_with_the_name_of_django_is_no_django():
    text = CONNECTS.replace(
        "from django.db.models.signals import post_save", "import django.db.models.signals"
    )
    files = {
        "django/manage.py": "",
        "django/shop/__init__.py": "",
        "django/shop/models.py": text.replace("post_save", "django.db.models.signals.post_save"),
    }
    (row,) = project(files).connections
    assert row.signal.name == "django.db.models.signals.post_save"
