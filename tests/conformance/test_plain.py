"""The plain readings that the analysis is compared with: of connections, of lists of apps, of imports."""

from __future__ import annotations

from pathlib import Path

import pytest
from conformance.accounting import account
from conformance.apps import missing
from conformance.listed import NAME, Reading, UnreadableError, read
from conformance.plain import Tree
from conformance.ready import sole_loaders, without

SIGNALS = "from django.dispatch import Signal as Made\npaid = Made()\nother = object()\n"


def project(root: Path, **files: str) -> list[str]:
    for name, text in files.items():
        path = root / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*.py"))


def lines(root: Path, **files: str) -> list[int]:
    return sorted(call.lineno for _, call in Tree(root, project(root, **files)).connections())


@pytest.mark.parametrize(
    "source",
    [
        "from django.db.models.signals import post_save\npost_save.connect(f)\n",
        "from django.db.models import signals as s\ns.post_save.connect(f)\n",
        "import django.db.models.signals\ndjango.db.models.signals.post_save.connect(f)\n",
        "from shop.signals import paid\npaid.connect(f)\n",
        "from .signals import paid as done\ndone.connect(f)\n",
        "from . import signals\nsignals.paid.connect(f)\n",
        "from .passing import paid\npaid.connect(f)\n",
        "from django.dispatch import receiver; from .signals import paid\n@receiver(paid)\ndef f(**k): ...\n",
        "from django.dispatch import receiver; from .signals import paid\nreceiver([other, paid])(f)\n",
    ],
)
def test_what_is_written_like_a_connection_is_found(tmp_path: Path, source: str):
    assert lines(
        tmp_path, shop__signals=SIGNALS, shop__passing="from .signals import *\n", shop__use=source
    ) == [2]


@pytest.mark.parametrize(
    "source",
    [
        "from celery.signals import task_sent\ntask_sent.connect(f)\n",
        "from .signals import other\nother.connect(f)\n",
        "import sqlite3\nsqlite3.connect(f)\n",
        "from somewhere import receiver, post_save\n@receiver(post_save)\ndef f(**k): ...\n",
        "from django.db.models.signals import post_save\npost_save.disconnect(f)\n",
    ],
)
def test_what_only_looks_like_a_connection_is_none(tmp_path: Path, source: str):
    assert lines(tmp_path, shop__signals=SIGNALS, shop__use=source) == []


def test_a_file_that_is_not_of_this_python_is_told(tmp_path: Path):
    assert Tree(tmp_path, project(tmp_path, old="print 'x'\n")).unread == ["old.py"]


def test_every_place_is_a_row_or_not_followed(tmp_path: Path):
    source = "from django.db.models import signals\nfrom celery.signals import sent\n"
    source += "signals.post_save.connect(f)\nsignals.pre_save.connect(\n    f)\nsignals.pre_init.connect(f)\n"
    source += "sent.connect(f)\n"
    files = project(tmp_path, shop=source)
    mapped = {
        "connections": [{"path": "shop.py", "line": 3}, {"path": "shop.py", "line": 7}],
        "not_followed": [{"path": "shop.py", "line": 5}],
    }
    found = account(tmp_path, files, mapped)
    assert (found.places, found.not_followed) == (3, ["shop.py:5"])
    assert found.lost == ["shop.py:6 is in no list: signals.pre_init.connect(f)"]
    assert found.strange == ["shop.py:7 is on the map, and is about celery.signals.sent"]


def listed(root: Path, **files: str) -> Reading:
    project(root, **files)
    return read(root, "conf/dev.py", "")


@pytest.mark.parametrize(
    ("source", "apps"),
    [
        (f"{NAME} = ['a', 'b']\n{NAME} += ('c',)\n", ["a", "b", "c"]),
        (f"MORE = ('b',)\n{NAME}: list = ['a', *MORE] + list(MORE) + unknown\n", ["a", "b", "b"]),
        (
            f"{NAME} = ['a']\n{NAME}.append('b')\n{NAME}.extend(['c'])\n{NAME}.insert(0, 'd')\n",
            ["a", "b", "c", "d"],
        ),
        (f"{NAME} = ['a', name]\nif DEBUG:\n    {NAME}.append('b')\n", ["a"]),
        (f"from .base import *\n{NAME} += ['c']\n{NAME}.remove('a')\n", ["b", "c"]),
        (f"from conf.base import {NAME} as APPS\n{NAME} = APPS + ['c']\n", ["a", "b", "c"]),
    ],
)
def test_the_strings_that_are_listed_outside_any_condition_are_read(
    tmp_path: Path, source: str, apps: list[str]
):
    assert listed(tmp_path, conf__base=f"{NAME} = ['a', 'b']\n", conf__dev=source).lists[NAME] == apps


def test_what_is_removed_is_told(tmp_path: Path):
    assert listed(tmp_path, conf__dev=f"{NAME} = ['a']\n{NAME}.remove('a')\n").removed == ["a"]


def test_settings_that_are_not_of_this_python_are_unreadable(tmp_path: Path):
    with pytest.raises(UnreadableError, match=r"conf/dev\.py"):
        listed(tmp_path, conf__dev="print 'x'\n")


def test_an_app_that_is_missing_or_unsure_is_seen():
    apps = [{"name": "a", "entry": "a.apps.A", "sure": True}, {"name": "b", "entry": "b", "sure": False}]
    found = list(missing({"apps": apps}, Reading({NAME: ["a.apps.A", "b", "c"]})))
    assert found == ["lists `b`, which the map has for unsure", "lists `c`, which the map does not have"]


APPS = """\
class ShopConfig(AppConfig):
    def ready(self):
        from shop import receivers, signals
"""


def loaders(root: Path, wanted: str, **files: str) -> list:
    return list(sole_loaders(Tree(root, project(root, **files)), {wanted}))


def test_the_one_import_of_a_module_is_deleted_in_its_place(tmp_path: Path):
    (found,) = loaders(tmp_path, "shop/signals.py", shop__signals="", shop__receivers="", shop__apps=APPS)
    assert (found.path, found.line, found.imported) == ("shop/apps.py", 3, "shop/signals.py")
    assert without(APPS, found) == APPS.replace("receivers, signals", "receivers")


def test_an_import_alone_becomes_nothing(tmp_path: Path):
    text = APPS.replace("from shop import receivers, signals", "import shop.signals; x = 'é'")
    (found,) = loaders(tmp_path, "shop/signals.py", shop__signals="", shop__apps=text)
    assert without(text, found) == text.replace("import shop.signals", "pass")


def test_a_module_that_others_import_too_is_left_alone(tmp_path: Path):
    files = {"shop__signals": "", "shop__apps": APPS, "shop__views": "from .signals import f\n"}
    assert loaders(tmp_path, "shop/signals.py", **files) == []
    del files["shop__views"]
    (tmp_path / "shop" / "views.py").unlink()
    assert (
        len(loaders(tmp_path, "shop/signals.py", shop__tests__test_a="import shop.signals\n", **files)) == 1
    )
