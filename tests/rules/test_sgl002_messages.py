"""What SGL002 says, where, and what it shows beside it."""

from __future__ import annotations

from dataclasses import replace

from flow.reading import ANY, ORDERS, connected, defined, module, names, receiving
from rules.building import findings

from signal_lint.connections import Connection, Lost, Sender, Signal
from signal_lint.findings import Finding, Severity
from signal_lint.rules.sgl002_unguarded_save_in_post_save import check

STORE = "def store(order):\n    order.save()\n"
CUSTOMERS = Sender("class", "Customer", "shop.models.Customer", None, None)


def reported(text: str, *senders: Sender, **changes: object) -> list[Finding]:
    """Run the rule on a module whose last function is connected to each of some senders."""
    body = module(text)
    *_, last = defined(body)
    connections = tuple(connected(last, sender, **changes) for sender in senders or (ORDERS,))
    return findings(check, connections=connections, lookup=names(body))


def message(text: str, *senders: Sender) -> str:
    (finding,) = reported(text, *senders)
    return finding.message


def connection(**changes: object) -> Connection:
    (received,) = defined(module(receiving("instance.save()")))
    return connected(received, **changes)


def test_a_save_without_guard_recurses_without_end():
    text = message(receiving("instance.save()"))
    assert text == (
        "`instance.save()` in a `post_save` receiver of `shop.Order` sends `post_save` again "
        "and recurses without end"
    )


def test_a_save_of_old_rows_recurses_on_the_first_update():
    assert message(receiving("if not created: instance.save()")).endswith("recurses on the first update")


def test_a_test_that_does_not_change_is_named_as_such():
    text = receiving("if instance.verified: instance.save()")
    (finding,) = reported(text)
    assert finding.message.endswith("and nothing before it changes what the test around it reads")
    assert finding.severity is Severity.WARNING


def test_a_save_for_later_asks_for_the_next_one():
    text = receiving("transaction.on_commit(instance.save)")
    assert message(text).endswith("sends `post_save` again later, which asks for the next one, without end")


def test_an_error_has_the_severity_of_the_rule():
    (finding,) = reported(receiving("instance.save()"))
    assert finding.severity is None


def test_a_long_call_is_shortened():
    text = message(receiving(f"instance.save(update_fields=['{'a' * 60}'])"))
    assert text.startswith("`instance.save(…)` in a ")


def test_a_call_is_reported_once_for_several_senders():
    text = message(receiving("instance.save()"), ORDERS, CUSTOMERS, ANY)
    assert "of `shop.Order`, `shop.models.Customer` and every model sends" in text


def test_the_finding_sits_at_the_call_and_shows_the_receiver():
    (finding,) = reported("@atomic\n" + receiving("instance.save()"))
    assert (finding.location.span.line, finding.lines) == (3, (1, 2))
    assert [each.message for each in finding.related] == [
        "`on_save` is connected to `post_save` of `shop.Order`"
    ]


def test_the_way_through_helpers_is_shown_and_the_finding_is_in_the_receiver():
    (finding,) = reported(STORE + receiving("store(instance)"))
    assert finding.message.startswith("`store(instance)` in a ")
    assert [(each.location.span.line, each.message) for each in finding.related] == [
        (3, "`on_save` is connected to `post_save` of `shop.Order`"),
        (1, "`store()` runs `store`"),
        (2, "`order.save()` sends `post_save` again"),
    ]


def test_the_worst_speaks_where_one_call_leads_to_several_saves():
    both = "def store(order):\n    order.touch()\n    order.save()\n"
    (finding,) = reported(
        f"class Order:\n    def touch(self): self.save()\n{both}{receiving('store(instance)')}"
    )
    assert len(finding.related) == 3


def test_other_signals_and_unknown_ones_are_no_business_of_this_rule():
    other = connection(signal=Signal("django.db.models.signals.pre_save", None, is_model_signal=True))
    assert findings(check, connections=(other, connection(signal=None))) == []


def test_what_django_never_calls_does_not_recurse():
    lost = [
        connection(lost=Lost(kind, "")) for kind in ("collected", "replaced", "disconnected", "duplicate")
    ]
    assert findings(check, connections=tuple(lost)) == []


def test_what_django_refuses_in_development_recurses_in_production():
    assert len(findings(check, connections=(connection(lost=Lost("refused", "")),))) == 1


def test_the_text_of_the_sender_stands_for_a_model_that_is_not_known():
    text = message(receiving("instance.save()"), replace(CUSTOMERS, name=None))
    assert "receiver of `Customer` sends" in text
