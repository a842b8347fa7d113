"""SGL301 on small projects built by hand."""

from __future__ import annotations

import pytest
from rules.building import SIGNALS, connection, connects, findings, function, module, named, receiver

from signal_lint.connections import Signal
from signal_lint.rules.sgl301_signals_module_imported_late import DOORS, check
from signal_lint.source import at_line
from signal_lint.syntax import Constant, Parameter


@pytest.mark.parametrize(
    ("via", "way"),
    [
        (
            "urlconf",
            f"by the URLconf, so its receivers are missing {DOORS['urlconf'][1]}",
        ),
        (
            "command",
            "by management commands, so its receivers are missing in every process that runs none of these",
        ),
        ("", "later, so its receivers are missing until then"),
    ],
)
def test_a_module_that_only_late_roots_reach_is_found(via: str, way: str):
    (finding,) = findings(check, connections=(connection(),), modules=(module(loaded="late", via=via),))
    assert finding.location == at_line(SIGNALS, 7)
    assert finding.message == f"`shop.signals` is not imported at start-up but only {way}"
    assert finding.related == ()
    assert finding.help.startswith("Write this in `shop/apps.py`:")


@pytest.mark.parametrize(
    "changes",
    [
        {"loaded": "startup"},
        {"loaded": "never"},
        {"loaded": "late", "test": True},
        {"loaded": "late", "app": None},
        {"loaded": "late", "name": "shop.migrations.0001_initial"},
    ],
)
def test_other_modules_are_silent(changes: dict):
    assert findings(check, connections=(connection(),), modules=(module(**changes),)) == []


@pytest.mark.parametrize(
    "signal", [None, Signal("django.core.signals.setting_changed", None, is_model_signal=False)]
)
def test_signals_that_are_only_sent_late_need_no_early_receiver(signal: Signal | None):
    late = connection(signal=signal)
    assert findings(check, connections=(late,), modules=(module(loaded="late"),)) == []
    both = module(loaded="late", connects=connects(SIGNALS, 7, 9))
    (finding,) = findings(
        check, connections=(late, connection(location=at_line(SIGNALS, 9))), modules=(both,)
    )
    assert finding.location == at_line(SIGNALS, 9)


@pytest.mark.parametrize("groups", [{"positional": named("request")}, {"keyword_only": named("request")}])
def test_a_receiver_that_demands_a_request_needs_no_early_import(groups: dict):
    demanding = connection(receiver(function(**groups)))
    assert findings(check, connections=(demanding,), modules=(module(loaded="late"),)) == []


@pytest.mark.parametrize(("name", "count"), [("post_migrate", 0), ("post_save", 1)])
def test_migrate_imports_the_management_packages_itself(name: str, count: int):
    path = "shop/management/__init__.py"
    sent = Signal(f"django.db.models.signals.{name}", None, is_model_signal=False)
    late = module("shop.management", path, loaded="late", via="command", connects=connects(path, 5))
    connected = connection(signal=sent, location=at_line(path, 5))
    assert len(findings(check, connections=(connected,), modules=(late,))) == count


def test_a_request_that_may_be_left_out_and_a_receiver_elsewhere_say_nothing():
    optional = function(positional=(Parameter("request", Constant(None)),))
    for received in (receiver(optional), receiver(None)):
        late = connection(received)
        assert len(findings(check, connections=(late,), modules=(module(loaded="late"),))) == 1


@pytest.mark.parametrize(("via", "number"), [("templatetags", 0), ("templates", 0), ("urlconf", 1)])
def test_what_a_package_sends_to_template_tags_finds_them_loaded(via: str, number: int):
    of_a_package = connection(signal=Signal("compressor.signals.post_compress", None, is_model_signal=None))
    found = findings(check, connections=(of_a_package,), modules=(module(loaded="late", via=via),))
    assert len(found) == number
