"""Started by a test in a process of its own: which receivers of a Django project recurse, in fact.

It connects the receivers of post_save one at a time, stores rows of every model of the app
`shop`, and counts how often that sends the signal. It prints, as JSON, for each receiver:
its file, its first and its last line, and whether there was an end to it.
"""

from __future__ import annotations

import inspect
import json
import os
import sys
from functools import partial

import django
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.db.models.signals import post_save

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
    """Yield what sends post_save, for every model: creating, updating, loading a fixture."""
    for model in apps.get_app_config("shop").get_models():
        row = model()
        text = [name for name in ("note", "text", "name", "word") if hasattr(row, name)]
        yield from (row.save, row.save, partial(row.save, update_fields=text), model.objects.create)
        yield partial(model().save_base, raw=True)


def is_endless(entry):
    """Tell whether one receiver, connected alone, makes post_save send itself without end."""
    counter = Counter()
    for action in actions():
        post_save.receivers = []
        post_save.connect(counter)
        post_save.receivers.append(entry)
        post_save.sender_receivers_cache.clear()
        counter.sent = 0
        try:
            with transaction.atomic():
                action()
        except (Endless, RecursionError):
            return True
    return False


def defined(entry):
    """Return the file and the lines of a receiver's own function."""
    handler = entry[1] if isinstance(entry[1], partial) else entry[1]()
    function = inspect.unwrap(handler.func if isinstance(handler, partial) else handler)
    lines, first = inspect.getsourcelines(function)
    return inspect.getsourcefile(function), first, first + len(lines) - 1


def main(root):
    """Answer for every receiver of the project in a folder."""
    sys.path.insert(0, root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    django.setup()
    entries, post_save.receivers = post_save.receivers, []
    call_command("migrate", run_syncdb=True, verbosity=0)
    sys.stdout.write(json.dumps([(*defined(entry), is_endless(entry)) for entry in entries]))


if __name__ == "__main__":
    main(sys.argv[1])
