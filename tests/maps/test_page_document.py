"""What the page of a map is made of: the map, with more of each connection."""

from __future__ import annotations

import json
from dataclasses import replace

from maps.hostile import Written
from rules.building import POST_SAVE, app, connection, function, project, receiver

from signal_lint.connections import Sender, Signal
from signal_lint.findings import Diagnostic, Related, Severity
from signal_lint.maps.json_map import json_map
from signal_lint.maps.page.document import page_document
from signal_lint.models import Model
from signal_lint.source import Location, Span, at_line

BOOK = Model("shop.models.Book", "shop.Book", at_line("shop/models.py", 5), abstract=False, proxy=False)
USER = Model("django.contrib.auth.models.User", "auth.User", None, abstract=False, proxy=False)
OF_BOOK = connection(sender=Sender("model", "Book", BOOK.name, BOOK.label, BOOK))
AUTH = replace(app(name="django.contrib.auth"), label="auth", path=None)


def document(*connections, findings=(), writes=lambda *_: (), **parts):
    return page_document(project(**parts), connections, findings, writes)


def only(found, key="connections"):
    (row,) = found[key]
    return row


def finding(location, *related, code="SGL002"):
    proofs = tuple(Related(place, "here") for place in related)
    return Diagnostic(code, "name", Severity.ERROR, location, "It fails", proofs, None, code)


def test_all_of_the_map_is_in_it():
    found, plain = document(OF_BOOK), json.loads(json_map(project(), (OF_BOOK,)))
    assert {key: found[key] for key in ("version", "root")} == {
        key: plain[key] for key in ("version", "root")
    }
    for key in ("signals", "models", "connections"):
        assert plain[key][0].items() <= only(found, key).items()


def test_a_connection_has_its_app_and_its_arguments_as_written():
    row = replace(OF_BOOK, dispatch_uid="once", weak=False, certain=False, known_uid=False)
    found = only(document(row, apps=(app(),)))
    assert found["app"] == "shop"
    assert not found["certain"]
    assert found["arguments"] == {
        "signal": "post_save", "sender": "Book", "receiver": "on_save", "dispatch_uid": "once",
        "known_uid": False, "weak": False,
    }  # fmt: skip


def test_what_is_in_no_app_has_none():
    found = document(connection(), connection(sender=OF_BOOK.sender))
    assert [row["app"] for row in found["connections"]] == [None, None]
    assert only(found, "models")["app"] is None
    assert only(found, "signals")["app"] is None
    assert found["connections"][0]["arguments"]["sender"] is None


def test_models_belong_to_the_app_of_their_label():
    row = connection(sender=Sender("model", "User", USER.name, USER.label, USER))
    found = document(row, OF_BOOK, apps=(app(), AUTH))
    assert [(model["label"], model["app"]) for model in found["models"]] == [
        ("auth.User", "django.contrib.auth"),
        ("shop.Book", "shop"),
    ]


def test_signals_belong_to_the_app_that_defines_them():
    signals = (
        POST_SAVE,
        Signal("django.contrib.auth.signals.user_logged_in", None, is_model_signal=False),
        Signal("shop.signals.sold", at_line("shop/signals.py", 1), is_model_signal=False),
        Signal("tools.found", at_line("tools.py", 1), is_model_signal=False),
    )
    found = document(*(connection(signal=signal) for signal in signals), apps=(app(), AUTH))
    assert [signal["app"] for signal in found["signals"]] == ["django.contrib.auth", None, "shop", None]


def test_a_finding_is_on_the_connection_that_it_points_into():
    site = Location("shop/signals.py", Span(6, 0, 7, 20))
    body = replace(function(), location=Location("shop/signals.py", Span(8, 0, 12, 9)))
    row = connection(receiver(body), location=site)
    places = [at_line("shop/signals.py", line) for line in (5, 6, 7, 8, 12, 13)] + [at_line("a.py", 7)]
    found = document(
        row, findings=[finding(place, code=f"SGL{number}") for number, place in enumerate(places)]
    )
    assert [each["code"] for each in only(found)["findings"]] == ["SGL1", "SGL2", "SGL3", "SGL4"]
    assert [each["code"] for each in found["findings"]] == ["SGL0", "SGL5", "SGL6"]


def test_a_finding_that_is_proved_by_a_connection_is_on_it_once():
    found = document(OF_BOOK, findings=[finding(at_line("shop/signals.py", 7), OF_BOOK.location)])
    assert only(found)["findings"] == [
        {"code": "SGL002", "severity": "error", "message": "It fails", "path": "shop/signals.py", "line": 7,
         "fingerprint": "SGL002"}
    ]  # fmt: skip
    elsewhere = document(OF_BOOK, findings=[finding(at_line("shop/apps.py", 7), OF_BOOK.location)])
    assert len(only(elsewhere)["findings"]) == 1
    assert elsewhere["findings"] == []


def test_a_receiver_outside_the_project_has_no_findings():
    assert only(document(connection(receiver(None))))["findings"] == []


def test_what_a_receiver_writes_is_in_it_with_the_model():
    written = Written("save", USER, at_line("shop/signals.py", 9), ("created",), certain=False)
    found = document(OF_BOOK, writes=lambda row, within: (written,) if row is OF_BOOK else ())
    assert only(found)["writes"] == [
        {"verb": "save", "model": USER.name, "label": "auth.User", "path": "shop/signals.py", "line": 9,
         "when": ["created"], "certain": False}
    ]  # fmt: skip
    assert [model["label"] for model in found["models"]] == ["auth.User", "shop.Book"]


def test_rows_are_in_the_order_of_the_map():
    found = document(connection(location=at_line("b.py", 1)), connection(location=at_line("a.py", 9)))
    assert [row["path"] for row in found["connections"]] == ["a.py", "b.py"]
