"""What becomes of the connections of the fixture of SGL001, with other packages at hand."""

from __future__ import annotations

from pathlib import Path

from claims.asking import boot

#: What stands for everything that the fixture imports from packages other than Django.
PACKAGES = """
class Channel:
    def connect(self, *receivers, **options):
        return receivers[0] if receivers else lambda function: function

def signal(name):
    return Channel()

def traced(function):
    return lambda **kwargs: function(kwargs["sender"])

task_prerun = worker_ready = request_started = post_save = Channel()
"""
PLACES = ("blinker", "celery/signals", "flask", "mongoengine/signals", "shop_tracing")


def refused(root: Path) -> dict[str, bool]:
    """Start a copy of the fixture with `DEBUG = True`, and tell of each receiver whether it is refused."""
    for place in PLACES:
        path = root / f"{place}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(PACKAGES)
    seen = boot(root, "--debug")
    assert seen["error"] is None
    found: dict[str, bool] = {}
    for record in seen["records"]:
        receiver = record["receiver"]
        place = f"{receiver['path']}:{receiver['line']}"
        found[place] = found.get(place, False) or record["state"] == "refused"
    return found
