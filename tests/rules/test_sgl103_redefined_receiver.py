"""SGL103 on small projects built by hand."""

from __future__ import annotations

import pytest
from rules.building import SIGNALS, connection, findings, receiver

from signal_lint.connections import Connection, Lost, Sender, Signal
from signal_lint.findings import Related
from signal_lint.rules.sgl103_redefined_receiver import check
from signal_lint.source import at_line

BELOW = at_line(SIGNALS, 20)
PRE_SAVE = Signal("django.db.models.signals.pre_save", None, is_model_signal=True)


def dropped(line: int = 7, related: int = 20, **changes: object) -> Connection:
    """Build a connection that a binding on another line drops; on its own line, that is a loop."""
    parts = {"lost": Lost("replaced", "", at_line(SIGNALS, related)), "location": at_line(SIGNALS, line)}
    return connection(**{**parts, **changes})


def of(name: str, text: str = "model") -> Sender:
    return Sender("model", text, f"shop.models.{name}")


def test_a_function_that_lost_its_name_is_found_where_it_is_connected():
    (finding,) = findings(check, connections=(dropped(),))
    assert finding.location == at_line(SIGNALS, 7)
    assert finding.message == (
        "`on_save` is no longer connected to `post_save`: its name, the only reference to it, "
        "is bound again below"
    )
    assert finding.related == (Related(BELOW, "The name `on_save` is bound again here"),)
    assert finding.lines == (7, 8)


def test_a_loop_is_found_once_with_all_the_rounds_that_are_lost():
    rounds = dropped(related=7, sender=of("Book")), dropped(related=7, sender=of("Order"))
    (finding,) = findings(check, connections=rounds)
    assert finding.message == (
        "Each round of the loop defines `on_save` again, and only the last stays connected: "
        "those for `post_save` of `Book` and `post_save` of `Order` are gone"
    )
    assert finding.related == ()


def test_a_function_under_two_decorators_is_found_once():
    unresolved = Sender("dynamic", "chosen()")
    both = dropped(), dropped(line=6, signal=PRE_SAVE, signal_text="pre_save", sender=unresolved)
    (finding,) = findings(check, connections=both)
    assert "connected to `post_save` and `pre_save` of `chosen()`: its name" in finding.message


@pytest.mark.parametrize("signal", [None, Signal("elsewhere.paid", None, is_model_signal=None)])
def test_a_signal_that_may_hold_its_receivers_is_silent(signal: Signal | None):
    assert findings(check, connections=(dropped(signal=signal),)) == []


@pytest.mark.parametrize("kind", ["collected", "disconnected", "duplicate", "refused"])
def test_what_is_lost_for_another_reason_is_silent(kind: str):
    others = dropped(lost=Lost(kind, "", BELOW)), dropped(lost=None), dropped(received=receiver(None))
    assert findings(check, connections=others) == []


def test_a_binding_without_a_place_is_told_without_it():
    (finding,) = findings(check, connections=(dropped(lost=Lost("replaced", "")),))
    assert finding.related == ()
