"""`signal-lint verify`, called in this process, over projects that the installed Django starts."""

from __future__ import annotations

import json
import sys
from typing import NamedTuple

import pytest
from small_project import write_project

from signal_lint.cli import main

NOT_SO_SMALL = {
    "shop/signals.py": "",
    "settings.py": 'INSTALLED_APPS = ["shop"]\n',
    "lost/signals.py": "",
    "manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
}
READY = """\
from django.apps import AppConfig
from django.db.models.signals import post_save


def on_save(sender, **kwargs):
    print(sender)


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
"""


class Verified(NamedTuple):
    """What a run came to."""

    code: int
    out: str
    err: str

    @property
    def document(self):
        return json.loads(self.out)


@pytest.fixture
def verify(capsys, monkeypatch):
    """Run the command with this interpreter, and nothing but what is asked for in the environment."""
    for name in ("NO_COLOR", "FORCE_COLOR", "VIRTUAL_ENV", "DJANGO_SETTINGS_MODULE"):
        monkeypatch.delenv(name, raising=False)

    def verify(root, *argv):
        code = main(["verify", str(root), "--python", sys.executable, *map(str, argv)])
        return Verified(code, *capsys.readouterr())

    return verify


@pytest.fixture
def shop(tmp_path):
    """Write an app that connects what the lines of its `ready()` do; return the root."""

    def shop(*lines, **files):
        ready = READY + "".join(f"        {line}\n" for line in lines or ["pass"])
        return write_project(tmp_path, **{**NOT_SO_SMALL, "shop/apps.py": ready, **files})

    return shop
