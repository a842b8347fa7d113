"""What puts folders on sys.path when a project starts: its scripts, its settings, and what these import."""

import pytest
from link.linking import project

CONNECTS = (
    "from django.db.models.signals import post_save\ndef f(sender, **kwargs): pass\npost_save.connect(f)\n"
)
EXTENDS = "import os, sys\nsys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'apps'))\n"
APP = {
    "apps/__init__.py": "",
    "apps/shop/__init__.py": "",
    "apps/shop/models.py": CONNECTS,
    "site_/__init__.py": "",
    "site_/settings/__init__.py": "INSTALLED_APPS = []\n",
    "site_/paths.py": EXTENDS,
}


def names(files):
    return [module.name for module in project({**APP, **files}).modules]


@pytest.mark.parametrize(
    "files",
    [
        {"site_/settings/local.py": "from site_ import paths\n"},
        {"site_/settings/local.py": "from .. import paths\n"},
        {"site_/settings/local.py": "from ..paths import *\n"},
        {"site_/settings/local.py": "import site_.paths\n"},
        {"site_/settings/local.py": "import first\n", "first.py": "import site_.paths, first, os.path\n"},
        {"manage.py": "def main():\n    import site_.paths\n"},
        {"manage.py": "import sys\n", "site_/__init__.py": "from . import paths\n"},
    ],
)
def test_what_scripts_and_settings_import_counts(files):
    assert names(files) == ["shop.models"]


def test_what_nothing_at_start_imports_does_not():
    assert names({"tool.py": "import site_.paths\n"}) == ["apps.shop.models"]


def test_only_the_nearest_modules_are_followed():
    chain = {f"step{number}.py": f"import step{number + 1}\n" for number in range(20)}
    files = {"site_/settings/local.py": "import step0\n", **chain, "step20.py": "import site_.paths\n"}
    assert names(files) == ["apps.shop.models"]
