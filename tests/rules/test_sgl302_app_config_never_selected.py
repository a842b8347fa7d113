"""SGL302 on small projects built by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rules.building import app, config, default_app_config, findings

from signal_lint.findings import Related
from signal_lint.rules.sgl302_app_config_never_selected import check
from signal_lint.source import at_line
from signal_lint.startup import Evidence
from signal_lint.supported import DjangoRange

EVIDENCE = Evidence(at_line("shop/apps.py", 9), "Another class")
PASSED_OVER = {
    "selected": False,
    "why_not": "`shop.apps` holds two",
    "ready_effect": "imports `shop.signals`",
    "evidence": (EVIDENCE,),
}


def test_a_config_that_django_passes_over_is_found():
    (finding,) = findings(check, app_configs=(config(**PASSED_OVER),), apps=(app(),))
    assert finding.message == (
        "Django passes over `shop.apps.ShopConfig` (`shop.apps` holds two), "
        "so its `ready()` never runs, which imports `shop.signals`"
    )
    assert finding.related == (Related(EVIDENCE.location, "Another class"),)


def test_the_message_says_which_django_it_is_true_for_where_that_decides():
    django = DjangoRange((2, 2), "setup.cfg", "pinned", (2, 2), 3)
    (finding,) = findings(check, app_configs=(config(**PASSED_OVER),), apps=(app(),), django=django)
    assert finding.message.endswith("which imports `shop.signals` (Django 2.2, by setup.cfg:3)")


def test_before_django_1_7_there_are_no_configs():
    django = DjangoRange((1, 4), "setup.cfg", "pinned", (1, 6), 3)
    assert findings(check, app_configs=(config(**PASSED_OVER),), apps=(app(),), django=django) == []


@pytest.mark.parametrize("changes", [{"selected": True}, {"selected": None}, {"ready_effect": ""}])
def test_a_config_that_is_selected_or_does_nothing_is_silent(changes: dict):
    assert findings(check, app_configs=(config(**{**PASSED_OVER, **changes}),), apps=(app(),)) == []


def test_an_app_that_is_not_installed_is_silent():
    assert findings(check, app_configs=(config(**PASSED_OVER),)) == []


def test_an_app_with_another_selected_config_is_silent():
    chosen = config("shop.apps.Chosen")
    configs = (config(**PASSED_OVER), chosen)
    assert findings(check, app_configs=configs, apps=(app(chosen),)) == []
    assert findings(check, app_configs=configs, apps=(app(),)) == []


def test_an_app_with_a_default_app_config_is_left_to_sgl004():
    line = default_app_config(picked_without=False)
    parts = {"app_configs": (config(**PASSED_OVER),), "apps": (app(),)}
    assert findings(check, default_app_configs=(line,), **parts) == []
    guarded = default_app_config(guarded=True)
    assert len(findings(check, default_app_configs=(guarded,), **parts)) == 1


def test_an_app_that_some_run_may_not_list_is_silent():
    maybe = replace(app(), sure=False)
    assert findings(check, app_configs=(config(**PASSED_OVER),), apps=(maybe,)) == []


def test_the_help_names_the_entry_to_write():
    (finding,) = findings(check, app_configs=(config(**PASSED_OVER),), apps=(app(),))
    assert finding.help == 'Name it in INSTALLED_APPS: `"shop.apps.ShopConfig"` in the place of the app'
