"""Several Django projects in one tree: each by itself, and what they share."""

from __future__ import annotations

from link.linking import project
from link.starting import CONFIG, CONNECTS

STARTS = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', '{}')\n"
LOADS = f"{CONFIG}\n    def ready(self):\n        from shop import signals\n"


def one(folder, apps=LOADS, settings="INSTALLED_APPS = ['shop']\n"):
    return {
        f"{folder}/manage.py": STARTS.format("proj.settings"),
        f"{folder}/proj/__init__.py": "",
        f"{folder}/proj/settings.py": settings,
        f"{folder}/shop/__init__.py": "",
        f"{folder}/shop/models.py": "",
        f"{folder}/shop/apps.py": apps,
        f"{folder}/shop/signals.py": CONNECTS,
    }


def states(files, **settings):
    return {row.location.path: dict(row.projects) for row in project(files, **settings).connections}


def names(files, **settings):
    return [[start.name for start in part.starts] for part in project(files, **settings).each]


def test_two_projects_of_one_layout_are_kept_apart():
    assert states({**one("one"), **one("two", CONFIG)}) == {
        "one/shop/signals.py": {"one:proj.settings": "startup"},
        "two/shop/signals.py": {"two:proj.settings": "never"},
    }


def test_a_project_inside_another_is_hidden_from_it():
    outer = {path.removeprefix("./"): text for path, text in one(".").items()}
    inner = one("proj/examples/small", CONFIG)
    assert states({**outer, **inner}) == {
        "shop/signals.py": {"proj.settings": "startup"},
        "proj/examples/small/shop/signals.py": {"proj/examples/small:proj.settings": "never"},
    }


def test_what_projects_share_has_a_state_in_each():
    shared = {"lib/__init__.py": "", "lib/models.py": CONNECTS}
    files = {
        **shared,
        **one("one", settings="INSTALLED_APPS = ['lib']\n"),
        **one("two", settings="INSTALLED_APPS = ['shop']\n"),
    }
    (row,) = [row for row in project(files).connections if row.location.path == "lib/models.py"]
    assert dict(row.projects)["one:proj.settings"] == "startup"
    assert dict(row.projects)["two:proj.settings"] != "startup"
    assert row.loaded == "unknown"
    assert "startup with `one:proj.settings`" in row.reason


def test_settings_that_start_alike_are_one_project():
    files = {
        **one("web"),
        "web/proj/live.py": "from .settings import *\nINSTALLED_APPS += ['raven']\n",
        "web/proj/wsgi.py": STARTS.format("proj.live"),
    }
    assert names(files) == [["proj.settings", "proj.live"]]
    assert states(files)["web/shop/signals.py"] == {"proj.settings": "startup", "proj.live": "startup"}


def test_settings_with_other_apps_of_the_project_start_another():
    files = {
        **one("web"),
        "web/proj/live.py": "INSTALLED_APPS = []\n",
        "web/proj/wsgi.py": STARTS.format("proj.live"),
    }
    assert names(files) == [["proj.settings"], ["proj.live"]]


def test_entries_that_name_the_same_settings_are_one_project():
    files = {**one("web"), "web/proj/wsgi.py": STARTS.format("proj.settings")}
    (part,) = project(files).each
    assert [entry.path for entry in part.starts[0].entries] == ["web/manage.py", "web/proj/wsgi.py"]


def test_the_configuration_decides_which_projects_there_are():
    files = {**one("one"), **one("two"), "conf.py": "INSTALLED_APPS = ['shop']\n"}
    assert names(files, settings_modules=("conf",)) == [["conf"]]
    assert names(files, settings_modules=("proj.settings",)) == [["one:proj.settings"], ["two:proj.settings"]]
    assert names(one("one"), settings_modules=("one.proj.settings",)) == [["one.proj.settings"]]


def test_a_configured_module_at_the_top_counts_before_one_of_tests():
    files = {"manage.py": "", "settings.py": "INSTALLED_APPS = []\n", **one("lib/tests", settings="")}
    files["lib/tests/settings.py"] = "INSTALLED_APPS = ['shop']\n"
    (part,) = project(files, settings_modules=("settings",)).each
    assert [start.settings for start in part.starts] == ["settings.py"]


def test_a_configured_module_that_is_not_there_is_said_to_be_missing():
    found = project(one("one"), settings_modules=("conf",))
    assert found.notes[0] == "the settings module `conf` of the configuration is not in the project"


def test_beyond_a_number_the_projects_of_a_tree_are_taken_for_one():
    many = {path: text for number in range(14) for path, text in one(f"p{number:02}").items()}
    assert [len(part) for part in names(many)] == [1] * 11 + [3]


def test_a_project_without_settings_has_one_start_without_a_name():
    found = project({"shop/__init__.py": "", "shop/models.py": CONNECTS})
    assert [(start.name, start.settings) for start in found.starts] == [("", "")]
