"""Signals of packages that nobody knows: told by how they are named and connected, never by `.connect` alone."""

from __future__ import annotations

import pytest
from link.linking import project, shop, signals

PLAIN = "def plain(value):\n    pass\n"


@pytest.mark.parametrize(
    ("source", "call"),
    [
        ("from somewhere.signals import changed", "changed.connect(plain)"),
        ("from somewhere import signals", "signals.changed.connect(plain)"),
        ("from somewhere.signals.orders import changed", "changed.connect(receiver=plain)"),
        ("from somewhere.events import changed", "changed.connect(plain, dispatch_uid='x')"),
        ("from somewhere.events import changed", "changed.connect(plain, sender=Book)"),
        ("from somewhere.events import changed", "changed.connect(plain, weak=False)"),
        ("from somewhere.events import changed", "changed.connect(on_save)"),
    ],
)
def test_a_signal_of_a_package_that_is_not_known_is_a_row(source, call):
    (name,) = signals(f"{source}\n{PLAIN}{call}\n")
    assert name.endswith(".changed")


def test_a_signal_of_a_class_that_is_not_known_is_a_row_without_a_name():
    text = (
        "from somewhere import AuditSignal\nchanged = AuditSignal()\nchanged.connect(on_save, sender=Book)\n"
    )
    assert signals(text) == ["?"]


def test_a_method_is_a_receiver_too():
    text = "from somewhere.events import changed\nclass A:\n    def on(self, sender, **kw): pass\na = A()\n"
    assert len(signals(f"{text}changed.connect(a.on)\n")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "from somewhere.events import changed\nchanged.connect(plain)\n",
        "from somewhere.events import changed\nchanged.connect(**options)\n",
        "from somewhere.signals import changed\nchanged.connect()\n",
        "from somewhere import Window\nWindow().connect('clicked', plain)\n",
        "from somewhere import Window\nWindow().connect(on_save, sender=Book)\n",
        "from celery.signals import task_success\ntask_success.connect(on_save)\n",
        "from blinker import signal\nsignal('x').connect(on_save, sender=Book)\n",
        "import sqlite3\nsqlite3.connect(on_save)\n",
        "import signal\nsignal.connect(on_save)\n",
        "import database\ndatabase.connect('host', sender=1)\n",
        "from django.dispatch import dispatcher\ndispatcher.connect(on_save, sender=Book)\n",
        "from pydispatch import dispatcher\ndispatcher.connect(on_save, signal='x', sender=Book)\n",
        "post_save.paid.connect(on_save)\n",
        "self.button.clicked.connect(on_save)\n",
    ],
)
def test_what_may_as_well_be_something_else_is_none(text):
    found = shop(PLAIN + text)
    assert (found.connections, found.not_followed) == ((), ())


@pytest.mark.parametrize(
    ("imports", "number"),
    [("import django.conf\n", 1), ("from django.conf import settings\n", 1), ("import os\n", 0), ("", 0)],
)
def test_django_has_to_be_there(imports, number):
    text = f"{imports}from somewhere.signals import changed\nfrom . import near\nchanged.connect(print)\n"
    assert len(project({"tool.py": text}).connections) == number


def test_a_project_of_django_need_not_import_it_in_each_file():
    text = "from somewhere.signals import changed\nchanged.connect(print)\n"
    assert len(shop("", **{"shop/far.py": text}).connections) == 1
