"""SGL303 on small projects built by hand."""

from __future__ import annotations

from rules.building import Calm, findings

from signal_lint.findings import Related
from signal_lint.rules.sgl303_signals_imported_too_early import check
from signal_lint.source import at_line
from signal_lint.startup import EarlyUse, Evidence
from signal_lint.supported import DjangoRange

HERE = at_line("shop/apps.py", 3)
MODELS = Evidence(at_line("shop/models.py", 4), "`shop.models` defines the model `Order`")
CHAIN = (
    Evidence(HERE, "`shop.apps` imports `shop.signals`"),
    Evidence(at_line("shop/signals.py", 1), "`shop.signals` imports `shop.models`"),
    MODELS,
)


def test_an_import_is_told_with_what_it_leads_to_and_the_way_there():
    early = EarlyUse("shop.apps", "shop", HERE, MODELS.message, CHAIN)
    (finding,) = findings(check, startup=Calm(early=(early,)))
    assert finding.location == HERE
    assert finding.message == (
        "Imported at the top of `shop.apps`, `shop.models` defines the model `Order` before Django's app "
        "registry is ready: `AppRegistryNotReady` where `shop` is installed"
    )
    assert finding.related == tuple(Related(step.location, step.message) for step in CHAIN[1:])
    assert finding.help.startswith("Import it in `ready()` of the app's AppConfig")


def test_what_the_module_needs_itself_has_no_way():
    early = EarlyUse("shop.apps", "shop", HERE, "`shop.apps` calls `get_user_model()`", ())
    (finding,) = findings(check, startup=Calm(early=(early,)))
    assert finding.message.startswith("`shop.apps` calls `get_user_model()` before Django's")
    assert finding.related == ()
    assert finding.help.startswith("Move it out of `shop.apps`: models belong in `shop.models`")


def test_a_calm_start_is_silent():
    assert findings(check) == []


def test_before_django_1_7_there_is_no_registry():
    early = EarlyUse("shop.apps", "shop", HERE, MODELS.message, CHAIN)
    django = DjangoRange((1, 4), "setup.cfg", "pinned", (1, 6), 3)
    assert findings(check, startup=Calm(early=(early,)), django=django) == []
