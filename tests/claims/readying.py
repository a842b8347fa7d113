"""Started by a test in a process of its own: of which app configs Django runs the `ready()`, in fact.

It prints, as JSON, the dotted names of the classes of a project whose instances Django made ready.
"""

from __future__ import annotations

import inspect
import json
import os
import sys

import django
from django.apps import AppConfig

RAN = set()


def note(frame, event, _):
    """Note the class of an app config whose own or inherited `ready()` is called."""
    if event == "call" and frame.f_code.co_name == "ready":
        config = frame.f_locals.get("self")
        if isinstance(config, AppConfig):
            RAN.add(type(config))


def main(root):
    """Answer for every app config of the project in a folder."""
    sys.path.insert(0, root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    sys.setprofile(note)
    django.setup()
    sys.setprofile(None)
    own = [each for each in RAN if inspect.getfile(each).startswith(root)]
    sys.stdout.write("\n" + json.dumps([f"{each.__module__}.{each.__qualname__}" for each in own]))


if __name__ == "__main__":
    main(sys.argv[1])
