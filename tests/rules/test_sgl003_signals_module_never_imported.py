"""SGL003 on small projects built by hand."""

from __future__ import annotations

import pytest
from rules.building import SIGNALS, app, config, connection, connects, findings, module

from signal_lint.edits import ImportInReady
from signal_lint.findings import Fix, Related
from signal_lint.rules.sgl003_signals_module_never_imported import check
from signal_lint.source import Location, Span, at_line

CLASS = Location("shop/apps.py", Span(4, 0, 8, 20))
READY = at_line("shop/apps.py", 6)


def test_a_module_that_nothing_imports_is_found_at_its_first_connection():
    (finding,) = findings(
        check, connections=(connection(),), modules=(module(connects=connects(SIGNALS, 7, 20)),)
    )
    assert finding.location == at_line(SIGNALS, 7)
    assert finding.related == (Related(at_line("shop/__init__.py", 1), "Imports nothing"),)
    assert finding.fix is None


@pytest.mark.parametrize(
    ("selected", "culprit", "fix"),
    [
        (None, "`shop` has no AppConfig to import it", None),
        (
            config(location=CLASS),
            "`shop.apps.ShopConfig` has no `ready()` to import it",
            Fix(
                "Add a `ready()` to `shop.apps.ShopConfig` that imports `shop.signals`",
                "unsafe",
                (ImportInReady(CLASS, "shop.signals"),),
            ),
        ),
        (
            config(location=CLASS, ready=READY),
            "`shop.apps.ShopConfig.ready()` does not import it",
            Fix(
                "Import `shop.signals` in `shop.apps.ShopConfig.ready()`",
                "unsafe",
                (ImportInReady(READY, "shop.signals"),),
            ),
        ),
    ],
)
def test_the_message_names_who_should_import_it(selected, culprit: str, fix: Fix | None):
    (finding,) = findings(check, connections=(connection(),), modules=(module(app=app(selected)),))
    assert f"`shop.signals`, so its receivers never run: {culprit}, and neither" in finding.message
    assert finding.fix == fix


def test_the_place_of_the_import_is_related():
    (finding,) = findings(
        check, connections=(connection(),), modules=(module(app=app(config(location=CLASS, ready=READY))),)
    )
    assert finding.related[0] == Related(READY, "The import of `shop.signals` belongs here")


@pytest.mark.parametrize(
    "changes",
    [
        {"loaded": "startup"},
        {"loaded": "late"},
        {"loaded": "unknown"},
        {"test": True},
        {"app": None},
        {"passed_over": config()},
    ],
)
def test_other_modules_are_silent(changes: dict):
    assert findings(check, connections=(connection(),), modules=(module(**changes),)) == []


def test_a_config_passed_over_is_no_excuse_where_another_is_selected():
    chosen = module(app=app(config()), passed_over=config("shop.apps.Other"))
    assert len(findings(check, connections=(connection(),), modules=(chosen,))) == 1


@pytest.mark.parametrize("ready", [at_line("shop/apps.py", 20), at_line("base/apps.py", 6)])
def test_an_inherited_ready_is_left_alone(ready: Location):
    selected = config(location=CLASS, ready=ready)
    (finding,) = findings(check, connections=(connection(),), modules=(module(app=app(selected)),))
    assert finding.fix is None
