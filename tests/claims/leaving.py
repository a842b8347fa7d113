"""Started by a test in a process of its own: which receivers reach beyond a transaction that is rolled back.

Celery, requests and channels are stand-ins that note what is asked of them; mail goes to a list, and no
process is started. It connects the receivers one at a time, stores, changes and deletes orders in
transactions that are rolled back, and prints, as JSON, for each receiver: its file, its first and its
last line, and whether anything was asked for all the same.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from types import ModuleType, SimpleNamespace

import django
from django.apps import apps
from django.core import mail
from django.core.management import call_command
from django.db import models, transaction
from recursing import connect, defined

SIGNALS = ("pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed")
ASKED = []


class Task:
    """A task of Celery, whose queue is a list."""

    def __init__(self, run):
        self.run = run

    def __call__(self, *args):
        return self.run(*args)

    def delay(self, *args):
        ASKED.append(args)

    def apply_async(self, **options):
        ASKED.append(options)

    def delay_on_commit(self, *args):
        transaction.on_commit(lambda: self.delay(*args))


class Celery:
    """An app of Celery."""

    def __init__(self, name):
        self.name = name

    def task(self, **options):
        return shared_task(**options)


def shared_task(function=None, base=Task, **_options):
    """Make a task of a function, with options or without."""
    return base if function is None else base(function)


async def group_send(*message):
    """Send to a group of channels."""
    ASKED.append(message)


def stand_in(name, **members):
    """Let a module be importable that consists of these."""
    sys.modules[name] = module = ModuleType(name)
    vars(module).update(members)


def run(*_command, capture_output=False, **_options):
    """Run no process, and note it if that would have done more than tell something."""
    if not capture_output:
        ASKED.append(_command)
    return SimpleNamespace(stdout="")


def prepare():
    """Put stand-ins in the place of all that is beyond the database."""
    stand_in("celery", Celery=Celery, Task=Task, shared_task=shared_task)
    stand_in("channels")
    stand_in("channels.layers", get_channel_layer=lambda: SimpleNamespace(group_send=group_send))
    page = SimpleNamespace(text="")
    stand_in("requests", get=lambda *_, **__: page, post=lambda *given, **__: ASKED.append(given))
    subprocess.run = run


def actions(order, tag):
    """Do all that sends signals of an order."""
    order.save()
    order.save()
    order.tags.add(tag)
    order.tags.remove(tag)
    order.delete()


def leaves(entry, signal):
    """Tell whether one receiver, connected alone, asks for something in a transaction that is rolled back."""
    order, tag = (apps.get_model("shop", name) for name in ("Order", "Tag"))
    connect(signal, entry)
    ASKED.clear()
    mail.outbox = []
    with transaction.atomic():
        actions(order(), tag.objects.create())
        transaction.set_rollback(True)
    connect(signal)
    return bool(ASKED or mail.outbox)


def main(root, *_):
    """Answer for every receiver of the project in a folder."""
    sys.path.insert(0, root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    prepare()
    django.setup()
    mail.settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.settings.ADMINS = mail.settings.MANAGERS = [("Ada", "ada@example.com")]
    signals = [getattr(models.signals, name) for name in SIGNALS]
    entries = [(entry, signal) for signal in signals for entry in signal.receivers]
    for signal in signals:
        connect(signal)
    call_command("migrate", run_syncdb=True, verbosity=0)
    answers = [(*defined(entry), leaves(entry, signal)) for entry, signal in entries]
    sys.stdout.write("\n" + json.dumps(answers))


if __name__ == "__main__":
    main(*sys.argv[1:])
