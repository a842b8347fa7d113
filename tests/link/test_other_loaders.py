"""What others than Django load."""

from __future__ import annotations

import pytest
from link.linking import project
from link.starting import CONNECTS, PROJECT, module


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("conftest.py", CONNECTS, "pytest loads it"),
        ("settings_local.py", CONNECTS, "it is another settings module"),
        ("conf/settings/local.py", CONNECTS, "it is another settings module"),
        ("conf/local.py", f"{CONNECTS}\nINSTALLED_APPS = []\n", "it is another settings module"),
        ("shop/scripts/load.py", CONNECTS, "it is a script"),
        ("shop/__main__.py", CONNECTS, "it is a script"),
        ("shop/load.py", f"{CONNECTS}\nif __name__ == '__main__':\n    main()\n", "it is a script"),
    ],
)
def test_a_module_that_another_loads_is_not_known(path, text, reason):
    manage = "import os\nos.environ['DJANGO_SETTINGS_MODULE'] = 'settings'\n"
    found = module(path, **{"manage.py": manage, "conf/__init__.py": "", path: text})
    assert (found.loaded, found.reason) == ("unknown", reason)


@pytest.mark.parametrize(
    ("settings", "text", "expected"),
    [
        ("tests/settings.py", f"{CONNECTS}\nclass Mixin:\n    pass\n", "unknown"),
        ("example/site/settings.py", f"{CONNECTS}\nclass Mixin:\n    pass\n", "unknown"),
        ("tests/settings.py", CONNECTS, "never"),
        ("tests/settings.py", f"{CONNECTS}\ndef tool(request):\n    pass\n", "unknown"),
        ("tests/settings.py", f"{CONNECTS}\ndef _own():\n    pass\n", "never"),
        ("tests/settings.py", f"{CONNECTS}\nclass _Own:\n    pass\n", "never"),
        ("site/settings.py", f"{CONNECTS}\nclass Mixin:\n    pass\n", "never"),
    ],
)
def test_a_host_may_name_what_a_library_defines(settings, text, expected):
    own = {path: each for path, each in PROJECT.items() if path not in ("manage.py", "settings.py")}
    manage = f"import os\nos.environ['DJANGO_SETTINGS_MODULE'] = '{settings[:-3].replace('/', '.')}'\n"
    files = {**own, settings: "INSTALLED_APPS = ['shop']\n", "manage.py": manage, "shop/mixins.py": text}
    found = {each.path: each.loaded for each in project(files).modules}
    assert found["shop/mixins.py"] == expected


def test_a_module_for_receivers_is_no_tool_of_a_library():
    own = {path: each for path, each in PROJECT.items() if path not in ("manage.py", "settings.py")}
    text = f"{CONNECTS}\nclass Mixin:\n    pass\n"
    files = {**own, "tests/settings.py": "INSTALLED_APPS = ['shop']\n", "shop/signals.py": text}
    manage = "import os\nos.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'\n"
    assert [each.loaded for each in project({**files, "manage.py": manage}).modules] == ["never"]


def test_a_file_in_no_package_may_be_a_script():
    assert (
        module("report.py", **{"report.py": CONNECTS}).reason
        == "it is in no package, and may be run by itself"
    )
