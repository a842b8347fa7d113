"""Started by a test in a process of its own: which receivers of a Django project `migrate` runs.

Behind the folder of the project, its arguments are apps to leave out. It prints, as JSON, the names that
the receivers leave in `project.runs`, or the name of the error that starting Django raises.
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module

import django
from django.core.exceptions import AppRegistryNotReady
from django.core.management import call_command


def main(root, *left_out):
    """Migrate the project in a folder."""
    sys.path.insert(0, root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    settings = import_module("project.settings")
    settings.INSTALLED_APPS = [app for app in settings.INSTALLED_APPS if app not in left_out]
    try:
        django.setup()
    except AppRegistryNotReady as error:
        return type(error).__name__
    call_command("migrate", run_syncdb=True, verbosity=0)
    return import_module("project.runs").RUNS


if __name__ == "__main__":
    sys.stdout.write("\n" + json.dumps(main(*sys.argv[1:])))
