"""Started by a test in a process of its own: which connections of a Django project ever run, in fact.

Every receiver that a file of the project connects is wrapped, so that it notes its place when it runs.
Then the project uses itself (`shop.using.use()`). It prints, as JSON, the places of what was connected
and whether it ran.
"""

from __future__ import annotations

import inspect
import json
import os
import sys
from importlib import import_module

import django
from django.conf import settings
from django.core.management import call_command
from django.db.models.signals import ModelSignal
from django.dispatch import Signal

MADE = {}


def noting(place, receiver):
    """Return a receiver that notes that it ran."""

    def run(**kwargs):
        MADE[place] = True
        return receiver(**kwargs)

    return run


def watch(signal_class):
    """Make a class of signals connect what notes its place, for every connection from the project itself."""
    connect = signal_class.connect

    def connecting(self, receiver, sender=None, weak=True, dispatch_uid=None, **more):  # noqa: FBT002
        frame = inspect.currentframe().f_back
        while "/django/dispatch/" in frame.f_code.co_filename:
            frame = frame.f_back
        path = frame.f_code.co_filename
        if path.startswith(sys.argv[1]):
            MADE.setdefault((path, frame.f_lineno), False)
            receiver = noting((path, frame.f_lineno), receiver)
        return connect(self, receiver, sender, weak=False, dispatch_uid=dispatch_uid, **more)

    signal_class.connect = connecting


def main(root):
    """Answer for every connection of the project in a folder."""
    sys.path.insert(0, root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    settings.DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
    settings.DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
    settings.ALLOWED_HOSTS = ["localhost"]
    watch(Signal)
    watch(ModelSignal)
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    import_module("shop.using").use()
    sys.stdout.write("\n" + json.dumps([(path, line, ran) for (path, line), ran in MADE.items()]))


if __name__ == "__main__":
    main(sys.argv[1])
