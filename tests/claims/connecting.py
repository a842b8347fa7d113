"""Started by a test in a process of its own: which connections of a Django project hold, in fact.

It notes every call of `Signal.connect` from a file of the project, starts Django, and prints, as JSON,
each place with whether Django has that very receiver afterwards.
"""

from __future__ import annotations

import gc
import inspect
import json
import os
import sys
from weakref import ReferenceType

import django
from django.dispatch import Signal

CONNECT = Signal.connect
MADE = []


def connect(self, *args, **kwargs):
    """Connect, and note the place with what Django has more than before."""
    before = list(self.receivers)
    CONNECT(self, *args, **kwargs)
    added = [entry[1] for entry in self.receivers if not any(entry is each for each in before)]
    frame = inspect.currentframe().f_back
    while "/django/" in frame.f_code.co_filename or frame.f_code.co_name == "connect":
        frame = frame.f_back
    MADE.append((frame.f_code.co_filename, frame.f_lineno, self, added))


def holds(signal, added):
    """Tell whether a signal still has what a connection added, and that is alive."""
    return any(
        entry[1] is one and not (isinstance(one, ReferenceType) and one() is None)
        for one in added
        for entry in signal.receivers
    )


def main(root):
    """Answer for every connection of the project in a folder."""
    sys.path.insert(0, root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    Signal.connect = connect
    django.setup()
    gc.collect()
    places = [
        (path, line, holds(signal, added)) for path, line, signal, added in MADE if path.startswith(root)
    ]
    sys.stdout.write("\n" + json.dumps(places))


if __name__ == "__main__":
    main(sys.argv[1])
