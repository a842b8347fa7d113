"""Started by a test in a process of its own: which receivers of a Django project recurse, in fact.

It connects the receivers of some signals one at a time, stores, loads and deletes rows of every
model of the app `shop`, and counts how often that sends the signal. It prints, as JSON, for each
receiver: its file, its first and its last line, and whether there was an end to it.
"""

from __future__ import annotations

import inspect
import json
import os
import sys
from functools import partial

import django
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.core.management import call_command
from django.db import transaction
from django.db.models import signals

MOST = 25


class Endless(BaseException):
    """The signal was sent far too often; no `except Exception` of a receiver hides it."""


class Counter:
    """A receiver that counts, and gives up."""

    sent = 0

    def __call__(self, **_kwargs):
        self.sent += 1
        if self.sent > MOST:
            raise Endless


def actions():
    """Yield what sends signals, for every model: creating, updating, loading, deleting."""
    for model in apps.get_app_config("shop").get_models():
        row = model()
        text = [name for name in ("note", "text", "name", "word") if hasattr(row, name)]
        yield from (row.save, row.save, partial(row.save, update_fields=text), model.objects.create)
        yield partial(model().save_base, raw=True)
        (stored,) = model.objects.bulk_create([model()])
        yield from (stored.save, model.objects.last, stored.delete)


def connect(signal, *entries):
    """Let a signal have only these receivers."""
    signal.receivers = list(entries)
    signal.sender_receivers_cache.clear()


def is_endless(entry, signal):
    """Tell whether one receiver, connected alone, makes a signal send itself without end."""
    counter = Counter()
    for action in actions():
        connect(signal)
        signal.connect(counter)
        connect(signal, *signal.receivers, entry)
        counter.sent = 0
        try:
            with transaction.atomic():
                action()
        except (Endless, RecursionError):
            return True
        except ObjectDoesNotExist:
            # A row that is not stored, or not any more, cannot be loaded.
            continue
        finally:
            connect(signal)
    return False


def defined(entry):
    """Return the file and the lines of a receiver's own function."""
    handler = entry[1] if isinstance(entry[1], partial) else entry[1]()
    function = inspect.unwrap(handler.func if isinstance(handler, partial) else handler)
    lines, first = inspect.getsourcelines(function)
    return inspect.getsourcefile(function), first, first + len(lines) - 1


def main(root, *names):
    """Answer for every receiver of some signals in the project in a folder."""
    sys.path.insert(0, root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    django.setup()
    entries = [
        (entry, getattr(signals, name)) for name in names for entry in getattr(signals, name).receivers
    ]
    for signal in vars(signals).values():
        if isinstance(signal, signals.ModelSignal):
            connect(signal)
    call_command("migrate", run_syncdb=True, verbosity=0)
    answers = [(*defined(entry), is_endless(entry, signal)) for entry, signal in entries]
    sys.stdout.write(json.dumps(answers))


if __name__ == "__main__":
    main(*sys.argv[1:])
