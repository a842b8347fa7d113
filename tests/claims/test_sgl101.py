"""Django decides: what it sends does not fill the receivers that the fixture marks, and fills all others."""

from __future__ import annotations

import re

import pytest
from claims.asking import FIXTURES, ask_project

SHOP = {f"shop/{path.name}": path.read_text() for path in (FIXTURES / "SGL101" / "shop").glob("*.py")}
#: Without an app config, the receivers are connected after everything was sent once.
FILES = {**SHOP, "shop/apps.py": "", "shop/urls.py": "urlpatterns = []\n"}
SETTINGS = 'ROOT_URLCONF = "shop.urls"\nALLOWED_HOSTS = ["*"]\n'
SENT = """
import contextlib, io
from django.core import signals
from django.db.models import signals as models
from django.test import Client, override_settings
from shop import events, prices
from shop.models import Order, Tag

own = [each for each in vars(events).values() if isinstance(each, signals.Signal)]
known = {*own, *(each for module in (signals, models) for each in vars(module).values()
                 if isinstance(each, signals.Signal))}
sent = []

def note(**kwargs):
    sent.append(kwargs)

for signal in known:
    signal.connect(note)
order = Order.objects.create(code="a")
order.tags.add(Tag.objects.create(name="b"))
events.pay(order); events.pack(order, weight=1); events.send(order); events.fail(order); prices.price(order)
with override_settings(USE_TZ=False):
    Client().get("/")
order.delete()
call_command("migrate", run_syncdb=True, verbosity=0)
call_command("flush", interactive=False, verbosity=0)
for signal in known:
    signal.disconnect(note)
from shop import defects, lookalikes

def name(function):
    return getattr(function, "__name__", "report_saved")

answer = {}
with contextlib.redirect_stdout(io.StringIO()):
    for kwargs in sent:
        for found in kwargs["signal"]._live_receivers(kwargs["sender"]):
            for function in found if isinstance(found, list) else [found]:
                if function.__class__.__name__ == "partial" or function.__module__.startswith("shop."):
                    failed = outcome(lambda: function(**kwargs)) == "TypeError"
                    answer[name(function)] = answer.get(name(function), False) or failed
answer = [django.VERSION[:2], answer]
"""
NEW_IN_6_1 = "tag"


@pytest.fixture(scope="module")
def answer() -> tuple[list[int], dict[str, bool]]:
    """Ask Django, once, which receivers of the fixture fail with something that was sent."""
    found: tuple[list[int], dict[str, bool]] = ask_project(SENT, FILES, SETTINGS)
    return found


def test_what_is_marked_fails(answer: tuple[list[int], dict[str, bool]]):
    version, failed = answer
    marked = re.findall(r"def (\w+)\(.*# expect: SGL101", SHOP["shop/defects.py"])
    expected = {name: name != NEW_IN_6_1 or version < [6, 1] for name in marked}
    assert len(marked) == 8
    assert {name: failed[name] for name in marked} == expected


def test_everything_else_is_filled(answer: tuple[list[int], dict[str, bool]]):
    connected = re.findall(r"# Silent: ", SHOP["shop/lookalikes.py"])
    others = {
        name: failed for name, failed in answer[1].items() if f"def {name}(" not in SHOP["shop/defects.py"]
    }
    assert len(others) == len(connected)
    assert not any(others.values())
