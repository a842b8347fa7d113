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


EVIDENCE = " (Django 4.2 or later, by setup.cfg:3)"


def found(
    *args: Argument, lowest: Version | None = (4, 2), highest: Version | None = None, **changes
) -> list[Finding]:
    """Run the rule on a signal made with arguments."""
    site = call_site(Call(Name("Signal"), args), **changes)
    django = DjangoRange(lowest, "setup.cfg", "pinned" if lowest or highest else "none", highest, 3)
    return findings(check, lookup=Making(site), django=django)


def test_the_keyword_is_found_and_can_be_removed():
    (finding,) = found(KEYWORD)
    assert finding.location == at_line("shop/signals.py", 7)
    assert finding.message == (
        f"`Signal` is given `providing_args`, which raises a TypeError from Django 4.0 on{EVIDENCE}"
    )
    edit = RemoveArgument(finding.location, Location("shop/signals.py", GIVEN))
    assert finding.fix == Fix("Remove the argument", "safe", (edit,))
    assert finding.related == ()


def test_a_list_is_taken_for_use_caching():
    (finding,) = found(POSITIONAL)
    assert finding.message == (
        "`Signal` is given `['order']` in the place of `providing_args`, which Django takes "
        "for `use_caching` from 4.0 on: sending from None or a text raises a TypeError"
        f"{EVIDENCE}"
    )
    assert finding.fix is not None


@pytest.mark.parametrize("more", [CACHING, Argument(Constant(value=True))])
def test_a_list_beside_use_caching_raises(more: Argument):
    (finding,) = found(POSITIONAL, more)
    assert finding.message == (
        "`Signal` is given `['order']` in the place of `providing_args` and `use_caching` besides, "
        "which raises a TypeError from Django 4.0 on"
        f"{EVIDENCE}"
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
    ("versions", "severities"),
    [
        (((3, 0), (3, 2)), []),
        ((None, (3, 2)), []),
        (((1, 4), None), [Severity.WARNING]),
        (((1, 4), (4, 0)), [Severity.WARNING]),
        (((3, 1), (3, 2)), [Severity.WARNING]),
        (((3, 2), None), [Severity.WARNING]),
        (((4, 0), (4, 2)), [None]),
        ((None, None), [None]),
    ],
)
def test_the_range_of_djangos_decides_how_bad_it_is(
    versions: tuple[Version | None, Version | None], severities: list
):
    lowest, highest = versions
    assert [finding.severity for finding in found(KEYWORD, lowest=lowest, highest=highest)] == severities


@pytest.mark.parametrize("changes", [{"conditional": True}, {"expected": ("builtins.TypeError",)}])
def test_under_conditions_and_where_an_error_is_expected_it_is_silent(changes: dict):
    assert found(KEYWORD, **changes) == []


@pytest.mark.parametrize(("more", "removable"), [(CACHING, True), (Argument(Constant(value=True)), False)])
def test_before_django_4_an_argument_behind_would_take_its_place(more: Argument, removable: object):
    (finding,) = found(POSITIONAL, more, lowest=(3, 2))
    assert (finding.fix is not None) is removable
