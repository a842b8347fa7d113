"""SGL505 on small projects built by hand."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from rules.building import Nothing, call_site, findings

from signal_lint.calling import CallSite, Result
from signal_lint.findings import Finding, Related
from signal_lint.rules.sgl505_on_commit_called_immediately import check
from signal_lint.source import Location, Span, at_line
from signal_lint.syntax import Argument, Attribute, Call, Constant, Expression, Name

NOTIFY = Call(Name("notify"), (Argument(Name("order")),), Span(9, 8, 9, 21))
PLACE = at_line("shop/tasks.py", 3)
RESULT = Result("None", PLACE)


@dataclass(frozen=True, slots=True)
class Committing(Nothing):
    """A lookup that knows of one call of `on_commit`, and what the call in it gives."""

    site: CallSite
    result: Result | None

    def calls_of(self, *names: str) -> tuple[CallSite, ...]:
        assert names == ("django.db.transaction.on_commit", "django.db.connection.on_commit")
        return (self.site,)

    def not_callable(self, *_: object) -> Result | None:
        return self.result


def found(*args: Argument, result: Result | None = RESULT, **changes) -> list[Finding]:
    """Run the rule on `on_commit` with arguments."""
    site = call_site(Call(Attribute(Name("transaction"), "on_commit"), args), **changes)
    return findings(check, lookup=Committing(site, result))


def test_the_call_that_runs_too_early_is_found():
    (finding,) = found(Argument(NOTIFY))
    assert finding.location == Location("shop/signals.py", NOTIFY.span)
    assert finding.message == (
        "`notify(order)` runs at once and not after the commit, and gives None, "
        "for which `on_commit` raises a TypeError"
    )
    assert finding.related == (Related(PLACE, "What `notify` runs is defined here"),)
    assert finding.lines == (7,)


def test_a_long_call_is_shortened_and_what_lies_outside_has_no_place():
    call = Call(Name("send_mail"), (Argument(Constant("x" * 60)),))
    (finding,) = found(Argument(call), result=Result("a number", None))
    assert finding.message.startswith(
        "`send_mail(…)` runs at once and not after the commit, and gives a number"
    )
    assert finding.related == ()


def test_the_function_may_be_given_by_keyword():
    assert len(found(Argument(Constant("default"), "using"), Argument(NOTIFY, "func"))) == 1


@pytest.mark.parametrize(
    "written", [Argument(Name("notify")), Argument(NOTIFY, star="*"), Argument(NOTIFY, "using")]
)
def test_anything_but_the_result_of_a_call_is_silent(written: Argument):
    assert found(written) == []


def test_on_commit_without_arguments_is_silent():
    assert found() == []


def test_a_result_that_may_be_callable_is_silent():
    assert found(Argument(NOTIFY), result=None) == []


@pytest.mark.parametrize(
    ("expected", "number"), [("builtins.TypeError", 0), (None, 0), ("builtins.OSError", 1)]
)
def test_where_a_type_error_is_expected_it_is_silent(expected: str | None, number: int):
    assert len(found(Argument(NOTIFY), expected=(expected,))) == number


def test_a_keyword_that_is_no_call_is_silent():
    written: Expression = Name("notify")
    assert found(Argument(written, "func")) == []
