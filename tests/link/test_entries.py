"""Which files start Django, and which settings module each names."""

from __future__ import annotations

import pytest
from link.linking import project

ONE = {"conf/__init__.py": "", "conf/live.py": "INSTALLED_APPS = ['one']"}
TWO = {"conf/dev.py": "INSTALLED_APPS = ['two']"}


def names(files):
    return [start.name for start in project(files).starts]


@pytest.mark.parametrize(
    "statement",
    [
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'conf.live')",
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'conf.live'",
        "os.environ.update({'LANG': 'C', 'DJANGO_SETTINGS_MODULE': 'conf.live'})",
        "os.environ.update(DJANGO_SETTINGS_MODULE='conf.live')",
        "os.environ.update(more, DJANGO_SETTINGS_MODULE='conf.live')",
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', os.environ.get('SETTINGS', 'conf.live'))",
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', os.environ.get('SETTINGS') or 'conf.live')",
        "NAME = 'conf.live'\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', NAME)",
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', f'conf.{kind}')",
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'conf.%s' % kind)",
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'conf.{}'.format(kind))",
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'conf.' + kind)",
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'co' + 'nf.' + kind)",
        "os.environ.update(DJANGO_SETTINGS_MODULE='')\nos.environ.update(DJANGO_SETTINGS_MODULE='conf.live')",
    ],
)
def test_an_entry_names_the_settings(statement):
    assert names({**ONE, "manage.py": f"import os\n{statement}\n", "other.py": "INSTALLED_APPS = []"}) == [
        "conf.live"
    ]


def test_an_entry_that_chooses_names_several():
    chooses = "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'conf.live' if LIVE else 'conf.dev')"
    assert names({**ONE, **TWO, "manage.py": chooses}) == ["conf.live", "conf.dev"]


@pytest.mark.parametrize(
    "statement",
    [
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', name)",
        "os.environ['DJANGO_SETTINGS_MODULE'] = name()",
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', f'{site}.live')",
        "NAME = NAME\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', NAME)",
    ],
)
def test_a_name_that_is_computed_is_said_to_be(statement):
    found = project({"manage.py": f"import os\n{statement}\n", "conf.py": "INSTALLED_APPS = ['one']"})
    assert [app.name for app in found.apps] == ["one"]
    assert any(note.startswith("manage.py:") and "computed" in note for note in found.notes)


def test_a_module_that_is_not_there_is_said_to_be_missing():
    manage = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'conf.local')"
    assert project({**ONE, "manage.py": manage}).notes[0] == (
        "manage.py:2: the settings module `conf.local` is not in the project"
    )


def test_a_mention_of_the_variable_names_nothing():
    files = {"tool.py": "print(os.environ['DJANGO_SETTINGS_MODULE'])\nos.environ.update(LANG='C')\n"}
    assert names({**files, **ONE}) == ["conf.live"]


def test_entries_come_before_other_scripts_and_these_before_tests():
    sets = "import os\nos.environ['DJANGO_SETTINGS_MODULE'] = 'conf.{}'\n"
    files = {**ONE, **TWO, "conf/more.py": "INSTALLED_APPS = ['more']", "tests/run.py": sets.format("more")}
    assert names(files) == ["conf.more"]
    assert names({**files, "celery_app.py": sets.format("dev")}) == ["conf.dev"]
    assert names({**files, "celery_app.py": sets.format("dev"), "asgi.py": sets.format("live")}) == [
        "conf.live"
    ]


def test_a_script_that_runs_commands_is_an_entry_whatever_its_name():
    sets = "import os\nos.environ['DJANGO_SETTINGS_MODULE'] = 'conf.{}'\n"
    runs = sets.format("live") + "from django.core.management import execute_from_command_line\n"
    assert names({**ONE, **TWO, "bin/site.py": runs, "tool.py": sets.format("dev")}) == ["conf.live"]
