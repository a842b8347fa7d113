"""Started by a test in a process of its own: which receivers change what a fixture loads, in fact.

One row of every model of the app `shop` is stored with no receiver connected, and dumped. Then the
receivers are connected one at a time, and the dump is loaded into empty tables, in its own order and
in the opposite one. It prints, as JSON, for each receiver: its file, its first and its last line, and
whether loading failed, or left something else than was dumped.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

import django
from django.apps import apps
from django.core import serializers
from django.core.exceptions import ObjectDoesNotExist
from django.core.management import call_command
from django.db import IntegrityError, models
from recursing import connect, defined

SIGNALS = ("pre_save", "post_save", "post_delete")
KEY = 11


def shop_models():
    """Return the models of the app, each behind those that it refers to."""
    return list(apps.get_app_config("shop").get_models())


def dumped():
    """Return everything that is stored, as a fixture."""
    rows = [row for model in shop_models() for row in model.objects.order_by("pk")]
    return json.loads(serializers.serialize("json", rows))


def store_all():
    """Store a row of every model, the key of each far from the first ones."""
    for model in shop_models():
        row = model(pk=KEY)
        for field in model._meta.fields:  # noqa: SLF001
            if isinstance(field, models.ForeignKey):
                setattr(row, field.attname, KEY)
        row.save(force_insert=True)


def is_changed(entry, signal, fixture):
    """Tell whether loading a fixture, with one receiver connected, comes to something else."""
    call_command("flush", interactive=False, verbosity=0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.json"
        path.write_text(json.dumps(fixture))
        connect(signal, entry)
        try:
            call_command("loaddata", str(path), verbosity=0)
        except (IntegrityError, ObjectDoesNotExist):
            return True
        finally:
            connect(signal)
    return dumped() != sorted_as_dumped(fixture)


def sorted_as_dumped(fixture):
    """Return the rows of a fixture in the order of the models."""
    order = [model._meta.label_lower for model in shop_models()]  # noqa: SLF001
    return sorted(fixture, key=lambda row: order.index(row["model"]))


def main(root, *_):
    """Answer for every receiver of the project in a folder."""
    sys.path.insert(0, root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    django.setup()
    signals = [getattr(models.signals, name) for name in SIGNALS]
    entries = [(entry, signal) for signal in signals for entry in signal.receivers]
    for signal in signals:
        connect(signal)
    call_command("migrate", run_syncdb=True, verbosity=0)
    store_all()
    fixture = dumped()
    answers = [
        (*defined(entry), is_changed(entry, signal, fixture) or is_changed(entry, signal, fixture[::-1]))
        for entry, signal in entries
    ]
    sys.stdout.write("\n" + json.dumps(answers))


if __name__ == "__main__":
    main(*sys.argv[1:])
