"""SGL102 on small projects built by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rules.building import SIGNALS, connection, findings, function, receiver

from signal_lint.connections import Connection, Lost, Sender, Signal
from signal_lint.edits import AddArgument
from signal_lint.findings import Fix
from signal_lint.rules.sgl102_weakly_referenced_receiver import check
from signal_lint.source import at_line
from signal_lint.syntax import Argument, Call, Constant, Name

GONE = Lost("collected", "nothing but the connection refers to it")
PRE_SAVE = Signal("django.db.models.signals.pre_save", None, is_model_signal=True)


def lost(text: str = "partial(on_save, 1)", **changes: object) -> Connection:
    """Build a connection of an expression that nothing keeps."""
    return connection(replace(receiver(function()), text=text), **{"lost": GONE, **changes})


@pytest.mark.parametrize("text", ["partial(on_save, 1)", "Mailer().warn", "lambda sender, **kw: 1"])
def test_a_receiver_written_in_place_is_found_whenever_it_is_connected(text: str):
    (finding,) = findings(check, connections=(lost(text),))
    assert finding.location == at_line(SIGNALS, 7)
    assert finding.message == (
        f"`{text}` is connected to `post_save` by a weak reference, and nothing else refers to it: "
        "it is gone when `connect()` returns"
    )
    assert finding.lines == (7, 8)


def test_a_local_receiver_is_found_where_start_up_connects_it():
    (finding,) = findings(check, connections=(lost("on_save", loaded="startup"),))
    assert finding.message.endswith(
        "and only a local name refers to it: it is gone when the function around it returns"
    )
    assert [each.location for each in finding.related] == [at_line(SIGNALS, 8)]


@pytest.mark.parametrize("loaded", ["late", "never", "unknown"])
def test_a_local_receiver_of_a_function_that_start_up_does_not_run_is_silent(loaded: str):
    assert findings(check, connections=(lost("on_save", loaded=loaded),)) == []


@pytest.mark.parametrize("kind", ["replaced", "disconnected", "duplicate", "refused"])
def test_what_is_lost_for_another_reason_is_silent(kind: str):
    assert findings(check, connections=(lost(lost=Lost(kind, "")), lost(lost=None))) == []


@pytest.mark.parametrize("signal", [None, Signal("shop.signals.paid", None, is_model_signal=None)])
def test_a_signal_that_may_hold_its_receivers_is_silent(signal: Signal | None):
    assert findings(check, connections=(lost(signal=signal),)) == []


def test_a_decorator_with_several_signals_is_one_finding():
    both = lost(), lost(signal=PRE_SAVE), lost(sender=Sender("model", "Order"))
    (finding,) = findings(check, connections=both)
    assert "connected to `post_save` and `pre_save` by" in finding.message


def test_a_receiver_outside_the_project_and_a_lambda_have_no_other_place():
    outside = connection(replace(receiver(None), text="Mailer()"), lost=GONE)
    here = lost("lambda: 1", location=at_line(SIGNALS, 8))
    found = findings(check, connections=(outside, here))
    assert [finding.related for finding in found] == [(), ()]
    assert [finding.lines for finding in found] == [(), (7, 8)]


def test_a_long_expression_is_cut():
    (finding,) = findings(check, connections=(lost(f"lambda sender: {'x' * 80}"),))
    assert f"`lambda sender: {'x' * 45}…` is connected" in finding.message


@pytest.mark.parametrize(
    ("args", "is_fixed"),
    [
        ((Argument(Name("on_save")),), True),
        ((Argument(Name("on_save")), Argument(Name("Order")), Argument(Constant("a"), "dispatch_uid")), True),
        ((Argument(Name("on_save")), Argument(Constant(value=True), "weak")), False),
        ((Argument(Name("on_save")), Argument(Name("Order")), Argument(Constant(value=True))), False),
        ((Argument(Name("given"), None, "*"),), False),
        ((Argument(Name("on_save")), Argument(Name("given"), None, "**")), False),
    ],
)
def test_weak_is_offered_where_it_is_not_given(args: tuple[Argument, ...], is_fixed: object):
    place = at_line(SIGNALS, 7)
    (finding,) = findings(check, connections=(lost(call=Call(Name("connect"), args, place.span)),))
    fix = Fix("Add `weak=False`", "unsafe", (AddArgument(place, "weak", "False"),))
    assert finding.fix == (fix if is_fixed else None)


def test_a_call_that_stands_elsewhere_is_left_as_it_is():
    (finding,) = findings(check, connections=(lost(),))
    assert finding.fix is None
