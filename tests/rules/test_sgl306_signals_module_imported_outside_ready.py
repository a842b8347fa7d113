"""SGL306 on small projects built by hand."""

from __future__ import annotations

import pytest
from rules.building import SIGNALS, app, connection, findings, module

from signal_lint.rules.sgl306_signals_module_imported_outside_ready import check
from signal_lint.source import at_line


@pytest.mark.parametrize(("via", "way"), [("models", "models module"), ("package", "package")])
def test_a_module_that_models_or_the_package_import_is_found(via: str, way: str):
    imported = module(loaded="startup", via=via)
    (finding,) = findings(check, connections=(connection(),), modules=(imported,), apps=(app(),))
    assert finding.location == at_line(SIGNALS, 7)
    assert finding.message == f"`shop.signals` is imported through the {way}, not in `ready()`"


@pytest.mark.parametrize(
    "changes",
    [
        {"loaded": "startup", "via": "ready"},
        {"loaded": "startup", "via": "admin"},
        {"loaded": "late", "via": "models"},
        {"loaded": "startup", "via": "models", "test": True},
        {"loaded": "startup", "via": "models", "app": None},
        {"loaded": "startup", "via": "models", "name": "shop.models"},
        {"loaded": "startup", "via": "models", "name": "shop.models.orders"},
        {"loaded": "startup", "via": "package", "name": "shop"},
    ],
)
def test_other_modules_are_silent(changes: dict):
    assert findings(check, connections=(connection(),), modules=(module(**changes),), apps=(app(),)) == []


def test_the_rule_is_off_by_default():
    assert not check.default
