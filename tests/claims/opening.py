"""Started by a test in a process of its own: which modules of a Django project each kind of process loads.

It does one thing with the project in a folder, by its name, and prints as JSON what is loaded of it then.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tempfile

import django
from django.core.management import call_command, execute_from_command_line
from django.core.wsgi import get_wsgi_application
from django.test import Client

#: Each with what it does once Django is set up; a line of commands does that by itself.
DOORS = {
    "setup": lambda: None,
    "server": get_wsgi_application,
    "request": lambda: Client(raise_request_exception=False).get("/nowhere/"),
    "call": lambda: call_command("migrate", verbosity=0),
    "check": "check",
    "shell": "shell -c pass",
    "collectstatic": "collectstatic --dry-run --no-input",
    "makemigrations": "makemigrations --check --dry-run",
    "clean": "clean",
}


def main(root, name):
    """Open one door, and say which modules of the project are loaded behind it."""
    sys.path.insert(0, root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    door = DOORS[name]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        if isinstance(door, str):
            with contextlib.suppress(SystemExit), tempfile.TemporaryDirectory() as folder:
                os.environ["STATIC_ROOT"] = folder
                execute_from_command_line(["manage.py", *door.split()])
        else:
            django.setup()
            door()
    files = {key: getattr(module, "__file__", None) or "" for key, module in sys.modules.items()}
    loaded = [key for key, file in files.items() if file.startswith(root)]
    sys.stdout.write("\n" + json.dumps(sorted(loaded)))


if __name__ == "__main__":
    main(*sys.argv[1:])
