"""Which folder of a project an expression means."""

import pytest
from link.linking import project

CONNECTS = (
    "from django.db.models.signals import post_save\ndef f(sender, **kwargs): pass\npost_save.connect(f)\n"
)
AROUND = {
    "site_/__init__.py": "",
    "code/__init__.py": "",
    "code/apps/__init__.py": "",
    "code/apps/shop/__init__.py": "",
    "code/apps/shop/models.py": CONNECTS,
}
BASE = "BASE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))\n"
FOUND, NOT_FOUND = ["shop.models"], ["code.apps.shop.models"]


def names(text, **files):
    settings = f"import os, sys, environ\nfrom pathlib import Path\n{text}\nINSTALLED_APPS = []\n"
    return [each.name for each in project({**AROUND, "site_/settings.py": settings, **files}).modules]


@pytest.mark.parametrize(
    "text",
    [
        f"{BASE}sys.path.insert(0, os.path.join(BASE, 'code', 'apps'))",
        f"{BASE}sys.path.insert(0, BASE + '/code/apps')",
        f"{BASE}sys.path.insert(0, '%s/code/%s' % (BASE, 'apps'))",
        f"{BASE}sys.path.insert(0, '%s/code/apps' % BASE)",
        f"{BASE}sys.path.insert(0, '{{}}/{{}}/apps'.format(BASE, 'code'))",
        f"{BASE}sys.path.insert(0, f'{{BASE}}/code/apps')",
        f"{BASE}CODE = 'code'\nsys.path.insert(0, os.path.join(BASE, CODE, 'x', '..', 'apps'))",
        f"{BASE}BASE = os.path.join(BASE, 'code')\nsys.path.insert(0, os.path.join(BASE, 'apps'))",
        f"{BASE}sys.path[:0] = [os.path.join(BASE, 'code', each) for each in ('apps', 'libs')]",
        f"{BASE}for each in ['libs', 'apps']:\n    sys.path.insert(0, os.path.join(BASE, 'code', each))",
        f"{BASE}DIRS = [BASE, *[os.path.join(BASE, 'code/apps')]]\nsys.path = DIRS + sys.path",
        f"{BASE}DIRS = ['code/apps']\nfor each in DIRS:\n    sys.path.append(os.path.join(BASE, each))",
        f"{BASE}DIRS = [BASE]\nDIRS = DIRS + [os.path.join(BASE, 'code/apps')]\nsys.path.extend(DIRS)",
        f"{BASE}def at(*names):\n    return os.path.join(BASE, *names)\nsys.path.insert(0, at('code', 'apps'))",
        f"{BASE}at = lambda name, *more: os.path.join(BASE, name, *more)\nsys.path.append(at('code', 'apps'))",
        "BASE = Path(__file__).resolve().parent.parent\nsys.path.append(str(BASE / 'code' / 'apps'))",
        "sys.path.append(str(Path(__file__).absolute().parents[1].joinpath('code', 'apps')))",
        "sys.path.append(Path(__file__).ancestor(2).child('code', 'apps'))",
        "ROOT = environ.Path(__file__) - 2\nsys.path.append(str(ROOT.path('code/apps')))",
        "ROOT = environ.Path(__file__) - 2\nsys.path.append(ROOT('code', 'apps'))",
        "APPS = (environ.Path(__file__) - 2).path('code/apps')\nsys.path.append(APPS.root)",
        "def here():\n    place = os.path.dirname(__file__)\n    sys.path.append(os.path.join(place, '../code/apps'))",
        "from .paths import CODE as ROOT\nsys.path.append(os.path.join(ROOT, 'apps'))",
        "from site_.paths import apps\nsys.path.append(apps())",
        "import paths\nsys.path.append(os.path.join(paths.CODE, 'apps'))",
        "from os.path import dirname, join\nsys.path.append(join(dirname(dirname(__file__)), 'code/apps'))",
    ],
)
def test_a_path_is_worked_out_from_the_file_that_computes_it(text):
    paths = "import os\nCODE = os.path.join(os.path.dirname(__file__), '..', 'code')\n"
    assert names(text, **{"site_/paths.py": f"{paths}def apps():\n    return CODE + '/apps'\n"}) == FOUND


@pytest.mark.parametrize(
    "text",
    [
        f"{BASE}sys.path.insert(0, os.path.join(BASE, '..', 'code', 'apps'))",
        f"{BASE}sys.path.insert(0, os.path.join(BASE, 'apps'))",
        "sys.path.insert(0, '/srv/code')",
        "sys.path.insert(0, Path(__file__).ancestor(number))",
        "sys.path.insert(0, Path(__file__).with_suffix('.txt'))",
        "sys.path.insert(0, os.path.dirname())",
        "sys.path.insert(0, not_known)",
        "sys.path.insert(0, '%s' % unknown)",
        "for a, b in pairs:\n    sys.path.insert(0, a)",
        "sys.path += [a for a, b in pairs]",
        "sys.path.append(*folders)",
        "def at(name):\n    pass\nsys.path.insert(0, at('x'))\nsys.path.insert(0, at)",
        "def at(name):\n    return\nsys.path.insert(0, at('x'))",
        "def at(name):\n    return at(name)\nsys.path.insert(0, at('x'))",
        "from .paths import other\nsys.path.insert(0, other)",
        "from .paths import again as other\nsys.path.insert(0, other)",
        "sys.path: list\nsys.path.insert(0)",
    ],
)
def test_any_other_path_is_no_folder_of_the_project(text):
    files = {"site_/paths.py": "from .settings import again\nfrom .settings import other as again\n"}
    assert names(f"from .paths import again\n{text}", **files) == NOT_FOUND


def test_what_is_no_text_is_no_folder():
    assert names(f"{BASE}sys.path.insert(0, not BASE)") == NOT_FOUND
