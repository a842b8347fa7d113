"""SGL106 on single uses of `receiver`."""

from __future__ import annotations

import pytest
from rules.building import POST_SAVE, SIGNALS, findings

from signal_lint.connections import ReceiverUse, Signal
from signal_lint.rules.sgl106_receiver_decorator_misused import check
from signal_lint.source import at_line
from signal_lint.syntax import Argument, Call, Constant, Dict, Expression, Name, Sequence

PLACE = at_line(SIGNALS, 7)
OWN = Signal("shop.signals.paid", at_line(SIGNALS, 3), is_model_signal=False)
SAVE = Argument(Name("post_save"))


def said(*args: Argument, signal: Signal | None = POST_SAVE) -> list[str]:
    """Return what the rule says of a call of `receiver`."""
    use = ReceiverUse(PLACE, Call(Name("receiver"), args), "on_save", signal)
    return [finding.message for finding in findings(check, receiver_uses=(use,))]


def test_a_bare_decorator_is_found_at_its_place():
    (finding,) = findings(check, receiver_uses=(ReceiverUse(PLACE, None, "on_save", None),))
    assert finding.location == PLACE
    assert finding.message == (
        "`@receiver` is not called with a signal: `on_save` is connected to nothing, "
        "and its name stands for a decorator instead"
    )


def test_two_positional_arguments_are_found():
    (message,) = said(SAVE, Argument(Name("Order")))
    assert message == (
        "`receiver` takes one positional argument, a signal or a list of signals, so that `Order` raises "
        "a TypeError: several signals are a list (`[post_save, Order]`), a sender is named (`sender=…`)"
    )


@pytest.mark.parametrize("args", [(), (Argument(Name("Order"), "sender"),)])
def test_a_call_without_a_signal_is_found(args: tuple[Argument, ...]):
    assert said(*args, signal=None) == ["`receiver` is called without a signal, which raises a TypeError"]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (Sequence("set", (Name("post_save"),)), "`{post_save}` is no signal but a set; several signals are"),
        (Dict(()), "`{}` is no signal but a dict, so"),
        (Constant("post_save"), "is no signal but a literal, so that `receiver` raises an AttributeError"),
    ],
)
def test_what_is_no_signal_is_found(written: Expression, text: str):
    (message,) = said(Argument(written), signal=None)
    assert text in message


def test_a_keyword_that_nothing_takes_is_found():
    assert said(SAVE, Argument(Name("Order"), "sendr")) == [
        "`receiver` takes `sender`, `weak` and `dispatch_uid`; `sendr` raises a TypeError"
    ]


@pytest.mark.parametrize("signal", [OWN, None])
def test_other_signals_may_take_other_keywords(signal: Signal | None):
    assert said(SAVE, Argument(Name("Order"), "sendr"), signal=signal) == []


@pytest.mark.parametrize("star", ["*", "**"])
def test_what_is_unpacked_is_not_known(star: str):
    assert said(SAVE, Argument(Name("options"), star=star), Argument(Name("Order"))) == []


@pytest.mark.parametrize("written", [Name("post_save"), Sequence("list", ()), Sequence("tuple", ())])
@pytest.mark.parametrize("keyword", [None, "signal"])
def test_a_signal_and_the_keywords_of_connect_are_silent(written: Expression, keyword: str | None):
    more = [Argument(Name("x"), name) for name in ("sender", "weak", "dispatch_uid", "apps")]
    assert said(Argument(written, keyword), *more) == []
