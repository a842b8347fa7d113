"""Started by a test in a process of its own: which receivers query for each row that is loaded, in fact.

It connects the receivers of the init signals one at a time, and loads one row and then three rows of every
model of the app `shop`, with the related rows of `select_related()`. It prints, as JSON, for each
receiver: its file, its first and its last line, and whether three rows took more queries than one.
"""

from __future__ import annotations

import json
import os
import sys

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models
from django.db.models.signals import post_init, pre_init
from django.test.utils import CaptureQueriesContext
from recursing import connect, defined

COUNT = 3


def store_all():
    """Store some rows of every model, each with a related row of its own."""
    for model in apps.get_app_config("shop").get_models():
        for key in range(1, COUNT + 1):
            row = model(pk=key)
            for field in model._meta.fields:  # noqa: SLF001
                if isinstance(field, models.ForeignKey):
                    setattr(row, field.attname, key)
            row.save(force_insert=True)


def queries(model, count):
    """Count the queries that loading some rows takes."""
    with CaptureQueriesContext(connection) as captured:
        list(model.objects.select_related()[:count])
    return len(captured)


def asks_for_each(entry, signal):
    """Tell whether one receiver, connected alone, queries for each row."""
    connect(signal, entry)
    try:
        found = apps.get_app_config("shop").get_models()
        return any(queries(model, 1) < queries(model, COUNT) for model in found)
    finally:
        connect(signal)


def main(root, *_):
    """Answer for every receiver of the project in a folder."""
    sys.path.insert(0, root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    django.setup()
    entries = [(entry, signal) for signal in (pre_init, post_init) for entry in signal.receivers]
    for signal in (pre_init, post_init):
        connect(signal)
    call_command("migrate", run_syncdb=True, verbosity=0)
    store_all()
    answers = [(*defined(entry), asks_for_each(entry, signal)) for entry, signal in entries]
    sys.stdout.write("\n" + json.dumps(answers))


if __name__ == "__main__":
    main(*sys.argv[1:])
