"""Started by a test in a process of its own: which models of a Django project are saved without end, in fact.

With every receiver connected as the project does it, a row of each model of the app `shop` is saved, one that
is stored with all that it belongs to, and a new one. It prints, as JSON, the names of the models of which one
of these saves has no end.
"""

from __future__ import annotations

import json
import os
import sys

import django
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, models, transaction
from django.db.models.signals import pre_save

MOST = 25


class EndlessError(BaseException):
    """A signal was sent far too often; no `except Exception` of a receiver hides it."""


class Counter:
    """A receiver that counts, and gives up."""

    sent = 0

    def __call__(self, **_kwargs):
        self.sent += 1
        if self.sent > MOST:
            raise EndlessError


def made(model):
    """Return a new instance, with all that it belongs to stored."""
    keys = [field for field in model._meta.fields if field.many_to_one or field.one_to_one]  # noqa: SLF001
    return model(**{key.name: stored(key.related_model) for key in keys})


def stored(model):
    """Return an instance that is stored, without a signal."""
    (row,) = models.QuerySet(model).bulk_create([made(model)])
    return models.QuerySet(model).get(pk=row.pk)


def related(model):
    """Store one row of each model that belongs to one row of a model, and return that row."""
    row = stored(model)
    for relation in model._meta.related_objects:  # noqa: SLF001
        other = made(relation.related_model)
        setattr(other, relation.field.name, row)
        models.QuerySet(relation.related_model).bulk_create([other])
    return models.QuerySet(model).get(pk=row.pk)


def is_endless(make, model, counter):
    """Tell whether saving a row has no end."""
    counter.sent = 0
    try:
        with transaction.atomic():
            make(model).save()
            transaction.set_rollback(True)
    except IntegrityError:
        return False
    except (EndlessError, RecursionError):
        return True
    return False


def main(root):
    """Answer for every model of the project in a folder."""
    sys.path.insert(0, root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    counter = Counter()
    pre_save.connect(counter)
    every = apps.get_app_config("shop").get_models()
    endless = [
        model.__name__
        for model in every
        if any(is_endless(make, model, counter) for make in (made, stored, related))
    ]
    sys.stdout.write(json.dumps(endless))


if __name__ == "__main__":
    main(*sys.argv[1:])
