"""SGL204 on small projects built by hand."""

from __future__ import annotations

import pytest
from rules.building import SIGNALS, connection, findings, function, receiver

from signal_lint.connections import Connection, Lost, Receiver, Sender, Signal
from signal_lint.rules.sgl204_duplicate_dispatch_uid import check
from signal_lint.source import at_line

ORDER = Sender("model", "Order", "shop.models.Order")
FIRST, SECOND = receiver(function("index", 3)), receiver(function("count", 8))
UNKNOWN = Signal("shop.signals.paid", None, is_model_signal=None)


def pair(held: Receiver = FIRST, late: Receiver = SECOND, **changes: object) -> tuple[Connection, ...]:
    """Build two connections under one uid, of which Django refuses the second."""
    taken = Lost("duplicate", "its dispatch_uid is taken", at_line(SIGNALS, 2))
    parts: dict[str, object] = {"dispatch_uid": "saved", "sender": ORDER, **changes}
    return (
        connection(held, location=at_line(SIGNALS, 2), **parts),
        connection(late, **{"lost": taken, **parts}),
    )


def test_the_second_function_is_found_and_the_first_named():
    (finding,) = findings(check, connections=pair())
    assert finding.location == at_line(SIGNALS, 7)
    assert finding.message == (
        "`count` is not connected to `post_save` of `Order`: `index` of shop/signals.py already is, "
        "under the same `dispatch_uid` `saved`"
    )
    assert [each.location for each in finding.related] == [at_line(SIGNALS, 3)]
    assert finding.lines == (7, 8)


def test_any_sender_is_a_sender():
    (finding,) = findings(check, connections=pair(sender=Sender("any", "")))
    assert "connected to `post_save`: `index`" in finding.message


@pytest.mark.parametrize("kind", ["instance", "each", "dynamic"])
def test_a_sender_that_is_not_certain_is_silent(kind: str):
    assert findings(check, connections=pair(sender=Sender(kind, "some"))) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"lost": Lost("collected", "")},
        {"lost": Lost("duplicate", "without a place")},
        {"scope": "function"},
        {"signal": UNKNOWN},
        {"signal": None},
    ],
)
def test_what_is_not_certainly_refused_is_silent(changes: dict):
    assert findings(check, connections=pair(**changes)) == []


def test_a_function_that_start_up_runs_is_found():
    assert len(findings(check, connections=pair(scope="function", loaded="startup"))) == 1


@pytest.mark.parametrize(
    ("held", "late"), [(FIRST, FIRST), (receiver(None), SECOND), (FIRST, receiver(None))]
)
def test_the_same_function_and_unknown_ones_are_silent(held: Receiver, late: Receiver):
    assert findings(check, connections=pair(held, late)) == []


def test_a_holder_that_is_lost_itself_holds_nothing():
    _, second = pair()
    first, _ = pair(lost=Lost("disconnected", ""))
    assert findings(check, connections=(first, second)) == []


def test_a_connection_of_another_sender_at_the_same_place_is_no_holder():
    _, second = pair()
    first, _ = pair(sender=Sender("any", ""))
    assert findings(check, connections=(first, second)) == []
