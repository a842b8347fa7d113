"""SGL004 on small projects built by hand."""

from __future__ import annotations

import pytest
from rules.building import app, config, default_app_config, findings

from signal_lint.edits import RemoveStatement
from signal_lint.findings import Fix, Related, Severity
from signal_lint.rules.sgl004_deprecated_default_app_config import check
from signal_lint.source import at_line
from signal_lint.supported import DjangoRange

ASSUMED = " (a current Django is assumed: nothing says which)"
PINNED = DjangoRange((4, 2), "setup.cfg", "pinned", None, 2)
LOST = {"ready": at_line("shop/apps.py", 6), "selected": False}


def test_a_line_that_names_what_django_picks_anyway_is_dead():
    (finding,) = findings(check, default_app_configs=(default_app_config(),), django=PINNED)
    assert finding.message == (
        "`default_app_config` is ignored since Django 4.1: `shop.apps.ShopConfig` is selected without it "
        "(Django 4.2 or later, by setup.cfg:2)"
    )
    assert (finding.severity, finding.fix) == (
        None,
        Fix("Delete the line", "safe", (RemoveStatement(finding.location),)),
    )
    assert finding.related == (Related(at_line("shop/apps.py", 4), "`shop.apps.ShopConfig` is defined here"),)


def test_without_evidence_of_the_version_the_fix_is_unsafe_and_the_message_says_so():
    (finding,) = findings(check, default_app_configs=(default_app_config(),))
    assert finding.message.endswith(ASSUMED)
    assert finding.fix is not None
    assert finding.fix.safety == "unsafe"


def test_a_line_that_stands_alone_in_its_block_is_not_simply_deleted():
    (finding,) = findings(check, default_app_configs=(default_app_config(removable=False),))
    assert finding.fix is None


@pytest.mark.parametrize(
    ("lowest", "severity"), [(None, Severity.ERROR), ((4, 1), Severity.ERROR), ((4, 0), None), ((3, 2), None)]
)
def test_a_line_that_names_another_class_loses_its_ready(lowest, severity):
    line = default_app_config(picked_without=False)
    parts = {"app_configs": (config(**LOST),), "apps": (app(),), "django": DjangoRange(lowest, "")}
    (finding,) = findings(check, default_app_configs=(line,), **parts)
    loses = ", whose `ready()` never runs" if severity else ""
    assert finding.message.startswith(
        "`default_app_config` is ignored since Django 4.1, which by itself does not select "
        f"`shop.apps.ShopConfig`{loses} ("
    )
    assert (finding.severity, finding.fix) == (severity, None)


@pytest.mark.parametrize(
    ("changes", "installed"),
    [
        ({"ready": None}, app()),
        ({"selected": True}, app()),
        ({"selected": None}, app()),
        ({}, app(name="bar")),
    ],
)
def test_another_class_that_loses_nothing_here_is_no_error(changes, installed):
    line = default_app_config(picked_without=False)
    parts = {"app_configs": (config(**{**LOST, **changes}),), "apps": (installed,)}
    (finding,) = findings(check, default_app_configs=(line,), **parts)
    assert "`ready()`" not in finding.message
    assert finding.severity is None


def test_a_class_that_does_not_exist_is_named():
    line = default_app_config(resolves=False, picked_without=None, target_location=None)
    (finding,) = findings(check, default_app_configs=(line,))
    assert (
        finding.message == f"`default_app_config` names `shop.apps.ShopConfig`, which does not exist{ASSUMED}"
    )
    assert (finding.related, finding.fix) == ((), None)


def test_until_django_4_0_a_class_that_does_not_exist_stops_it():
    line = default_app_config(resolves=False, picked_without=None, target_location=None)
    (finding,) = findings(
        check, default_app_configs=(line,), django=DjangoRange((3, 2), "", "pinned", (4, 0))
    )
    assert "until Django 4.0 that stops Django from starting" in finding.message


def test_of_a_class_that_is_not_known_only_the_line_is_reported():
    line = default_app_config(target=None, resolves=None, picked_without=None, target_location=None)
    (finding,) = findings(check, default_app_configs=(line,))
    assert finding.message == f"`default_app_config` is ignored since Django 4.1{ASSUMED}"


def test_a_line_under_a_test_of_the_version_is_silent():
    assert findings(check, default_app_configs=(default_app_config(guarded=True),)) == []


def test_a_line_that_an_entry_point_names_is_read_by_others():
    assert findings(check, default_app_configs=(default_app_config(offered=True),)) == []


def test_a_project_that_supports_an_older_django_is_silent():
    assert findings(check, default_app_configs=(default_app_config(),), django=DjangoRange((2, 2), "")) == []
