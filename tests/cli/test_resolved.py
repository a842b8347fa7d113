"""What `--show-settings` says of start-up, as it was read."""

from __future__ import annotations

import pytest
from link.linking import project
from link.test_plans import one

from signal_lint.cli.resolved import resolved

SETTINGS = "INSTALLED_APPS = ['shop']\nif DEBUG:\n    INSTALLED_APPS += ['debug']\n"


def shown(files):
    return resolved(project(files)).splitlines()


OF_WEB = """
project web:proj.settings
  settings: web/proj/settings.py
  started by: web/manage.py:2
  import roots: web, .
  Django: a current Django is assumed: nothing says which
  installed apps: 2
    shop  # web/proj/settings.py:1
    debug  # web/proj/settings.py:3, under a condition
"""
OF_XAPI = """\
project xapi:proj.settings
  settings: xapi/proj/settings.py
  started by: xapi/manage.py:2
  import roots: xapi, .
  Django: a current Django is assumed: nothing says which
  installed apps: 1
    shop  # xapi/proj/settings.py:1
"""


def test_each_project_is_told_with_its_apps_and_their_places():
    assert shown({**one("web", settings=SETTINGS), **one("xapi")}) == (OF_WEB + OF_XAPI).splitlines()


def test_a_list_that_is_known_in_part_is_said_to_be():
    lines = shown({"manage.py": "", "settings.py": "INSTALLED_APPS = ['shop'] + more()\n"})
    assert "  installed apps: 1 are known, and there may be more" in lines


@pytest.mark.parametrize("settings", ["", "INSTALLED_APPS = read()\n"])
def test_apps_that_are_not_known_are_said_to_be(settings):
    assert "  installed apps: not known" in shown({"manage.py": "", "settings.py": settings})


def test_a_tree_without_settings_is_told_with_its_notes():
    manage = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'conf.local')\n"
    lines = shown({"manage.py": manage, "shop/__init__.py": ""})
    assert lines[1] == "project without settings"
    assert "note: manage.py:2: the settings module `conf.local` is not in the project" in lines
