"""Small projects with one app `shop`, whose `signals` module connects, and when Django loads what."""

from __future__ import annotations

import textwrap

from link.linking import project

from signal_lint.project import Project
from signal_lint.startup import AppConfig, Module

CONNECTS = """\
from django.db.models.signals import post_save
from django.dispatch import receiver


@receiver(post_save)
def on_save(sender, **kwargs):
    pass
"""
CONFIG = "from django.apps import AppConfig\n\n\nclass ShopConfig(AppConfig):\n    name = 'shop'\n"
PROJECT = {
    "manage.py": "",
    "settings.py": "INSTALLED_APPS = ['shop']\n",
    "shop/__init__.py": "",
    "shop/models.py": "",
    "shop/signals.py": CONNECTS,
}


def started(**files: str) -> Project:
    """Link the project with further files or other contents."""
    return project({**PROJECT, **files})


def ready(body: str, before: str = "", beside: str = "") -> str:
    """Return an apps module with a `ready()`, some lines above the class, and members beside the method."""
    inside = textwrap.indent(textwrap.dedent(beside), "    ")
    method = "    def ready(self):\n" + textwrap.indent(textwrap.dedent(body), " " * 8)
    return f"{textwrap.dedent(before)}\n{CONFIG}{inside}\n{method}\n"


def module(path: str = "shop/signals.py", **files: str) -> Module:
    """Return a module that connects, as the project has it."""
    return next(one for one in started(**files).modules if one.path == path)


def loaded(path: str = "shop/signals.py", **files: str) -> str:
    """Tell when a module that connects is loaded."""
    return module(path, **files).loaded


def loaded_by_ready(body: str, before: str = "", beside: str = "", **files: str) -> str:
    """Tell when `shop.signals` is loaded, given what `ready()` does."""
    return loaded(**{"shop/apps.py": ready(body, before, beside), **files})


def installed(settings: str, **files: str) -> list[str]:
    """Return the names of the installed apps."""
    return [app.name for app in project({"manage.py": "", "settings.py": settings, **files}).apps]


def config(name: str = "shop.apps.ShopConfig", **files: str) -> AppConfig:
    """Return an app config of the project."""
    return next(one for one in started(**files).app_configs if one.name == name)
