"""What SGL402 says of files that are stored or deleted, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flow.reading import ANY, ORDERS, connected, defined, module, names, receiving
from rules.building import connection, findings, receiver

from signal_lint.connections import Lost, Sender, Signal
from signal_lint.edits import AddArgument
from signal_lint.findings import Finding, Fix, Severity
from signal_lint.rules.sgl402_file_operation_saves_instance import check

REMOVE = "def remove(order):\n    order.invoice.delete()\n"
STORE = "instance.invoice.save('a', content)"


def reported(name: str, text: str, sender: Sender = ORDERS, **changes: object) -> list[Finding]:
    """Run the rule on a module whose last function is connected to a signal."""
    body = module(text)
    *_, last = defined(body)
    signal = Signal(f"django.db.models.signals.{name}", None, is_model_signal=True)
    return findings(
        check, connections=(connected(last, sender, signal=signal, **changes),), lookup=names(body)
    )


@pytest.mark.parametrize("call", ["instance.invoice.delete()", "instance.photo.delete()", STORE])
def test_after_the_deletion_the_row_comes_back(call: str):
    (finding,) = reported("post_delete", receiving(call))
    assert finding.message == (
        f"`{call}` in a `post_delete` receiver of `shop.Order` saves the instance too, "
        "which inserts the deleted row again"
    )
    assert finding.severity is None


@pytest.mark.parametrize("signal", ["pre_save", "post_save"])
def test_storing_a_file_sends_the_save_signal_again(signal: str):
    (finding,) = reported(signal, receiving(STORE))
    assert finding.message == (
        f"`{STORE}` in a `{signal}` receiver of `shop.Order` saves the instance too, "
        f"which sends `{signal}` again and recurses without end"
    )
    assert finding.severity is None


def test_the_way_through_a_helper_is_shown_and_makes_a_warning():
    (finding,) = reported("post_delete", REMOVE + receiving("remove(instance)"))
    assert finding.severity is Severity.WARNING
    assert [(each.location.span.line, each.message) for each in finding.related] == [
        (3, "`on_save` is connected to `post_delete` of `shop.Order`"),
        (1, "`remove()` runs `remove`"),
        (2, "`order.invoice.delete()` saves the instance too"),
    ]


@pytest.mark.parametrize("test", ["instance.invoice", "instance.pk", "settings.DROP", "os.path.exists(path)"])
def test_after_the_deletion_no_test_that_can_come_out_true_is_a_guard(test: str):
    assert len(reported("post_delete", receiving(f"if {test}: instance.invoice.delete()"))) == 1


@pytest.mark.parametrize("test", ["not instance.invoice", "not instance.pk", "instance._state.adding"])
def test_a_way_that_cannot_be_taken_or_holds_no_file_brings_nothing_back(test: str):
    assert reported("post_delete", receiving(f"if {test}: instance.invoice.delete()")) == []


@pytest.mark.parametrize(
    "body",
    [
        "instance.invoice.delete(save=False)",
        "instance.invoice = None\ninstance.invoice.delete()",
        "instance.customer.delete()",
        "instance.unknown.delete()",
        "transaction.on_commit(instance.invoice.delete)",
        "instance.customer.picture.delete()",
    ],
)
def test_what_saves_no_deleted_instance_is_silent(body: str):
    assert reported("post_delete", receiving(body)) == []


@pytest.mark.parametrize(
    "body",
    [
        f"if created: {STORE}",
        f"if not instance.invoice: {STORE}",
        f"if instance.status: {STORE}",
        f"transaction.on_commit(lambda: {STORE})",
        "instance.invoice.delete()",
        "instance.customer.save('a', content)",
        "instance.save()",
    ],
)
def test_what_does_not_surely_store_again_is_silent(body: str):
    assert reported("post_save", receiving(body)) == []


def test_without_a_known_model_no_field_is_known():
    assert reported("post_delete", receiving("instance.invoice.delete()"), ANY) == []
    assert reported("post_save", receiving(STORE), replace(ORDERS, model=None)) == []


def test_before_the_deletion_what_is_saved_is_deleted_too():
    assert reported("pre_delete", receiving("instance.invoice.delete()")) == []


@pytest.mark.parametrize("kind", ["collected", "replaced", "disconnected", "duplicate"])
def test_what_django_never_calls_saves_nothing(kind: str):
    text = receiving("instance.invoice.delete()")
    assert reported("post_delete", text, lost=Lost(kind, "")) == []


def test_a_receiver_outside_the_project_or_below_an_unknown_decorator_is_silent():
    gone = Signal("django.db.models.signals.post_delete", None, is_model_signal=True)
    assert findings(check, connections=(connection(receiver(None), gone),)) == []
    assert reported("post_delete", "@unknown\n" + receiving("instance.invoice.delete()")) == []


@pytest.mark.parametrize(
    "call", ["instance.invoice.delete()", STORE, "instance.photo.save(content=c, name=n)"]
)
def test_save_is_offered_where_it_is_not_given(call: str):
    (finding,) = reported("post_delete", receiving(call))
    assert finding.fix == Fix("Add `save=False`", "unsafe", (AddArgument(finding.location, "save", "False"),))


@pytest.mark.parametrize(
    "call", ["instance.invoice.delete(True)", "instance.invoice.delete(save=True)", f"{STORE[:-1]}, True)"]
)
def test_what_says_save_already_is_left_as_it_is(call: str):
    (finding,) = reported("post_delete", receiving(call))
    assert finding.fix is None


def test_a_helper_is_left_as_it_is():
    (finding,) = reported("post_delete", REMOVE + receiving("remove(instance)"))
    assert finding.fix is None
