"""The remarks on a list of apps that could not be read."""

import pytest
from link.linking import project

APP = {"manage.py": "", "shop/__init__.py": "", "shop/models.py": ""}
LIST = "INSTALLED_APPS = ['shop']\n"


def notes(settings: str, **files: str) -> tuple[str, ...]:
    return project({**APP, "settings.py": settings, **files}).notes


def note(path: str, line: int, text: str) -> str:
    place = f"{path}:{line}: INSTALLED_APPS cannot be read from here on"
    return f"{place} (`{text}`); state it with the key installed-apps"


@pytest.mark.parametrize(
    ("change", "line", "text"),
    [
        ("change(INSTALLED_APPS, 1)\nINSTALLED_APPS += more()", 2, "change(INSTALLED_APPS, 1)"),
        ("INSTALLED_APPS += more()", 2, "INSTALLED_APPS += more()"),
        ("INSTALLED_APPS = more()", 2, "INSTALLED_APPS = more()"),
        (
            "if what:\n    x = 1\n    for x in y:\n        INSTALLED_APPS.append(x)",
            5,
            "INSTALLED_APPS.append(x)",
        ),
        ("INSTALLED_APPS = more('" + "x" * 80 + "')", 2, "INSTALLED_APPS = more('" + "x" * 37 + "…"),
        ("del INSTALLED_APPS", 2, "INSTALLED_APPS"),
        ("for INSTALLED_APPS in what:\n    x = 1", 2, "INSTALLED_APPS"),
        (
            "def more():\n    global INSTALLED_APPS\n    INSTALLED_APPS += what",
            2,
            "def more",
        ),
    ],
)
def test_the_first_statement_that_is_not_understood_is_named(change: str, line: int, text: str):
    assert notes(f"{LIST}{change}\n") == (note("settings.py", line, text),)


def test_it_is_looked_for_in_the_module_that_the_list_comes_from():
    base = {"conf/base.py": f"import os\n{LIST}INSTALLED_APPS += more()\n"}
    assert notes("from conf.base import *\nINSTALLED_APPS += ['a']\n", **base) == (
        note("conf/base.py", 3, "INSTALLED_APPS += more()"),
    )
    assert notes("from elsewhere import INSTALLED_APPS\n") == (
        note("settings.py", 1, "from elsewhere import …"),
    )
    circle = {"conf/base.py": "from settings import INSTALLED_APPS\n"}
    assert notes("from conf.base import INSTALLED_APPS\n", **circle) == (
        note("conf/base.py", 1, "from settings import …"),
    )


def test_a_list_that_is_known_needs_no_remark():
    assert notes(f"{LIST}INSTALLED_APPS.append('a')\n") == ()


def test_without_a_list_one_remark_says_so():
    says = ("No INSTALLED_APPS was found in the project; state it with the key installed-apps",)
    assert notes("x = 1\n") == says
    assert project(APP).notes == says
    assert project({"shop/signals.py": ""}).notes == ()
