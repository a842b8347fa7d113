"""SGL107 on small projects built by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from rules.building import SIGNALS, Nothing, connection, findings, function, receiver

from signal_lint.connections import Connection, Function, Signal
from signal_lint.findings import Finding, Related
from signal_lint.rules.sgl107_receiver_body_never_runs import check
from signal_lint.source import Location, Span, at_line
from signal_lint.supported import DjangoRange
from signal_lint.syntax import Constant, FunctionDef, Lambda, Parameters

OWN = Signal("shop.signals.paid", at_line(SIGNALS, 3), is_model_signal=False)
DJANGO_4_2 = DjangoRange((4, 2), "setup.cfg", "pinned")
COROUTINE = replace(function(), definition=FunctionDef("on_save", Parameters(), (), is_async=True))


@dataclass(frozen=True, slots=True)
class Yielding(Nothing):
    """A lookup to which every function is a generator."""

    def yields(self, function: Function) -> bool:
        return function is not None


def yielding(**changes: object) -> list[Finding]:
    """Run the rule on a generator."""
    return findings(check, connections=(row(replace(function(), **changes)),), lookup=Yielding())


def row(received: Function | None, **changes: object) -> Connection:
    return connection(receiver(received), **changes)


def test_a_generator_is_found_at_its_def_once():
    (finding,) = findings(check, connections=(row(function()), row(function())), lookup=Yielding())
    assert finding.location == at_line(SIGNALS, 8)
    assert finding.message == (
        "The body of `on_save` never runs: it is a generator because of its `yield`, "
        "and Django does not iterate over it"
    )
    assert finding.related == (Related(at_line(SIGNALS, 7), "Connected to `post_save` here"),)
    assert finding.lines == (7, 8)


@pytest.mark.parametrize(
    ("name", "number"), [("django.db.transaction.atomic", 1), ("shop.run", 0), (None, 0)]
)
def test_a_decorator_that_is_not_known_may_run_it(name: str | None, number: int):
    assert len(yielding(decorators=("django.dispatch.receiver", name))) == number


@pytest.mark.parametrize("changes", [{"known_signature": False}, {"qualname": "Index.__init__"}])
def test_what_is_not_called_as_it_is_written_is_silent(changes: dict):
    assert yielding(**changes) == []


@pytest.mark.parametrize("signal", [None, OWN])
def test_who_sends_another_signal_may_use_what_receivers_return(signal: Signal | None):
    both = row(function(), signal=signal), row(None)
    assert findings(check, connections=both, lookup=Yielding()) == []


def test_a_coroutine_is_found_where_a_django_is_supported_that_does_not_await_it():
    (finding,) = findings(check, connections=(row(COROUTINE),), django=DJANGO_4_2)
    assert finding.message == (
        "The body of `on_save` never runs: it is `async`, and Django before 5.0 calls it without "
        "`await` (Django 4.2 or later, by setup.cfg)"
    )


@pytest.mark.parametrize("lowest", [None, (5, 0), (6, 1)])
def test_a_coroutine_is_silent_under_other_versions(lowest: tuple[int, int] | None):
    assert findings(check, connections=(row(COROUTINE),), django=DjangoRange(lowest, "")) == []


@pytest.mark.parametrize(("qualname", "number"), [("on_save", 0), ("Index.on_save", 1)])
def test_a_coroutine_of_a_module_under_a_condition_is_silent(qualname: str, number: int):
    indented = replace(COROUTINE, qualname=qualname, location=Location(SIGNALS, Span(8, 4, 8, 9)))
    assert len(findings(check, connections=(row(indented),), django=DJANGO_4_2)) == number


@pytest.mark.parametrize("definition", [Lambda(Parameters(), Constant(None)), function().definition])
def test_what_is_neither_runs(definition: FunctionDef | Lambda):
    plain = replace(function(), definition=definition)
    assert findings(check, connections=(row(plain),), django=DJANGO_4_2) == []
