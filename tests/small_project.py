"""A small Django project on disk: a receiver without `**kwargs`, and signals that nothing imports."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "manage.py": "",
    "settings.py": 'INSTALLED_APPS = ["shop", "lost"]\n',
    "shop/__init__.py": "",
    "shop/models.py": "from django.db import models\n\n\nclass Book(models.Model):\n    pass\n",
    "shop/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from shop import signals
""",
    "shop/signals.py": """\
from django.db.models.signals import post_save
from django.dispatch import receiver

from shop.models import Book


@receiver(post_save, sender=Book)
def on_save(sender, instance):
    print(instance)
""",
    "lost/__init__.py": "",
    "lost/signals.py": """\
from django.db.models.signals import post_delete
from django.dispatch import receiver


@receiver(post_delete)
def on_delete(sender, **kwargs):
    print(sender)
""",
}

CONCISE = (
    "lost/signals.py:5:1: SGL003 ",
    "shop/signals.py:8:1: SGL001 `on_save` receives `post_save`",
)


def write_project(root: Path, **files: str) -> Path:
    """Write the project, with further files or other contents; return its root."""
    for path, text in {**FILES, **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root
