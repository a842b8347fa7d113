"""SGL208 on small projects built by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rules.building import app, config, connection, findings, receiver

from signal_lint.connections import Connection, Sender, Signal
from signal_lint.findings import Related
from signal_lint.rules.sgl208_migrate_signal_sender import check
from signal_lint.source import at_line

POST_MIGRATE = Signal("django.db.models.signals.post_migrate", None, is_model_signal=False)
POST_SAVE = Signal("django.db.models.signals.post_save", None, is_model_signal=True)
SELF = Sender("instance", "self", "shop.apps.ShopConfig")
ASKED = Sender("instance", "apps.get_app_config('shop')", "shop.apps.ShopConfig", "shop")
BARE = config(has_models=False)


def row(sender: Sender = SELF, **changes: object) -> Connection:
    """Build a connection that `ready()` makes."""
    parts = {"location": at_line("shop/apps.py", 9), "scope": "function", "signal": POST_MIGRATE}
    return connection(**{**parts, "sender": sender, **changes})


def test_a_config_without_models_is_found():
    (finding,) = findings(check, connections=(row(),), app_configs=(BARE,))
    assert finding.message == (
        "`on_save` never runs: Django sends `post_migrate` for apps with a models module, "
        "and `shop`, the app of `self`, has none"
    )
    assert finding.related == (Related(BARE.location, "`shop.apps.ShopConfig` is the config of `shop`"),)


def test_a_receiver_outside_the_project_is_named_as_written():
    received = replace(receiver(None), text="create_site")
    (finding,) = findings(check, connections=(row(received=received),), app_configs=(BARE,))
    assert finding.message.startswith("`create_site` never runs")


@pytest.mark.parametrize("changes", [{"has_models": True}, {"has_models": None}, {"selected": False}])
def test_a_config_with_models_and_one_that_django_does_not_pick_are_silent(changes: dict):
    assert findings(check, connections=(row(),), app_configs=(replace(BARE, **changes),)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"signal": None},
        {"signal": POST_SAVE},
        {"sender": Sender("any", "")},
        {"sender": Sender("class", "ShopConfig", "shop.apps.ShopConfig")},
        {"sender": replace(SELF, name="stock.apps.StockConfig")},
    ],
)
def test_other_signals_and_senders_are_silent(changes: dict):
    assert findings(check, connections=(row(**changes),), app_configs=(BARE,)) == []


@pytest.mark.parametrize("path", ["shop/__init__.py", "shop/apps.py"])
def test_a_config_is_asked_for_too_early(path: str):
    early = row(ASKED, scope="module", location=at_line(path, 5))
    full = config(has_models=True)
    (finding,) = findings(check, connections=(early,), app_configs=(full,), apps=(app(full),))
    assert finding.message == (
        "`apps.get_app_config('shop')` raises AppRegistryNotReady: Django imports this module of `shop` "
        "before it has the app configs"
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"scope": "function"},
        {"certain": False},
        {"location": at_line("shop/models.py", 5)},
        {"sender": SELF},
    ],
)
def test_what_django_imports_later_may_ask_and_what_does_not_run_for_certain(changes: dict):
    early = row(**{"sender": ASKED, "scope": "module", **changes})
    full = config(has_models=True)
    assert findings(check, connections=(early,), app_configs=(full,), apps=(app(full),)) == []


def test_an_app_outside_the_project_has_no_modules_of_ours():
    outside = replace(app(), path=None)
    early = row(ASKED, scope="module", location=at_line("shop/apps.py", 5))
    full = config(has_models=True)
    assert findings(check, connections=(early,), app_configs=(full,), apps=(outside,)) == []
