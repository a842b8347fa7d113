"""A trace for people: coloured or not, and safe to print."""

from __future__ import annotations

from dataclasses import replace

from tracing.following import received, shown, traced

from signal_lint.text.paint import plain
from signal_lint.tracing.tree import tree


def marked(text, style):
    return f"<{style}>{text}</{style}>"


def test_the_heading_names_the_operation_and_the_model():
    assert tree(traced("", "Order", "create"), plain).splitlines() == [
        "create shop.Order  shop/models.py:14",
        "",
        "pre_init, post_init, pre_save, post_save of shop.Order: no receivers",
    ]


def test_a_model_outside_the_project_has_no_place():
    signals = "from django.contrib.auth.models import User\n" + received("pass", sender="User")
    files = {"settings.py": 'INSTALLED_APPS = ["django.contrib.auth", "shop"]\n'}
    assert tree(traced(signals, "User", **files), plain).splitlines()[0] == "save auth.User"


def test_what_may_run_and_what_does_not_say_so():
    lost = "post_save.connect(lambda **kwargs: 1, sender=Order)\n"
    assert shown(received("pass", sender="unknown") + lost)[1:] == [
        "post_save of shop.Order, not created",
        "   1. shop.signals.on_signal  shop/signals.py:6  may run",
        "      its sender `unknown` is not resolved",
        "   - lambda **kwargs: 1  shop/signals.py:8  does not run",
        "      collected: nothing but the connection refers to the lambda, and that holds it weakly",
    ]


def test_styles_are_around_what_they_are_for():
    lines = tree(traced(received("instance.save()", sender="unknown")), marked).splitlines()
    assert lines[0] == "<name>save shop.Order</name>  <place>shop/models.py:14</place>"
    assert lines[3:5] == [
        "<code>post_save</code> of shop.Order, not created",
        "   1. shop.signals.on_signal  <place>shop/signals.py:6</place><warning>  may run</warning>",
    ]
    assert lines[-2].endswith(
        "<place>shop/signals.py:6</place><warning>  may run</warning><warning>  ↺ back to 1</warning>"
    )


def test_names_that_would_steer_a_terminal_are_escaped():
    body = "if instance.total == '\\x1b[31m':\n    x['\u202e'].save()"
    trace = traced(received(body))
    odd = replace(trace.model, label="shop.\x1b[31m\u202eOrder", name="\x07")
    text = tree(replace(trace, model=odd, remarks=("\x1b]0;\x07", "\ud800\n")), plain)
    assert all(character.isprintable() or character == "\n" for character in text)
    assert "\\x1b[31m\\u202eOrder" in text
    assert "   \\ud800\\n" in text.splitlines()
