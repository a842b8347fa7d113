"""SGL101 on small projects built by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from rules.building import SIGNALS, Nothing, connection, findings, function, named, receiver

from signal_lint.connections import Signal
from signal_lint.findings import Related, Severity
from signal_lint.rules.sgl101_receiver_argument_never_sent import check
from signal_lint.source import at_line
from signal_lint.supported import DjangoRange
from signal_lint.syntax import Constant, Parameter

OWN = Signal("shop.signals.paid", at_line(SIGNALS, 3), is_model_signal=False)


@dataclass(frozen=True, slots=True)
class Sending(Nothing):
    """A lookup that knows what is sent with every signal, and what never is."""

    sent: tuple[str, ...] = ()
    unsent: tuple[str, ...] = ()

    def may_send(self, signal: Signal, argument: str) -> bool:
        return bool(signal) and argument in self.sent

    def never_sent(self, asked: frozenset[tuple[Signal, str]]) -> frozenset[tuple[Signal, str]]:
        return frozenset(each for each in asked if each[1] in self.unsent)


def signal(name: str, package: str = "django.db.models.signals") -> Signal:
    return Signal(f"{package}.{name}", None, is_model_signal=True)


def found(of: Signal | None = None, kind: str = "function", lowest: object = None, **parts: object):
    """Run the rule on one function, by default a receiver of post_save with `**kwargs`."""
    changes = parts.pop("changes", {})
    lookup = parts.pop("lookup", Nothing())
    written = replace(function(kwarg="kwargs", **parts), **changes)
    received = replace(receiver(written), kind=kind)
    row = connection(received, of or signal("post_save"))
    return findings(
        check, connections=(row,), lookup=lookup, django=DjangoRange(lowest, "setup.cfg", "pinned")
    )


def test_a_parameter_that_is_never_sent_is_found_at_the_def():
    (finding,) = found(positional=named("sender", "model"))
    assert finding.location == at_line(SIGNALS, 8)
    assert finding.message == (
        "`on_save` demands `model`, which `post_save` never sends: the call ends in a TypeError"
    )
    assert finding.related == (Related(at_line(SIGNALS, 7), "Connected to `post_save` here"),)
    assert (finding.lines, finding.severity) == ((7, 8), None)


def test_a_positional_only_parameter_is_never_filled():
    (finding,) = found(positional_only=named("sender"))
    assert "`post_save` sends by keyword only, while it takes it by position" in finding.message
    assert found(Signal("a.b", None, is_model_signal=None), positional_only=named("x")) == []


def test_each_parameter_is_found_once_with_all_signals():
    of = receiver(function(keyword_only=named("setting", "model")))
    rows = connection(of), connection(of, signal("pre_save"), at_line(SIGNALS, 6))
    both = findings(check, connections=rows)
    assert [len(finding.related) for finding in both] == [2, 2]
    assert "`setting`, which `post_save` never sends, and `pre_save` never sends:" in both[0].message


@pytest.mark.parametrize(
    "parts",
    [
        {"positional": named("sender", "signal", "instance", "created")},
        {"positional": (Parameter("model", Constant(None)),)},
        {"positional": named("self", "cls")},
        {"positional": named("model"), "kind": "method"},
        {"positional_only": named("model"), "kind": "callable"},
        {"positional": named("model"), "kind": "partial"},
        {"positional": named("model"), "changes": {"decorators": ("shop.fill",)}},
        {"positional": named("model"), "changes": {"known_signature": False}},
        {"positional": named("own", "model"), "kind": "callable", "changes": {"qualname": "A.__init__"}},
    ],
)
def test_what_is_filled_or_may_be_is_silent(parts: dict):
    assert found(**parts) == []


@pytest.mark.parametrize(
    ("name", "parameter", "said"),
    [
        ("post_migrate", "plan", "does not send after `flush`"),
        ("post_migrate", "app_config", ""),
        ("post_syncdb", "model", ""),
        ("m2m_changed", "raw", "sends from Django 6.1 on (Django 4.2 or later, by setup.cfg)"),
    ],
)
def test_what_the_table_says_of_a_signal_of_django(name: str, parameter: str, said: str):
    told = [each.message for each in found(signal(name), lowest=(4, 2), positional=named(parameter))]
    assert [said in message for message in told] == [True] * bool(said)


def test_one_of_two_arguments_of_request_started_may_always_be_there():
    assert found(signal("request_started", "django.core.signals"), positional=named("environ")) == []


@pytest.mark.parametrize("lowest", [None, (6, 1)])
def test_an_argument_that_is_new_is_silent_where_it_may_be_there(lowest: object):
    assert found(signal("m2m_changed"), lowest=lowest, positional=named("raw")) == []


def test_what_the_project_sends_with_a_signal_of_django_is_silent():
    assert found(lookup=Sending(sent=("model",)), positional=named("model")) == []
    assert len(found(lookup=Sending(sent=("order",)), positional=named("model"))) == 1


def test_what_a_package_never_sends_is_a_warning():
    (finding,) = found(signal("pre_send", "anymail.signals"), positional=named("model"))
    assert finding.severity is Severity.WARNING
    assert found(signal("action", "actstream.signals"), positional=named("model")) == []
    assert found(signal("x", "elsewhere"), positional=named("model")) == []


def test_what_the_project_never_sends_with_its_own_signal_is_found():
    lookup = Sending(unsent=("total", "sender"))
    (finding,) = found(OWN, lookup=lookup, positional=named("sender", "order", "total"))
    assert "demands `total`, which `paid` is never sent with:" in finding.message
    assert finding.severity is None


def test_unknown_signals_and_receivers_are_silent():
    rows = connection(signal=None), connection(receiver(None))
    assert findings(check, connections=rows) == []
