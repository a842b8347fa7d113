"""Started by a test in a process of its own: what Django makes of single uses of `@receiver`.

Its argument is a JSON object of source texts by name. Each is run by itself, with signals and a
model at hand; then `paid` is sent. It prints, as JSON, by name: "definition" or "sending" with the
name of the error that came of it, or how many receivers were connected.
"""

from __future__ import annotations

import json
import sys

from django import dispatch
from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_save


def outcome(source):
    """Run one source, then send the signal that it may have connected."""
    paid = dispatch.Signal()
    names = {
        "paid": paid,
        "post_save": post_save,
        "receiver": dispatch.receiver,
        "transaction": transaction,
    }
    try:
        exec(source, names)  # noqa: S102
    except (TypeError, AttributeError) as error:
        return f"definition {type(error).__name__}"
    try:
        paid.send(None)
    except TypeError as error:
        return f"sending {type(error).__name__}"
    return f"connected {len(paid.receivers)}"


def main(sources):
    """Answer for every source, with DEBUG off as in production."""
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    settings.configure(DEBUG=False, DATABASES={"default": database})
    sys.stdout.write(json.dumps({name: outcome(source) for name, source in sources.items()}))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
