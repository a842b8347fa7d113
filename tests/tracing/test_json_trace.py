"""A trace for tools: every fact, and any text as it is."""

from __future__ import annotations

import json

from tracing.following import received, traced

from signal_lint.tracing.json_trace import json_trace

NOWHERE = {"path": None, "line": None, "column": None}


def document(signals, model="Order", operation="save", **files):
    return json.loads(json_trace(traced(signals, model, operation, **files), "/project"))


def test_a_trace_begins_with_what_is_traced():
    found = document("", "Order", "create")
    assert [found[name] for name in ("version", "root", "operation", "remarks")] == [
        1,
        "/project",
        "create",
        [],
    ]
    assert found["model"] == {
        "name": "shop.models.Order", "label": "shop.Order", "path": "shop/models.py", "line": 14, "column": 1,
    }  # fmt: skip


def test_a_signal_has_what_it_carries_and_its_receivers():
    (_, sent) = document(received("pass"))["signals"]
    (run,) = sent["receivers"]
    assert sent["signal"] == "django.db.models.signals.post_save"
    assert (sent["carried"], sent["when"], sent["skipped"]) == (
        {"created": False, "raw": False, "update_fields": None}, None, None,
    )  # fmt: skip
    assert run == {
        "number": "1", "name": "shop.signals.on_signal", "text": "on_signal", "kind": "function",
        "path": "shop/signals.py", "line": 6, "column": 1,
        "connected": {"path": "shop/signals.py", "line": 5, "column": 1},
        "outcome": "runs", "reason": None, "certain": True, "back_to": None, "cut": None,
        "writes": [], "unread": [],
    }  # fmt: skip


def test_a_write_has_its_conditions_and_what_is_sent_for_it():
    body = "if instance.paid:\n    instance.save(update_fields=['total'])\nunknown.save()"
    (_, sent) = document(received(body))["signals"]
    (run,) = sent["receivers"]
    (write,) = run["writes"]
    assert (write["verb"], write["when"], write["certain"], write["doubts"]) == (
        "save",
        ["`instance.paid`"],
        True,
        [],
    )
    assert (write["path"], write["line"], write["column"]) == ("shop/signals.py", 8, 9)
    assert write["signals"][1]["carried"]["update_fields"] == "{'total'}"
    assert run["unread"] == [{"text": "unknown.save()", "path": "shop/signals.py", "line": 9, "column": 5}]


def test_what_does_not_run_has_no_number_and_what_is_elsewhere_no_place():
    signals = "from other import notify\npost_save.connect(notify, sender=Order)\n"
    (_, sent) = document(signals + "post_save.connect(lambda **kwargs: 1, sender=Order)\n")["signals"]
    elsewhere, lost = sent["receivers"]
    assert {name: elsewhere[name] for name in NOWHERE} == NOWHERE
    assert (lost["number"], lost["name"], lost["outcome"]) == (None, None, "does not run")


def test_any_text_of_a_project_is_text():
    body = "if instance.total == '</script>\\n\\u202e\\ud800\\x1b[0m\"':\n    instance.save()"
    (_, sent) = document(received(body))["signals"]
    (write,) = sent["receivers"][0]["writes"]
    assert write["when"] == ["`instance.total == '</script>\\n\\u202e\\ud800\\x1b[0m\"'`"]
    text = json_trace(traced(received(body)), "/a\udc80\n<b>")
    assert text.isascii()
    assert json.loads(text)["root"] == "/a\udc80\n<b>"
