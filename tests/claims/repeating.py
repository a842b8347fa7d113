"""Started by a test in a process of its own: what runs how often in a Django project for one order.

It starts Django, sends the signals of the fixture of SGL209, and prints, as JSON, by signal how often each
name is left in `shop.handlers.RUNS`.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from importlib import import_module

import django
from django.db.models import signals

NAMES = ("post_save", "post_delete", "pre_save", "pre_delete", "post_init", "pre_init", "m2m_changed")


def main(root):
    """Send every signal once."""
    sys.path.insert(0, root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    django.setup()
    lookalikes, order = import_module("shop.lookalikes"), import_module("shop.models").Order
    runs = import_module("shop.handlers").RUNS
    sent = {name: getattr(signals, name) for name in NAMES}
    sent |= {"order_paid": import_module("shop.signals").order_paid}
    sent |= {name: getattr(lookalikes, name) for name in ("packed", "sent")}
    answer = {}
    for name, signal in sent.items():
        runs.clear()
        signal.send(sender=order, instance=order)
        answer[name] = Counter(runs)
    return answer


if __name__ == "__main__":
    sys.stdout.write("\n" + json.dumps(main(sys.argv[1])))
