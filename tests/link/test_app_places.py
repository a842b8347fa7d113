"""Where each installed app is listed."""

from link.linking import project


def places(**files: str) -> dict[str, str]:
    found = project({"manage.py": "", **files}).apps
    return {app.name: f"{app.entry.path}:{app.entry.span.line}" for app in found if app.entry}


SETTINGS = """\
from conf.base import *
OTHERS = ["a"]
INSTALLED_APPS += [
    "a",
    *[],
    "b",
]
INSTALLED_APPS.append("c")
INSTALLED_APPS += ["d"] if DEBUG else []
INSTALLED_APPS.insert(len("x"), "e")
"""


def test_each_app_is_shown_where_it_is_written():
    found = places(**{"settings.py": SETTINGS, "conf/base.py": "INSTALLED_APPS = []\n"})
    assert {name: int(place.removeprefix("settings.py:")) for name, place in found.items()} == {
        "a": 4, "b": 6, "c": 8, "d": 9, "e": 10
    }  # fmt: skip


def test_an_app_may_be_listed_in_a_module_that_the_settings_import():
    base = "import os, more\nINSTALLED_APPS = (\n    'base',\n)\n"
    files = {"settings.py": "from conf.base import *\n", "conf/base.py": base, "more.py": "from . import x\n"}
    assert places(**files) == {"base": "conf/base.py:3"}


def test_an_app_whose_text_stands_nowhere_is_shown_at_the_list():
    assert places(**{"settings.py": "x = 1\nINSTALLED_APPS = ['a' + '.b']\n"}) == {"a.b": "settings.py:2"}
