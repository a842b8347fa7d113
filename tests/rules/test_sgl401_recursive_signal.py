"""What SGL401 says of each signal, and what it leaves alone."""

from __future__ import annotations

import pytest
from flow.reading import ANY, ORDERS, connected, defined, module, names, receiving
from rules.building import connection, findings

from signal_lint.connections import Lost, Sender, Signal
from signal_lint.findings import Finding, Severity
from signal_lint.rules.sgl401_recursive_signal import check

SIGNALS = ("pre_save", "pre_delete", "post_delete", "post_init")
SOFT = "class Order:\n    def delete(self): pass\n    def refresh_from_db(self): pass\n"


def reported(name: str, text: str, sender: Sender = ORDERS, **changes: object) -> list[Finding]:
    """Run the rule on a module whose last function is connected to a signal."""
    body = module(text)
    *_, last = defined(body)
    signal = Signal(f"django.db.models.signals.{name}", None, is_model_signal=True)
    return findings(
        check, connections=(connected(last, sender, signal=signal, **changes),), lookup=names(body)
    )


@pytest.mark.parametrize(
    ("signal", "call"),
    [
        ("pre_save", "instance.save()"),
        ("pre_delete", "instance.delete()"),
        ("post_delete", "instance.delete()"),
        ("post_init", "instance.refresh_from_db()"),
    ],
)
def test_a_receiver_that_sends_its_signal_recurses(signal: str, call: str):
    (finding,) = reported(signal, receiving(call))
    assert finding.message == (
        f"`{call}` in a `{signal}` receiver of `shop.Order` sends `{signal}` again and recurses without end"
    )
    assert finding.severity is None
    assert [each.message for each in finding.related] == [
        f"`on_save` is connected to `{signal}` of `shop.Order`"
    ]


@pytest.mark.parametrize("signal", SIGNALS)
def test_what_sends_another_signal_does_not_recurse(signal: str):
    others = {"pre_save": "instance.delete()"}
    assert reported(signal, receiving(others.get(signal, "instance.save()"))) == []


def test_a_test_that_nothing_changes_is_named_as_such():
    (finding,) = reported("pre_save", receiving("if instance.verified: instance.save()"))
    assert finding.message.endswith("and nothing before it changes what the test around it reads")
    assert finding.severity is Severity.WARNING


def test_a_save_for_later_asks_for_the_next_one():
    (finding,) = reported("pre_save", receiving("transaction.on_commit(instance.save)"))
    assert finding.message.endswith("sends `pre_save` again later, which asks for the next one, without end")


@pytest.mark.parametrize(("change", "count"), [("pk = None", 0), ("code = 'old'", 1)])
def test_a_copy_of_the_row_is_another_row(change: str, count: int):
    text = f"old = sender.objects.get(pk=instance.pk)\nold.{change}\nold.save()"
    assert len(reported("pre_save", receiving(text))) == count


def test_a_deletion_for_later_finds_no_key():
    assert reported("pre_delete", receiving("transaction.on_commit(instance.delete)")) == []


@pytest.mark.parametrize(("signal", "count"), [("pre_delete", 1), ("post_delete", 0)])
def test_the_row_can_be_fetched_only_before_the_deletion(signal: str, count: int):
    text = receiving("sender.objects.get(pk=instance.pk).delete()")
    assert len(reported(signal, text)) == count


@pytest.mark.parametrize("signal", ["pre_delete", "post_delete", "post_init"])
def test_a_new_instance_is_another_matter(signal: str):
    verb = "refresh_from_db" if signal == "post_init" else "delete"
    assert reported(signal, receiving(f"sender(pk=1).{verb}()")) == []


@pytest.mark.parametrize(
    ("signal", "verb"),
    [("pre_delete", "delete"), ("post_delete", "delete"), ("post_init", "refresh_from_db")],
)
def test_a_method_of_the_models_own_may_send_nothing(signal: str, verb: str):
    text = receiving(f"instance.{verb}()")
    assert reported(signal, SOFT + text) == []
    assert len(reported(signal, text, ANY)) == 1


def test_after_init_the_instance_is_never_marked_as_stored():
    assert reported("post_init", receiving("if not instance._state.adding: instance.refresh_from_db()")) == []


def test_the_coroutine_loads_only_where_it_is_awaited():
    assert len(reported("post_init", receiving("await instance.arefresh_from_db()"))) == 1
    assert reported("post_init", receiving("instance.arefresh_from_db()")) == []


def test_what_django_never_calls_and_what_is_not_known_do_not_recurse():
    assert reported("pre_save", receiving("instance.save()"), lost=Lost("collected", "")) == []
    assert findings(check, connections=(connection(signal=None),)) == []
