"""Started by a test in a process of its own: which receivers of a Django project a signal reaches, in fact.

It puts a counter in the place of every receiver that a file of the project connects, makes,
changes and deletes rows of every model and of every relation, and lets users log in and out. It
prints, as JSON, each place that connects with how often its receiver was called.
"""

from __future__ import annotations

import inspect
import json
import os
import sys
from collections import Counter

import django
from django.apps import apps
from django.contrib.auth import authenticate, get_user_model, login, logout
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.management import call_command
from django.db import models
from django.dispatch import Signal
from django.test import RequestFactory
from django.utils import timezone

BACKEND = "django.contrib.auth.backends.ModelBackend"
CONNECT = Signal.connect
CALLED = Counter()
NUMBERS = iter(range(10_000))


def connect(self, _receiver, sender=None, **_options):
    """Connect a counter, and note the place of the project that asked for it."""
    frame = inspect.currentframe().f_back
    while "/django/" in frame.f_code.co_filename:
        frame = frame.f_back
    place = frame.f_code.co_filename, frame.f_lineno
    CALLED[place] += 0

    def count(**_kwargs):
        CALLED[place] += 1

    CONNECT(self, count, sender=sender, weak=False)


def stored(model):
    """Store a row, with whatever its fields ask for."""
    row = model()
    for field in model._meta.fields:  # noqa: SLF001
        if isinstance(field, models.ForeignKey):
            setattr(row, field.name, stored(field.related_model))
        elif isinstance(field, models.DateTimeField):
            setattr(row, field.name, timezone.now())
        elif isinstance(field, models.CharField):
            setattr(row, field.name, f"text{next(NUMBERS)}")
    row.save()
    return row


def use(model):
    """Make, change, load and delete a row of a model, and rows of its relations."""
    row = stored(model)
    row.save()
    for field in model._meta.many_to_many:  # noqa: SLF001
        relation, through = getattr(row, field.name), getattr(model, field.name).through
        other = stored(field.related_model)
        relation.add(other)
        relation.set([stored(field.related_model)])
        relation.clear()
        stored(through).delete()
        stored(through)
        through.objects.all().delete()
    model._default_manager.get(pk=row.pk).delete()  # noqa: SLF001


def log_in_and_out():
    """Let a user come and go, and one fail."""
    request = RequestFactory().get("/")
    request.session = SessionStore()
    login(request, stored(get_user_model()), backend=BACKEND)
    logout(request)
    authenticate(request, username="nobody", password="wrong")  # noqa: S106


def main(root):
    """Answer for every connection of the project in a folder."""
    sys.path.insert(0, root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    Signal.connect = connect
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    for model in apps.get_models():
        use(model)
    log_in_and_out()
    places = [(path, line, called) for (path, line), called in CALLED.items() if path.startswith(root)]
    sys.stdout.write("\n" + json.dumps(places))


if __name__ == "__main__":
    main(sys.argv[1])
