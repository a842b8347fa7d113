"""Projects as text, and what the linker makes of them: one app `shop` with models, unless said otherwise."""

from __future__ import annotations

import textwrap
from pathlib import Path

from signal_lint.connections import Connection
from signal_lint.extract import FileSources
from signal_lint.link import link
from signal_lint.project import Project
from signal_lint.settings import Settings
from signal_lint.supported import DjangoRange
from signal_lint.survey import survey

#: A folder that holds nothing: all files are given as text.
NOWHERE = Path(__file__).with_name("nothing")

SHOP = {
    "manage.py": "",
    "settings.py": 'INSTALLED_APPS = ["django.contrib.auth", "shop"]\n',
    "shop/__init__.py": "",
    "shop/models.py": """\
from django.db import models


class Book(models.Model):
    tags = models.ManyToManyField("Tag")


class Tag(models.Model):
    pass


class Author(models.Model):
    pass
""",
    "shop/handlers.py": "def on_save(sender, **kwargs):\n    pass\n\n\ndef on_other(sender):\n    pass\n",
}
#: What most modules that connect begin with.
IMPORTS = """\
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import Signal, receiver
from shop.handlers import on_other, on_save
from shop.models import Author, Book, Tag
"""


def project(files: dict[str, str], **settings: tuple[str, ...]) -> Project:
    """Link a project that is given as texts by path."""
    unsaved = {path: textwrap.dedent(text).encode() for path, text in files.items()}
    return survey(Settings(root=NOWHERE, **settings), unsaved).project


def linked_on(django: DjangoRange, files: dict[str, str]) -> Project:
    """Link a project that is given as texts by path, and that runs on some Djangos."""
    unsaved = {path: text.encode() for path, text in files.items()}
    (linked,) = link(FileSources(NOWHERE, (), unsaved), Settings(root=NOWHERE), lambda _: django)
    return linked


def shop(signals: str, **files: str) -> Project:
    """Link the shop with a module that connects, and further files or other contents."""
    return project({**SHOP, **files, "shop/signals.py": IMPORTS + textwrap.dedent(signals)})


def rows(signals: str, **files: str) -> tuple[Connection, ...]:
    """Return the connections of `shop/signals.py` in the shop."""
    found = shop(signals, **files).connections
    return tuple(row for row in found if row.location.path == "shop/signals.py")


def row(signals: str, **files: str) -> Connection:
    """Return the only connection of `shop/signals.py` in the shop."""
    (only,) = rows(signals, **files)
    return only


def signals(text: str, **files: str) -> list[str]:
    """Return the names of the signals that are connected, "?" for one that is not known."""
    return ["?" if each.signal is None else each.signal.name for each in rows(text, **files)]


def senders(text: str, **files: str) -> list[str]:
    """Return the senders that are asked for: the kind, then the name or the label."""
    return [f"{s.kind} {s.name or s.label or '?'}" for s in (each.sender for each in rows(text, **files))]


def receivers(text: str, **files: str) -> list[str]:
    """Return the receivers that are connected: the kind, then the name."""
    return [f"{r.kind} {r.name or '?'}" for r in (each.receiver for each in rows(text, **files))]
