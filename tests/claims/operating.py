"""Started by a test in a process of its own: which operations of a Django project skip a receiver, in fact.

Each function of `shop.operations` is run twice: as it is, and with bulk operations that save the rows one
by one instead. Where the rows of all models differ afterwards, a receiver would have done something.
It prints, as JSON, the name of each function and whether that is so.
On Django 6.1, each cascade of the database counts as one more.
"""

from __future__ import annotations

import inspect
import json
import os
import sys
from importlib import import_module

import django
from django.apps import apps
from django.core.management import call_command
from django.db import models, transaction


def save_all(rows, *_args, **_options):
    """Save rows one by one, in place of a bulk operation."""
    with as_it_is():
        for row in rows:
            row.save()


def update_all(rows, **fields):
    """Change and save rows one by one, in place of `update()`."""
    with as_it_is():
        for row in rows:
            vars(row).update(fields)
            row.save()


def given(_queryset, rows, *_args, **_options):
    """Save the rows that a bulk operation is given."""
    save_all(rows)


def save(row, *args, **options):
    """Save a row, with Django's own operations in its receivers."""
    with as_it_is():
        SAVE(row, *args, **options)


SAVE = models.Model.save
models.Model.save = save
ORIGINAL = {name: getattr(models.QuerySet, name) for name in ("update", "bulk_create", "bulk_update")}
SAVING = {"update": update_all, "bulk_create": given, "bulk_update": given}


class Replaced:
    """Has the methods of every queryset replaced, for a while."""

    def __init__(self, methods):
        self.methods = methods

    def __enter__(self):
        self.before = {name: getattr(models.QuerySet, name) for name in self.methods}
        self.set(self.methods)

    def __exit__(self, *_error):
        self.set(self.before)

    def set(self, methods):
        """Set the methods."""
        for name, method in methods.items():
            setattr(models.QuerySet, name, method)


def as_it_is():
    """Have Django's own methods."""
    return Replaced(ORIGINAL)


def effects(action, methods):
    """Return the rows of all models after an action, which is taken back."""
    with transaction.atomic():
        tables = [models.QuerySet(model) for model in apps.get_app_config("shop").get_models()]
        for table in tables:
            table.bulk_create([table.model(), table.model()])
        with Replaced(methods):
            action()
        rows = [sorted(map(str, table.values())) for table in tables]
        transaction.set_rollback(True)
    return rows


def cascades():
    """Return whether the rows of each relation of the archive go without a signal."""
    shredded = import_module("archive.signals").SHREDDED
    names = ["Paper", "Scan"]
    for name in names:
        model = apps.get_model("archive", name)
        folder = apps.get_model("archive", "Folder").objects.create()
        model.objects.create(folder=folder)
        folder.delete()
    return [[name, name not in shredded] for name in names]


def main(root):
    """Answer for every operation of the project in a folder."""
    sys.path.insert(0, root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    functions = inspect.getmembers(import_module("shop.operations"), inspect.isfunction)
    answers = [[name, effects(f, ORIGINAL) != effects(f, SAVING)] for name, f in functions]
    sys.stdout.write(json.dumps(answers + (cascades() if apps.is_installed("archive") else [])))


if __name__ == "__main__":
    main(*sys.argv[1:])
