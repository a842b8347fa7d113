"""What the rules find in several projects of one tree."""

from __future__ import annotations

from pathlib import Path

import pytest
from link.starting import CONFIG, CONNECTS
from link.test_plans import LOADS, one

from signal_lint.analysis import analyse
from signal_lint.settings import Settings

NOWHERE = Path(__file__).with_name("nothing")


def found(files, select="SGL003"):
    unsaved = {path: text.encode() for path, text in files.items()}
    diagnostics = analyse(Settings(root=NOWHERE, select=(select,)), unsaved).diagnostics
    return [(one.location.path, one.message.rpartition(" (with ")[2]) for one in diagnostics]


def shared(*apps, config=CONFIG):
    files = {"lib/__init__.py": "", "lib/models.py": "", "lib/signals.py": CONNECTS}
    files["lib/apps.py"] = config.replace("shop", "lib")
    for folder, installed in zip(("one", "two"), apps, strict=True):
        files |= one(folder, settings=f"INSTALLED_APPS = {installed}\n")
    return files


def test_a_finding_names_the_project_that_it_is_about():
    assert found({**one("one"), **one("two", CONFIG)}) == [("two/shop/signals.py", "`two:proj.settings`)")]


@pytest.mark.parametrize("apps", [(["lib"], ["lib"]), (["lib"], ["lib", "shop"])])
def test_a_shared_file_gets_a_finding_that_holds_in_all_projects(apps):
    assert [path for path, _ in found(shared(*apps))] == ["lib/signals.py"]


def test_a_project_that_does_not_install_the_app_has_no_say():
    assert found(shared(["lib"], [])) == [("lib/signals.py", "`one:proj.settings`)")]


def test_a_shared_file_gets_no_finding_where_one_project_is_right():
    loads = "from shop import apps\nimport lib.signals\n"
    assert found({**shared(["lib"], ["lib", "shop"]), "two/shop/models.py": loads}) == []


def test_a_finding_about_the_file_alone_is_made_once():
    broken = CONNECTS.replace(", **kwargs", "")
    files = {**shared(["lib"], ["lib"], config=LOADS), "lib/signals.py": broken}
    assert [path for path, _ in found(files, "SGL001")] == ["lib/signals.py"]
