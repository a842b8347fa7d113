"""Started by a test in a process of its own: which receivers of `class_prepared` Django calls at start-up.

It notes the site of every connection of `class_prepared` in a project, starts Django, and prints, as JSON,
each site with how often its receiver was called.
"""

from __future__ import annotations

import inspect
import json
import os
import sys

import django
from django.db.models.signals import class_prepared

CONNECT = class_prepared.connect
CALLS = {}
KEPT = []


def connect(receiver, sender=None, **kwargs):
    """Connect what counts its calls by the site that connects."""
    frame = inspect.currentframe().f_back
    while "/django/" in frame.f_code.co_filename:
        frame = frame.f_back
    place = f"{os.path.relpath(frame.f_code.co_filename, sys.argv[1])}:{frame.f_lineno}"
    CALLS[place] = 0

    def counted(**sent):
        CALLS[place] += 1
        receiver(**sent)

    KEPT.append(counted)
    CONNECT(counted, sender=sender)


def main(root):
    """Answer for every connection of the project in a folder."""
    sys.path.insert(0, root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    class_prepared.connect = connect
    django.setup()
    sys.stdout.write("\n" + json.dumps(CALLS))


if __name__ == "__main__":
    main(sys.argv[1])
