"""Started by a test in a process of its own: what Django's first look at each app of a fixture raises.

It prints, as JSON, for each installed app the place in the fixture where `AppRegistryNotReady` comes from,
None for an app that Django accepts; each app is looked at as if it came first.
"""

from __future__ import annotations

import json
import os
import sys
import traceback

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import AppRegistryNotReady


def looked_at(entry, root):
    """Make the config of an app before the registry is ready, as `django.setup()` does."""
    try:
        AppConfig.create(entry)
    except AppRegistryNotReady as error:
        frames = traceback.extract_tb(error.__traceback__)
        frame = next(frame for frame in frames if frame.filename.startswith(root))
        return f"{os.path.relpath(frame.filename, root)}:{frame.lineno}"
    return None


def main(root):
    """Answer for every installed app of the project in a folder."""
    sys.path.insert(0, root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    answers = {entry: looked_at(entry, root) for entry in settings.INSTALLED_APPS}
    sys.stdout.write("\n" + json.dumps(answers))


if __name__ == "__main__":
    main(sys.argv[1])
