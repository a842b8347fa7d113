"""Started by a test in a process of its own: how often each receiver of a fixture runs in one sending.

It notes the site of every connection of a project, starts Django, and sends each signal once with each
sender that was asked for. It prints, as JSON, for each site the most calls of its receiver in one sending.
"""

from __future__ import annotations

import inspect
import json
import os
import sys
from collections import Counter

import django
from django.apps import apps
from django.dispatch import Signal

CONNECT = Signal.connect
#: By site, the first line of its receiver.
SITES = {}
SENDINGS = {}


def connect(signal, receiver, sender=None, **kwargs):
    """Note a connection that the project makes."""
    CONNECT(signal, receiver, sender=sender, **kwargs)
    frame = inspect.currentframe().f_back
    while "/django/" in frame.f_code.co_filename:
        frame = frame.f_back
    path = frame.f_code.co_filename
    if path.startswith(sys.argv[1]):
        site = f"{os.path.relpath(path, sys.argv[1])}:{frame.f_lineno}"
        SITES[site] = (receiver.__code__.co_filename, receiver.__code__.co_firstlineno)
        SENDINGS[id(signal), sender if isinstance(sender, str) else id(sender)] = (signal, sender)


def calls_of(signal, sender):
    """Send a signal once, and count what runs by where it is defined."""
    calls = Counter()

    def profile(frame, event, _):
        if event == "call":
            calls[frame.f_code.co_filename, frame.f_code.co_firstlineno] += 1

    sender = apps.get_model(sender) if isinstance(sender, str) else sender
    sys.setprofile(profile)
    signal.send(sender=sender or Counter, instance=None, created=True)
    sys.setprofile(None)
    return calls


def main(root):
    """Answer for every connection of the project in a folder."""
    sys.path.insert(0, root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    Signal.connect = connect
    django.setup()
    sendings = [calls_of(signal, sender) for signal, sender in SENDINGS.values()]
    answers = {site: max(calls[place] for calls in sendings) for site, place in SITES.items()}
    sys.stdout.write("\n" + json.dumps(answers))


if __name__ == "__main__":
    main(sys.argv[1])
