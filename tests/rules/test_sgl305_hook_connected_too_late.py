"""SGL305 on small projects built by hand."""

from __future__ import annotations

import pytest
from rules.building import POST_SAVE, Calm, connection, findings

from signal_lint.connections import Lost, Sender, Signal
from signal_lint.findings import Related
from signal_lint.rules.sgl305_hook_connected_too_late import check
from signal_lint.source import at_line
from signal_lint.startup import Evidence

PREPARED = Signal("django.db.models.signals.class_prepared", None, is_model_signal=False)
ORDER = Sender("model", "Order", "shop.models.Order")
READY = at_line("shop/apps.py", 6)
LATE = Calm(after=(Evidence(READY, "`shop.apps.ShopConfig.ready()` runs late"),))


@pytest.mark.parametrize(
    ("scope", "where"),
    [
        ("function", "`class_prepared` in `ready()`, when"),
        ("module", "in a module that is imported by `ready()`"),
    ],
)
def test_what_is_connected_when_all_models_are_there_is_found(scope: str, where: str):
    (finding,) = findings(check, connections=(connection(signal=PREPARED, scope=scope),), startup=LATE)
    assert where in finding.message
    assert finding.related == (Related(READY, "`shop.apps.ShopConfig.ready()` runs late"),)


def test_a_model_as_the_sender_is_too_late_in_any_module():
    late = connection(signal=PREPARED, sender=ORDER)
    (finding,) = findings(check, connections=(late,))
    assert "`on_save` is connected to `class_prepared` with the sender `Order`" in finding.message


def test_a_function_may_connect_to_a_model_while_it_is_made():
    found = connection(signal=PREPARED, sender=ORDER, scope="function")
    assert findings(check, connections=(found,)) == []
    assert len(findings(check, connections=(found,), startup=LATE)) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"signal": None},
        {"signal": POST_SAVE},
        {"sender": Sender("dynamic", "model")},
        {"lost": Lost("collected", "")},
    ],
)
def test_other_connections_are_silent(changes: dict):
    found = connection(**{"signal": PREPARED, "scope": "function", **changes})
    assert findings(check, connections=(found,), startup=LATE) == []


def test_what_may_be_connected_before_is_silent():
    assert findings(check, connections=(connection(signal=PREPARED),)) == []
