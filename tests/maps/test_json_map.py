"""The map that tools read."""

from __future__ import annotations

import json
from dataclasses import replace

from rules.building import POST_SAVE, app, connection, function, project, receiver

from signal_lint.connections import Lost, NotFollowed, Sender, Signal
from signal_lint.maps.json_map import json_map
from signal_lint.models import Model
from signal_lint.source import Location, Span, at_line
from signal_lint.startup import Start

BOOK = Model("shop.models.Book", "shop.Book", at_line("shop/models.py", 5), abstract=False, proxy=False)
OF_BOOK = Sender("model", "Book", "shop.models.Book", "shop.Book", BOOK)


def mapped(*connections):
    return json.loads(json_map(project(), connections))


def test_a_row_holds_every_part_of_a_connection():
    place = Location("shop/signals.py", Span(7, 0, 7, 32))
    row = connection(receiver(function()), location=place, sender=OF_BOOK, reason="nothing imports it")
    assert mapped(row)["connections"] == [
        {
            "path": "shop/signals.py", "line": 7, "column": 1, "end_line": 7,
            "app": None, "form": "decorator", "signal": "django.db.models.signals.post_save",
            "sender": {"kind": "model", "name": "shop.models.Book", "label": "shop.Book"},
            "receiver": {"name": "shop.signals.on_save", "kind": "function", "path": "shop/signals.py",
                         "line": 8, "accepts_kwargs": True},
            "dispatch_uid": None, "weak": None, "scope": "module", "test": False, "loaded": "never",
            "reason": "nothing imports it", "condition": None, "projects": {}, "lost": None,
        }
    ]  # fmt: skip


def test_signals_and_models_are_those_of_the_rows():
    own = Signal("shop.signals.sold", at_line("shop/signals.py", 3), is_model_signal=False)
    document = mapped(connection(sender=OF_BOOK), connection(signal=own), connection(sender=OF_BOOK))
    assert document["signals"] == [
        {"name": POST_SAVE.name, "path": None, "line": None},
        {"name": "shop.signals.sold", "path": "shop/signals.py", "line": 3},
    ]
    model = {"name": "shop.models.Book", "label": "shop.Book", "path": "shop/models.py", "line": 5}
    assert document["models"] == [{**model, "abstract": False, "proxy": False}]


def test_apps_are_those_that_hold_the_rows():
    apps = (app(), replace(app(name="site.bar"), label="bar", path="bar"), app(name="empty"))
    rows = [connection(location=at_line(path, 1)) for path in ("bar/apps.py", "shop/a.py", "urls.py")]
    document = json.loads(json_map(project(apps=apps), rows))
    assert [row["app"] for row in document["connections"]] == ["site.bar", "shop", None]
    assert document["apps"] == [
        {"name": "shop", "label": "shop", "path": "shop"},
        {"name": "site.bar", "label": "bar", "path": "bar"},
    ]


def test_what_is_not_known_is_null():
    row = connection(receiver(None, accepts_kwargs=None), None, sender=Sender("dynamic", "sender()"))
    (mapped_row,) = mapped(row)["connections"]
    assert mapped_row["signal"] is None
    assert mapped_row["sender"] == {"kind": "dynamic", "name": None, "label": None}
    assert mapped_row["receiver"]["path"] is None


def test_a_lost_connection_says_why_and_where():
    lost = Lost("disconnected", "`ready` disconnects it", at_line("shop/apps.py", 9))
    (row,) = mapped(connection(lost=lost))["connections"]
    expected = {"kind": "disconnected", "reason": "`ready` disconnects it", "path": "shop/apps.py", "line": 9}
    assert row["lost"] == expected


def test_rows_are_sorted_by_place():
    places = [at_line("b.py", 1), at_line("a.py", 9), at_line("a.py", 2)]
    rows = mapped(*(connection(location=place) for place in places))["connections"]
    assert [(row["path"], row["line"]) for row in rows] == [("a.py", 2), ("a.py", 9), ("b.py", 1)]


def test_a_place_that_is_not_followed_stands_in_a_list_of_its_own():
    place = NotFollowed(
        Location("shop/signals.py", Span(7, 4, 7, 32)), "post_save.connect(f)", "it never runs"
    )
    assert json.loads(json_map(project(not_followed=(place,)), ()))["not_followed"] == [
        {"path": "shop/signals.py", "line": 7, "column": 5, "text": "post_save.connect(f)",
         "reason": "it never runs"}
    ]  # fmt: skip


def test_projects_are_the_starts_of_django_with_their_apps():
    start = Start("conf.live", "src/conf/live.py", "src", (at_line("wsgi.py", 4), at_line("wsgi.py", 9)))
    installed = replace(app(), listed_as="shop.apps.ShopConfig", sure=False)
    (row,) = json.loads(json_map(project(starts=(start,), apps=(installed,)), ()))["projects"]
    assert row.pop("django")["kind"] == "none"
    assert row.pop("apps") == [
        {"name": "shop", "entry": "shop.apps.ShopConfig", "sure": False, "path": "settings.py", "line": 3}
    ]
    place = {"name": "conf.live", "settings": "src/conf/live.py", "root": "src", "entries": ["wsgi.py"]}
    assert row == {**place, "apps_complete": False}
