"""SGL506 on small projects built by hand."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from rules.building import Nothing, call_site, findings

from signal_lint.calling import CallSite
from signal_lint.edits import AwaitCall
from signal_lint.findings import Finding, Fix, Related
from signal_lint.rules.sgl506_unawaited_asend import check
from signal_lint.source import at_line
from signal_lint.syntax import Attribute, Call, Name

PLACE = at_line("shop/events.py", 3)


@dataclass(frozen=True, slots=True)
class Sending(Nothing):
    """A lookup that knows of one call of `asend`."""

    site: CallSite

    def calls_of(self, *names: str) -> tuple[CallSite, ...]:
        assert names == ("django.dispatch.Signal.asend", "django.dispatch.Signal.asend_robust")
        return (self.site,)


def found(name: str = "asend", **changes) -> list[Finding]:
    """Run the rule on a call of a signal's method."""
    parts = {"alone": True, "in_async": True, "defined": PLACE, **changes}
    site = call_site(Call(Attribute(Name("paid"), name)), **parts)
    return findings(check, lookup=Sending(site))


def test_a_statement_is_found_and_can_be_awaited():
    (finding,) = found()
    assert finding.location == at_line("shop/signals.py", 7)
    assert finding.message == "`paid.asend(…)` is never awaited: no receiver of `paid` runs"
    assert finding.related == (Related(PLACE, "`paid` is defined here"),)
    assert finding.fix == Fix("Await it", "unsafe", (AwaitCall(finding.location),))


def test_outside_of_an_async_function_there_is_no_fix():
    (finding,) = found("asend_robust", in_async=False, defined=None)
    assert finding.message == (
        "`paid.asend_robust(…)` is never awaited: no receiver of `paid` runs; "
        "outside `async def`, it takes `send_robust`"
    )
    assert finding.related == ()
    assert finding.fix is None


def test_what_something_takes_is_silent():
    assert found(alone=False) == []


@pytest.mark.parametrize(
    ("expected", "number"),
    [("builtins.RuntimeWarning", 0), ("builtins.Warning", 0), (None, 0), ("builtins.Exception", 1)],
)
def test_where_the_warning_is_expected_it_is_silent(expected: str | None, number: int):
    assert len(found(expected=(expected,))) == number
