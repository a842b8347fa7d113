"""Operations followed: what runs inside what, and where the following ends."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tracing.following import received, shown, traced

from signal_lint.tracing import trace as module

AGAIN = received("instance.save()")
CREATED_ONLY = received("if created:\n    instance.save()")


def numbers(sent):
    """Yield the number of each call, with those inside after it."""
    for one in sent:
        for run in one.runs:
            yield run.number
            for follow in run.follows:
                yield from numbers(follow.sent)


def test_what_is_sent_for_each_operation():
    expected = {
        "save": ["pre_save", "post_save"],
        "create": ["pre_init", "post_init", "pre_save", "post_save"],
        # With an order go its lines, before it.
        "delete": ["pre_delete", "pre_delete", "post_delete", "post_delete"],
    }
    for operation, signals in expected.items():
        assert [sent.emission.signal for sent in traced("", "Order", operation).sent] == signals


@pytest.mark.parametrize("operation", ["bulk_create", "bulk_update", "update"])
def test_bulk_operations_skip_receivers(operation):
    assert shown(received("pass"), "Order", operation) == [
        f"pre_save of shop.Order, not sent: `{operation}()` sends no signals",
        f"post_save of shop.Order, not sent: `{operation}()` sends no signals",
        "   - shop.signals.on_signal  shop/signals.py:6  does not run",
    ]


def test_what_a_receiver_saves_is_followed():
    signals = received("instance.customer.save()") + received("pass", sender="Customer").replace("on_", "of_")
    assert shown(signals) == [
        "pre_save of shop.Order: no receivers",
        "post_save of shop.Order, not created",
        "   1. shop.signals.on_signal  shop/signals.py:6",
        "      save shop.Customer  shop/signals.py:7",
        "         pre_save of shop.Customer: no receivers",
        "         post_save of shop.Customer, not created",
        "            1.1. shop.signals.of_signal  shop/signals.py:9",
    ]


def test_a_receiver_that_runs_itself_again_is_shown_once():
    assert shown(AGAIN)[1:] == [
        "post_save of shop.Order, not created",
        "   1. shop.signals.on_signal  shop/signals.py:6",
        "      save shop.Order  shop/signals.py:7",
        "         pre_save of shop.Order: no receivers",
        "         post_save of shop.Order, not created",
        "            1.1. shop.signals.on_signal  shop/signals.py:6  ↺ back to 1",
    ]


def test_a_guard_that_the_operation_decides_ends_a_circle():
    runs = traced(CREATED_ONLY, operation="create").sent[-1].runs
    (inner,) = runs[0].follows[0].sent[-1].runs
    assert (inner.number, inner.back_to, inner.follows, inner.certain) == ("1.1", "", (), True)
    assert traced(CREATED_ONLY).sent[-1].runs[0].follows == ()


def test_numbers_go_on_through_all_that_a_receiver_writes():
    signals = received("Log().save()\nLog().save()") + received("pass", sender="Log").replace("on_", "of_")
    assert list(numbers(traced(signals).sent)) == ["1", "1.1", "1.2"]


def test_what_a_condition_leads_to_is_not_certain():
    inner = received("pass", sender="Log").replace("on_", "of_")
    for body in ("if instance.paid:\n    Log().save()", "transaction.on_commit(Log().save)"):
        (run,) = traced(received(body) + inner).sent[-1].runs
        assert run.certain
        assert not run.follows[0].sent[-1].runs[0].certain


def test_a_receiver_that_may_run_leads_to_nothing_certain():
    inner = received("pass", sender="Log").replace("on_", "of_")
    (run,) = traced(received("Log().save()", sender="unknown") + inner).sent[-1].runs[:1]
    assert (run.outcome, run.certain) == ("may run", False)
    assert not run.follows[0].sent[-1].runs[0].certain


def test_saving_a_row_that_may_be_new_or_not_leaves_created_open():
    body = "row, made = Log.objects.update_or_create(text='x')"
    inner = received("if created:\n    instance.save()", sender="Log").replace("on_", "of_")
    (run,) = traced(received(body) + inner).sent[-1].runs
    (of_log,) = run.follows[0].sent[-1].runs
    assert of_log.follows[0].effect.write.when == ("`created`",)


def test_only_so_many_receivers_are_followed_into_each_other():
    names = [f"a{n}" for n in range(12)]
    tests = "\n".join(
        f"if update_fields == {{'{one}'}}:\n    instance.save(update_fields=['{other}'])"
        for one, other in pairwise(names)
    )
    signals = received(f"if update_fields is None:\n    instance.save(update_fields=['a0'])\n{tests}")
    deepest = max(numbers(traced(signals).sent), key=len)
    assert deepest.count(".") == module.DEEPEST
    assert any("… deeper than is followed" in line for line in shown(signals))


def test_only_so_many_receivers_are_shown(monkeypatch):
    monkeypatch.setattr(module, "MOST", 1)
    lines = shown(received("Log().save()") + received("pass", sender="Log").replace("on_", "of_"))
    assert lines[-1] == "            1.1. shop.signals.of_signal  shop/signals.py:9  … more than is followed"


def test_further_in_only_receivers_that_are_skipped_are_shown_of_those_that_do_not_run():
    lost = "post_save.connect(lambda **kwargs: 1, sender=Log)\n"
    body = "Log.objects.update(text='x')\nLog().save()"
    assert shown(received(body) + lost)[3:] == [
        "      update shop.Log  shop/signals.py:7",
        "         pre_save, post_save of shop.Log, not sent: `update()` sends no signals",
        "      save shop.Log  shop/signals.py:8",
        "         pre_save, post_save of shop.Log: no receiver runs",
    ]


def test_conditions_and_doubts_have_lines_of_their_own():
    body = "if instance.paid:\n    with muted():\n        instance.customer.save(update_fields=['name'])"
    assert shown(received(body))[3:] == [
        "      save shop.Customer  shop/signals.py:9",
        "         when `instance.paid`",
        "         perhaps: inside `with muted()`",
        "         pre_save, post_save of shop.Customer, update_fields={'name'}: no receivers",
    ]
