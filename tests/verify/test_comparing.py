"""The map and a recording, built by hand: what agrees, and what is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rules.building import POST_SAVE, SIGNALS, connection, function, receiver

from signal_lint.connections import Connection, Lost, Receiver, Sender, Signal
from signal_lint.source import Location, Span, at_line
from signal_lint.text.paint import plain
from signal_lint.verify.comparing import compare
from signal_lint.verify.recording import Call
from signal_lint.verify.text_report import text_report

BOOK = Sender("model", "Book", "shop.models.Book", "shop.Book")
OTHER = "other/signals.py"
PRE_SAVE = Signal("django.db.models.signals.pre_save", None, is_model_signal=True)


def row(**changes: object) -> Connection:
    """Build a row that the map takes for live: post_save of any sender, on line 7 of the signals."""
    return connection(**{"loaded": "startup", "reason": "`ready()` imports it", **changes})


def call(line: int = 7, **changes: object) -> Call:
    """Build the call that makes it."""
    parts: dict[str, object] = {
        "signals": (POST_SAVE.name,),
        "sender_names": (),
        "receiver": "shop.signals.on_save",
        "defined": (SIGNALS, 8),
        "stack": ((SIGNALS, line),),
        "phase": "setup",
        "state": "live",
    }
    return Call(**{**parts, **changes})


def verdict(rows, calls):
    return compare(rows, calls, {SIGNALS, OTHER}, lambda path: path != OTHER)


def told(rows, calls):
    """Return the reasons of each kind, and the counts of what agrees and of what is left open."""
    found = verdict(rows, calls)
    kinds = (found.missing_in_django, found.missing_on_map, found.lost, found.not_connected)
    return [[entry.reason for entry in kind] for kind in kinds], (found.agreed, found.undecided)


def fits(one, made):
    found = verdict([one], [made])
    return (found.agreed, found.missing_on_map) == (1, ())


def test_what_both_have_is_counted_alone():
    assert told([row()], [call(), call(signals=("a.b",), stack=())]) == ([[], [], [], []], (1, 0))
    assert verdict([row()], [call(), call(stack=())]).outside == 1
    assert verdict([row()], [call()]).is_clean


@pytest.mark.parametrize(
    ("changes", "made"),
    [
        ({"sender": BOOK}, {"sender_names": ("shop.Book", "elsewhere.Book")}),
        ({"sender": BOOK}, {"sender_names": ("shop.models.Book",)}),
        ({"sender": Sender("each", "model")}, {"sender_names": ("shop.Book",)}),
        ({"sender": Sender("dynamic", "model")}, {}),
        ({"signal": None}, {"signals": ("shop.signals.done",)}),
        ({}, {"signals": ()}),
        ({"signal": PRE_SAVE}, {"signals": ("shop.again.pre_save", PRE_SAVE.name)}),
        ({"received": Receiver("dynamic", "found()", None, None, None, None)}, {"receiver": "a.b"}),
        ({"received": Receiver("lambda", "x", "a.b", at_line(SIGNALS, 8), None, None)}, {}),
        ({"received": receiver(None)}, {"receiver": "elsewhere.on_save", "defined": None}),
        ({"received": Receiver("class", "", "a.f", None, None, None)}, {"receiver": "b.f", "also": ("a.f",)}),
        ({"location": Location(SIGNALS, Span(5, 0, 9, 1))}, {"stack": ((SIGNALS, 6),)}),
        ({"location": Location(SIGNALS, Span(5, 0, 5, 9))}, {"stack": ((SIGNALS, 8),)}),
        ({"form": "wrapper"}, {"stack": ((SIGNALS, 40), (SIGNALS, 7))}),
    ],
)  # fmt: skip
def test_a_row_is_known_by_place_signal_sender_and_receiver(changes, made):
    assert fits(row(**changes), call(**made))


@pytest.mark.parametrize(
    ("changes", "made"),
    [
        ({"sender": BOOK}, {}),
        ({}, {"sender_names": ("shop.Book",)}),
        ({"signal": PRE_SAVE}, {}),
        ({"received": receiver(None)}, {}),
        ({"form": "connect"}, {"stack": ((SIGNALS, 8),)}),
        ({"location": at_line("shop/apps.py", 7)}, {}),
    ],
)
def test_a_row_of_something_else_is_another_row(changes, made):
    assert not fits(row(**changes), call(**made))


def test_a_decorator_that_may_have_replaced_the_function_leaves_open_what_runs():
    replaced = replace(function(), known_signature=False)
    found = verdict([row(received=receiver(replaced))], [call(receiver="a.wrapper", defined=None)])
    assert (found.agreed, found.computed) == (1, 1)


def test_of_two_rows_the_one_on_the_line_counts():
    stacked = [row(location=at_line(SIGNALS, 6), lost=Lost("duplicate", "taken")), row()]
    assert told(stacked, [call()]) == ([[], [], [], ["duplicate: taken"]], (1, 0))


def test_to_connect_a_receiver_again_is_no_loss():
    again = [row(location=at_line(SIGNALS, 20)), row()]
    assert told(again, [call(), call(20, state="duplicate")]) == ([[], [], [], []], (2, 0))


@pytest.mark.parametrize(
    ("made", "start"),
    [
        ([], "Django is never told to"),
        ([call(state="duplicate")], "Django took it for a connection that it had already"),
        ([call(state="disconnected")], "something disconnects it again"),
        ([call(state="refused")], "connecting raised an error"),
        ([call(phase="urlconf")], "it connects only when the URLconf is imported"),
    ],
)
def test_what_the_map_has_and_django_has_not_is_told_with_both_reasons(made, start):
    reasons = [[f"{start}, but the map says `ready()` imports it"], [], [], []]
    assert told([row()], made) == (reasons, (0, 0))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"loaded": "late"}, "the map says that it is loaded late: because"),
        ({"loaded": "never"}, "the map says that it is never loaded: because"),
        (
            {"loaded": "startup", "lost": Lost("disconnected", "it is undone")},
            "the map says that it is disconnected: it is undone",
        ),
    ],
)
def test_what_django_has_and_the_map_denies_is_told(changes, reason):
    assert told([row(reason="because", **changes)], [call()]) == ([[], [reason], [], []], (0, 0))


@pytest.mark.parametrize(
    ("sender", "reason"),
    [
        (
            BOOK,
            "the map has `shop.signals.on_save` for `django.db.models.signals.pre_save` of `shop.Book` here",
        ),
        (
            Sender("any", ""),
            "the map has `shop.signals.on_save` for `django.db.models.signals.pre_save` of any sender here",
        ),
    ],
)
def test_another_connection_at_the_place_is_named(sender, reason):
    found = verdict([row(signal=PRE_SAVE, sender=sender)], [call()])
    assert [entry.reason for entry in found.missing_on_map] == [reason]
    assert [entry.signal for entry in found.missing_in_django] == [PRE_SAVE.name]


def test_what_the_map_leaves_open_may_be_either_way():
    assert told([row(loaded="unknown", reason="who knows")], [call()]) == ([[], [], [], []], (0, 1))
    assert told([row(loaded="unknown", reason="who knows")], []) == ([[], [], [], ["who knows"]], (0, 0))


def test_what_is_refused_under_debug_alone_may_be_either_way():
    refused = row(lost=Lost("refused", "it takes no keywords"))
    assert told([refused], [call()]) == ([[], [], [], []], (1, 0))
    assert told([refused], [call(state="refused")]) == (
        [[], [], [], ["refused: it takes no keywords"]],
        (0, 0),
    )


def test_a_connection_of_the_urlconf_is_late():
    assert told([row(loaded="late", reason="by urls")], [call(phase="urlconf")]) == (
        [[], [], [], ["by urls"]],
        (0, 0),
    )


def test_a_lost_receiver_is_told_once_whatever_the_map_says():
    collected = [call(state="collected"), call(state="collected")]
    expected = row(lost=Lost("collected", "nothing holds it"))
    assert told([expected], collected)[0] == [[], [], ["as the map says, nothing holds it"], []]
    (reason,) = told([row()], collected)[0][2]
    assert reason == "it is weakly referenced, and nothing else holds it; the map did not say so"
    assert not verdict([expected], collected).is_clean
    assert told([expected], [])[0] == [[], [], [], ["collected: nothing holds it"]]


REPORT = """\
In Django, not on the map
  shop.signals.on_save  shop/signals.py:30
    a signal that no module holds, shop.Book
    the map knows of no connection here

1 connection in Django as on the map (1 named as computed)
1 connection in Django that the map leaves open
1 connection made outside the analysed files
Found 1 disagreement
"""


def test_the_report_counts_what_it_does_not_name():
    rows = [row(sender=Sender("each", "model")), row(location=at_line(SIGNALS, 20), loaded="unknown")]
    calls = [call(), call(20), call(stack=()), call(30, signals=(), sender_names=("shop.Book",))]
    assert text_report(verdict(rows, calls), plain) == REPORT


def test_files_that_are_not_asked_for_take_part_and_are_not_told():
    helped = call(stack=((OTHER, 3), (SIGNALS, 7)))
    unasked = [call(stack=((OTHER, 3),)), call(stack=((OTHER, 4),), state="collected")]
    found = verdict([row(), row(location=at_line(OTHER, 9))], [helped, *unasked])
    assert (found.is_clean, found.agreed, found.outside) == (True, 1, 0)


def test_what_is_connected_under_a_condition_may_be_absent():
    one = row(condition="`a` (shop/apps.py:3)", certain=False)
    assert told([one], []) == ([[], [], [], ["it is connected only if `a` (shop/apps.py:3)"]], (0, 0))
    assert told([one], [call()]) == ([[], [], [], []], (1, 0))


def test_a_wrapped_receiver_is_the_call_of_its_wrapper():
    inner = function("search.<locals>.inner", 3)
    wrapped = Receiver(
        "function", "inner", "shop.signals.one", at_line(SIGNALS, 9), None, function("one"), inner
    )
    made = call(receiver="shop.signals.search.<locals>.inner", defined=(SIGNALS, 3))
    assert fits(row(receiver=wrapped), made)
    assert fits(row(receiver=wrapped), replace(made, receiver="elsewhere.inner"))
    assert not fits(row(receiver=wrapped), replace(made, receiver="elsewhere.inner", defined=(SIGNALS, 9)))
