"""Which modules are the settings, and which folders are import roots."""

from __future__ import annotations

import pytest
from link.linking import project
from link.starting import CONNECTS

APP = {"apps/shop/__init__.py": "", "apps/shop/models.py": CONNECTS}


def apps(files):
    return [app.name for app in project(files).apps]


def names(files):
    return [
        module.name
        for module in project(
            {"settings.py": "INSTALLED_APPS = ['django.contrib.auth']", **APP, **files}
        ).modules
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'conf.live')",
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'conf.live'",
        "def main():\n    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'conf.live')",
        "if __name__ == '__main__':\n    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'conf.live')",
        "os.putenv('DJANGO_SETTINGS_MODULE', 'conf.live')",
    ],
)
def test_manage_py_names_the_settings(statement):
    files = {
        "conf/__init__.py": "",
        "conf/live.py": "INSTALLED_APPS = ['one']",
        "other.py": "INSTALLED_APPS = ['two']",
    }
    assert apps({**files, "manage.py": f"import os\n{statement}\n"}) == ["one"]


def test_of_the_settings_only_the_module_that_is_named_counts():
    files = {
        "conf/__init__.py": "",
        "conf/live.py": "INSTALLED_APPS = ['one']",
        "conf/dev.py": "INSTALLED_APPS = ['two']",
    }
    manage = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'conf.live')"
    assert apps({**files, "manage.py": manage}) == ["one"]


def test_a_name_that_leads_nowhere_is_passed_over():
    manage = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'conf.local')"
    assert apps(
        {"manage.py": manage, "conf/__init__.py": "", "conf/base.py": "INSTALLED_APPS = ['one']"}
    ) == ["one"]


def test_a_name_that_is_computed_is_passed_over():
    manage = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', name)\nos.environ['DJANGO_SETTINGS_MODULE'] = name"
    assert apps({"manage.py": manage, "conf.py": "INSTALLED_APPS = ['one']"}) == ["one"]


def test_only_the_outermost_lists_of_apps_are_settings():
    files = {
        "conf.py": "INSTALLED_APPS = ['one']",
        "tests/__init__.py": "",
        "tests/conf.py": "INSTALLED_APPS = ['two']",
    }
    assert apps(files) == ["one"]


def test_a_mention_of_installed_apps_makes_no_settings():
    files = {"tool.py": "from django.conf import settings\nprint(settings.INSTALLED_APPS)\n"}
    assert apps({**files, "conf/__init__.py": "", "conf/site.py": "INSTALLED_APPS = ['one']"}) == ["one"]


def test_a_settings_package_that_imports_its_modules_is_read():
    files = {"settings/__init__.py": "from .base import *\n", "settings/base.py": "INSTALLED_APPS = ['one']"}
    assert apps({"manage.py": "", **files}) == ["one"]


@pytest.mark.parametrize(
    "statement",
    [
        "sys.path.insert(0, 'apps')",
        "sys.path.append('apps')",
        "sys.path.insert(0, BASE_DIR / 'apps')",
        "sys.path.insert(0, str(BASE_DIR / 'apps'))",
        "sys.path.insert(0, os.path.join(BASE_DIR, 'apps'))",
        "sys.path.append(os.path.join(os.path.dirname(__file__), 'apps'))",
        "sys.path.append(os.path.normpath(os.path.join(ROOT, 'apps/')))",
        "sys.path.insert(0, BASE_DIR.joinpath('apps').as_posix())",
        "sys.path.insert(0, f'{BASE_DIR}/apps')",
        "sys.path.insert(0, '%s/apps' % BASE_DIR)",
        "sys.path += [os.path.join(BASE_DIR, 'apps')]",
        "sys.path.extend([os.path.join(BASE_DIR, 'apps')])",
        "sys.path = [os.path.join(BASE_DIR, 'apps')] + sys.path",
        "sys.path[0:0] = [os.path.join(BASE_DIR, 'apps')]",
        "APPS = os.path.join(BASE_DIR, 'apps')\nsys.path.insert(0, APPS)",
        "def main():\n    sys.path.insert(0, 'apps')",
        "import site\nsite.addsitedir(os.path.join(BASE_DIR, 'apps'))",
    ],
)
def test_folders_put_on_the_path_are_import_roots(statement):
    assert names({"manage.py": f"import os, sys\n{statement}\n", "apps/__init__.py": ""}) == ["shop.models"]


@pytest.mark.parametrize(
    "statement",
    [
        "sys.path.insert(0, BASE_DIR)",
        "sys.path.insert(0, 'nowhere')",
        "sys.path.insert(0, folder())",
        "path.insert()",
    ],
)
def test_other_folders_are_none(statement):
    assert names({"manage.py": f"import sys\n{statement}\n", "apps/__init__.py": ""}) == ["apps.shop.models"]


def test_a_script_that_django_never_starts_from_puts_nothing_on_the_path():
    assert names(
        {"manage.py": "", "tool.py": "import sys\nsys.path.insert(0, 'apps')", "apps/__init__.py": ""}
    ) == ["apps.shop.models"]


def test_a_folder_is_looked_for_around_the_script():
    files = {
        "src/site_/settings.py": "import sys\nsys.path.append('apps')\nINSTALLED_APPS = ['shop']",
        "src/site_/__init__.py": "",
    }
    found = project(
        {
            **files,
            "src/apps/__init__.py": "",
            "src/apps/shop/__init__.py": "",
            "src/apps/shop/models.py": CONNECTS,
        }
    )
    assert [module.name for module in found.modules] == ["shop.models"]


def test_an_src_folder_and_the_folder_of_manage_py_are_import_roots():
    files = {
        "src/shop/__init__.py": "",
        "src/shop/models.py": CONNECTS,
        "web/manage.py": "",
        "web/site_/models.py": CONNECTS,
    }
    assert [module.name for module in project(files).modules] == ["shop.models", "site_.models"]


def test_an_import_root_of_the_configuration_counts():
    (module,) = project({"code/shop/models.py": CONNECTS}, source_roots=("code",)).modules
    assert module.name == "shop.models"
