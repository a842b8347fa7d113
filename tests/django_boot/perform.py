"""Start a Django project for real, perform one scenario, and print, as JSON, which receivers ran.

    python perform.py SCENARIOS NAME

Run it with the project as working directory. As `record.py` it executes the project's own `manage.py`, with
`django.setup()` in the place of the command; the tables are made in a database in memory. SCENARIOS is a file
of Python; its function NAME makes the rows that are needed and returns what performs the operation. Each call
of a receiver is printed in order: its signal, its name, the label of its sender, and how many receivers it
runs inside.
"""

# Django's inner parts are what this is about, and an import has to wait for Django.
# ruff: noqa: SLF001, PLC0415
import functools
import json
import os
import runpy
import sys
from pathlib import Path

os.environ["DATABASE"] = ":memory:"


SIGNALS = ("pre_init", "post_init", "pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed")


class Calls:
    """The calls of receivers, in order; none before it is listening."""

    def __init__(self):
        self.rows = []
        self.depth = 0
        self.listening = False

    def wrap(self, signal, receiver):
        @functools.wraps(receiver)
        def called(*args, **named):
            if not self.listening:
                return receiver(*args, **named)
            self.rows.append(
                {
                    "signal": signal,
                    "receiver": f"{receiver.__module__}.{receiver.__qualname__}",
                    "sender": named["sender"]._meta.label,
                    "created": named.get("created"),
                    "depth": self.depth,
                }
            )
            self.depth += 1
            try:
                return receiver(*args, **named)
            finally:
                self.depth -= 1

        return called

    def listen_to(self, signal, name):
        live = signal._live_receivers

        def wrapped(sender):
            # Since 5.0 there are two lists, of functions and of coroutines.
            found = live(sender)
            if isinstance(found, tuple):
                return [self.wrap(name, one) for one in found[0]], found[1]
            return [self.wrap(name, one) for one in found]

        signal._live_receivers = wrapped


def set_up(argv=None):
    import django

    django.setup()


def start():
    import django.core.management

    django.core.management.execute_from_command_line = set_up
    sys.path.insert(0, str(Path.cwd()))
    sys.argv = ["manage.py", "check"]
    runpy.run_path("manage.py", run_name="__main__")


def main(scenarios, name):
    start()
    from django.core.management import call_command
    from django.db.models import signals

    calls = Calls()
    call_command("migrate", run_syncdb=True, verbosity=0)
    prepare = runpy.run_path(scenarios)[name]
    perform = prepare()
    for signal in SIGNALS:
        calls.listen_to(getattr(signals, signal), signal)
    calls.listening = True
    perform()
    calls.listening = False
    print(json.dumps(calls.rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
