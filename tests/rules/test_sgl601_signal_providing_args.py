"""SGL601 on small projects built by hand."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from rules.building import Nothing, call_site, findings

from signal_lint.calling import CallSite
from signal_lint.edits import RemoveArgument
from signal_lint.findings import Finding, Fix, Related, Severity
from signal_lint.rules.sgl601_signal_providing_args import check
from signal_lint.source import Location, Span, at_line
from signal_lint.supported import DjangoRange, Version
from signal_lint.syntax import Argument, Call, Constant, Name, Sequence

GIVEN = Span(7, 14, 7, 40)
LIST = Sequence("list", (Constant("order"),))
KEYWORD = Argument(LIST, "providing_args", span=GIVEN)
POSITIONAL = Argument(LIST, span=GIVEN)
CACHING = Argument(Constant(value=True), "use_caching")


@dataclass(frozen=True, slots=True)
class Making(Nothing):
    """A lookup that knows of one call of `Signal`."""

    site: CallSite

    def calls_of(self, *names: str) -> tuple[CallSite, ...]:
        assert names == ("django.dispatch.Signal",)
        return (self.site,)


def found(*args: Argument, lowest: Version | None = (4, 2), **changes) -> list[Finding]:
    """Run the rule on a signal made with arguments."""
    site = call_site(Call(Name("Signal"), args), **changes)
    return findings(check, lookup=Making(site), django=DjangoRange(lowest, ""))


def test_the_keyword_is_found_and_can_be_removed():
    (finding,) = found(KEYWORD)
    assert finding.location == at_line("shop/signals.py", 7)
    assert finding.message == (
        "`Signal` is given `providing_args`, which raises a TypeError from Django 4.0 on"
    )
    edit = RemoveArgument(finding.location, Location("shop/signals.py", GIVEN))
    assert finding.fix == Fix("Remove the argument", "safe", (edit,))
    assert finding.related == ()


def test_a_list_is_taken_for_use_caching():
    (finding,) = found(POSITIONAL)
    assert finding.message == (
        "`Signal` is given `['order']` in the place of `providing_args`, which Django takes "
        "for `use_caching` from 4.0 on: sending from None or a text raises a TypeError"
    )
    assert finding.fix is not None


@pytest.mark.parametrize("more", [CACHING, Argument(Constant(value=True))])
def test_a_list_beside_use_caching_raises(more: Argument):
    (finding,) = found(POSITIONAL, more)
    assert finding.message == (
        "`Signal` is given `['order']` in the place of `providing_args` and `use_caching` besides, "
        "which raises a TypeError from Django 4.0 on"
    )


def test_two_arguments_raise_whatever_they_are():
    (finding,) = found(Argument(Name("ARGUMENTS")), Argument(Constant(value=True)))
    assert finding.fix is None


def test_a_subclass_is_named_with_its_place():
    (finding,) = found(KEYWORD, defined=at_line("shop/events.py", 3))
    assert finding.related == (
        Related(at_line("shop/events.py", 3), "`Signal` is defined here, without `__init__`"),
    )


def test_the_keyword_is_certain_beside_unknown_arguments():
    assert len(found(Argument(Name("more"), star="**"), KEYWORD)) == 1


@pytest.mark.parametrize(
    "args",
    [
        (),
        (CACHING,),
        (Argument(Name("ARGUMENTS")),),
        (Argument(Sequence("list", ())),),
        (POSITIONAL, Argument(Name("more"), star="*")),
        (Argument(Constant(None)),) * 3,
    ],
)
def test_other_arguments_are_silent(args: tuple[Argument, ...]):
    assert found(*args) == []


@pytest.mark.parametrize(
    ("lowest", "severities"),
    [
        ((3, 0), []),
        ((3, 1), [Severity.WARNING]),
        ((3, 2), [Severity.WARNING]),
        ((4, 0), [None]),
        (None, [None]),
    ],
)
def test_the_lowest_django_decides_how_bad_it_is(lowest: Version | None, severities: list):
    assert [finding.severity for finding in found(KEYWORD, lowest=lowest)] == severities


@pytest.mark.parametrize("changes", [{"conditional": True}, {"expected": ("builtins.TypeError",)}])
def test_under_conditions_and_where_an_error_is_expected_it_is_silent(changes: dict):
    assert found(KEYWORD, **changes) == []


@pytest.mark.parametrize(("more", "removable"), [(CACHING, True), (Argument(Constant(value=True)), False)])
def test_before_django_4_an_argument_behind_would_take_its_place(more: Argument, removable: object):
    (finding,) = found(POSITIONAL, more, lowest=(3, 2))
    assert (finding.fix is not None) is removable
