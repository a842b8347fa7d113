"""SGL003 on small projects built by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rules.building import SIGNALS, WithSenders, app, config, connection, connects, findings, module

from signal_lint.connections import ReceiverUse
from signal_lint.edits import ImportInReady
from signal_lint.findings import Fix, Related
from signal_lint.rules.sgl003_signals_module_never_imported import check
from signal_lint.source import Location, Span, at_line
from signal_lint.startup import Attempt, Evidence
from signal_lint.supported import DjangoRange
from signal_lint.syntax import Argument, Call, Name

CLASS = Location("shop/apps.py", Span(4, 0, 8, 20))
READY = at_line("shop/apps.py", 6)
NEW_CONFIG = """\
Write this in `shop/apps.py`:
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from shop import signals"""


def test_a_module_that_nothing_imports_is_found_at_its_first_connection():
    (finding,) = findings(
        check, connections=(connection(),), modules=(module(connects=connects(SIGNALS, 7, 20)),)
    )
    assert finding.location == at_line(SIGNALS, 7)
    assert finding.related == ()
    assert finding.fix is None


def test_what_imports_the_module_in_vain_is_related_and_in_the_message():
    idle = module(
        chain=(Evidence(at_line("shop/wiring.py", 1), "`shop.wiring` imports it"),),
        reason="only `shop.wiring` imports it, which no module of the project imports",
    )
    (finding,) = findings(check, connections=(connection(),), modules=(idle,))
    assert finding.message == (
        "Nothing that Django loads imports `shop.signals`, so its receivers never run: only `shop.wiring` "
        "imports it, which no module of the project imports; `shop` has no AppConfig to import it, and "
        "neither models, admin, URLconf nor anything they import leads to it"
    )
    assert finding.related == (Related(at_line("shop/wiring.py", 1), "`shop.wiring` imports it"),)


@pytest.mark.parametrize(
    ("selected", "said"),
    [
        (
            None,
            NEW_CONFIG,
        ),
        (
            config(),
            "Add this to `shop.apps.ShopConfig`:\n    def ready(self):\n        from shop import signals",
        ),
        (config(ready=READY), "Import it in `shop.apps.ShopConfig.ready()`: `from shop import signals`"),
    ],
)
def test_the_help_says_what_to_write(selected, said: str):
    (finding,) = findings(check, connections=(connection(),), modules=(module(app=app(selected)),))
    assert finding.help == said


def test_before_django_3_2_a_new_config_has_to_be_listed():
    old = DjangoRange((2, 2), "")
    outside = replace(app(), path=None)
    for where, path in ((app(), "`shop/apps.py`"), (outside, "the `apps` module of `shop`")):
        (finding,) = findings(check, connections=(connection(),), modules=(module(app=where),), django=old)
        listed = f"Write this in {path}, and name it in INSTALLED_APPS, as `shop.apps.ShopConfig`:"
        assert finding.help.startswith(listed)


def test_a_module_at_the_top_is_imported_by_its_name():
    at_top = module("signals", "signals.py", app=app(config(ready=READY)))
    (finding,) = findings(
        check, connections=(connection(location=at_line("signals.py", 7)),), modules=(at_top,)
    )
    assert finding.help.endswith("`import signals`")


@pytest.mark.parametrize(("fails", "fixed"), [(True, False), (False, True)])
def test_an_import_that_was_meant_for_it_is_named(fails: object, fixed: object):
    attempt = Attempt(READY, "`shop.apps` imports `shop.signal`, which is not there", fails=bool(fails))
    meant = module(app=app(config(location=CLASS, ready=READY)), attempt=attempt)
    (finding,) = findings(check, connections=(connection(),), modules=(meant,))
    assert finding.message.endswith(f"so its receivers never run: {attempt.message}")
    assert Related(READY, "This import does not load it") in finding.related
    assert (finding.fix is not None) is fixed
    assert (finding.help == "Write `from shop import signals` instead") is fails


def test_what_keeps_the_module_from_being_imported_is_told_in_place_of_a_fix():
    obstacle = Evidence(at_line(SIGNALS, 3), "`Order` is bound nowhere in the module")
    broken = module(app=app(config(location=CLASS, ready=READY)), obstacle=obstacle)
    (finding,) = findings(check, connections=(connection(),), modules=(broken,))
    assert finding.fix is None
    assert finding.help.startswith("Mend the module first. Import it in ")
    assert (
        Related(obstacle.location, f"The module cannot be imported as it is: {obstacle.message}")
        in finding.related
    )


@pytest.mark.parametrize(("count", "fixed"), [(1, True), (2, False)])
def test_a_call_of_receiver_that_raises_keeps_it_too(count: int, fixed: object):
    call = Call(Name("receiver"), tuple(Argument(Name("signal")) for _ in range(count)))
    uses = (
        ReceiverUse(at_line(SIGNALS, 4), call, "on_save", None),
        ReceiverUse(at_line("a.py", 4), None, "", None),
    )
    loose = module(app=app(config(location=CLASS, ready=READY)))
    (finding,) = findings(check, connections=(connection(),), modules=(loose,), receiver_uses=uses)
    assert (finding.fix is not None) is fixed


def test_what_only_those_send_who_have_the_module_is_silent():
    assert findings(check, connections=(connection(),), modules=(module(),), lookup=WithSenders()) == []


@pytest.mark.parametrize(
    ("selected", "culprit", "fix"),
    [
        (None, "`shop` has no AppConfig to import it", None),
        (
            config(location=CLASS),
            "`shop.apps.ShopConfig` has no `ready()` to import it",
            Fix(
                "Add a `ready()` to `shop.apps.ShopConfig`: `from shop import signals`",
                "unsafe",
                (ImportInReady(CLASS, "shop.signals"),),
            ),
        ),
        (
            config(location=CLASS, ready=READY),
            "`shop.apps.ShopConfig.ready()` does not import it",
            Fix(
                "Import it in `shop.apps.ShopConfig.ready()`: `from shop import signals`",
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


def test_a_config_that_django_may_not_select_is_not_edited():
    doubtful = config(location=CLASS, ready=READY, selected=None)
    (finding,) = findings(check, connections=(connection(),), modules=(module(app=app(doubtful)),))
    assert finding.fix is None


@pytest.mark.parametrize("ready", [at_line("shop/apps.py", 20), at_line("base/apps.py", 6)])
def test_an_inherited_ready_is_left_alone(ready: Location):
    selected = config(location=CLASS, ready=ready)
    (finding,) = findings(check, connections=(connection(),), modules=(module(app=app(selected)),))
    assert finding.fix is None
