"""Started by a test in a process of its own: which calls of `disconnect` in a Django project find something.

It notes every call of `Signal.disconnect` from a file of the project, starts Django, and prints, as JSON,
each place with what Django answered.
"""

from __future__ import annotations

import inspect
import json
import os
import sys

import django
from django.dispatch import Signal

DISCONNECT = Signal.disconnect
MADE = []


def disconnect(self, *args, **kwargs):
    """Disconnect, and note the innermost place outside Django with the answer."""
    answer = DISCONNECT(self, *args, **kwargs)
    frame = inspect.currentframe().f_back
    while "/django/" in frame.f_code.co_filename:
        frame = frame.f_back
    MADE.append((frame.f_code.co_filename, frame.f_lineno, answer))
    return answer


def main(root):
    """Answer for every disconnection of the project in a folder."""
    sys.path.insert(0, root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    Signal.disconnect = disconnect
    django.setup()
    sys.stdout.write("\n" + json.dumps([each for each in MADE if each[0].startswith(root)]))


if __name__ == "__main__":
    main(sys.argv[1])
