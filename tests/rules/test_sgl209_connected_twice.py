"""SGL209 on small projects built by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rules.building import POST_SAVE, SIGNALS, Disconnecting, app, connection, findings, function, receiver

from signal_lint.connections import Connection, Disconnection, Lost, Receiver, Sender, Signal
from signal_lint.findings import Finding, Related
from signal_lint.models import ManyToMany, Model
from signal_lint.rules.sgl209_connected_twice import check
from signal_lint.source import at_line

ANY = Sender("any", "")
ORDER = Sender("model", "models.Order", "shop.models.Order")
MAIL = function("mail", 8)
PAID = Signal("shop.signals.paid", at_line(SIGNALS, 3), is_model_signal=False)


def row(line: int, sender: Sender = ANY, received: Receiver | None = None, **changes: object) -> Connection:
    """Build a connection of `mail` that start-up makes."""
    parts = {"location": at_line(SIGNALS, line), "loaded": "startup", "sender": sender}
    return connection(received or receiver(MAIL), **{**parts, **changes})


def found(*connections: Connection, disconnected: tuple[Disconnection, ...] = ()) -> list[Finding]:
    """Run the rule on connections and disconnections."""
    return findings(check, connections=connections, lookup=Disconnecting(disconnected))


def pair(**changes: object) -> tuple[Connection, Connection]:
    """Build a connection for all senders, and one for orders that is changed."""
    return row(5), row(6, **{"sender": ORDER, **changes})


def test_all_senders_and_one_are_found_at_the_one():
    (finding,) = found(*pair())
    assert finding.location == at_line(SIGNALS, 6)
    assert finding.message == (
        "`mail` runs twice for each `post_save` of `Order`: it is connected for all senders, "
        "and again for this one"
    )
    assert finding.related == (Related(at_line(SIGNALS, 5), "`mail` is connected to `post_save` here, too"),)
    assert finding.lines == (7, 8)


def test_the_order_of_the_two_does_not_matter():
    assert [each.location for each in found(*reversed(pair()))] == [at_line(SIGNALS, 6)]


def test_with_and_without_a_uid():
    (finding,) = found(row(5, ORDER), row(6, ORDER, dispatch_uid="mail"))
    assert finding.message == (
        "`mail` runs twice for each `post_save` of `Order`: it is connected without a `dispatch_uid` "
        "and again under the `dispatch_uid` `mail`"
    )


def test_two_uids_for_all_senders():
    (finding,) = found(row(5, dispatch_uid="a"), row(6, dispatch_uid="b"))
    assert finding.message.startswith("`mail` runs twice for each `post_save`: it is connected under")


def test_one_place_is_found_once():
    assert len(found(row(5), row(6, ORDER), row(6, replace(ORDER, name="shop.models.Parcel")))) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"sender": ANY},
        {"sender": Sender("dynamic", "sender")},
        {"sender": replace(ORDER, name=None)},
        {"received": receiver(function("count", 20))},
        {"received": receiver(None)},
        {"received": replace(receiver(MAIL), kind="method")},
        {"received": receiver(replace(MAIL, qualname="make.<locals>.mail"))},
        {"received": receiver(replace(MAIL, decorators=("shop.once",)))},
        {"signal": None},
        {"signal": PAID},
        {"loaded": "never"},
        {"loaded": "unknown"},
        {"lost": Lost("disconnected", "")},
        {"certain": False},
        {"known_uid": False},
        {"test": True},
    ],
)
def test_what_is_one_connection_or_may_be_is_silent(changes: dict):
    assert found(*pair(**changes)) == []


def test_without_settings_only_one_folder_certainly_starts_together():
    elsewhere = row(6, ORDER, location=at_line("stock/apps.py", 6))
    assert found(row(5), elsewhere) == []
    lookup = Disconnecting()
    assert len(findings(check, connections=(row(5), elsewhere), lookup=lookup, apps=(app(),))) == 1


def test_a_signal_whose_class_is_not_known_may_keep_its_receivers_otherwise():
    assert found(*(replace(each, signal=replace(PAID, is_model_signal=None)) for each in pair())) == []


def test_two_senders_have_events_of_their_own():
    assert found(row(5, ORDER), row(6, replace(ORDER, name="shop.models.Parcel"))) == []


@pytest.mark.parametrize(
    ("received", "signal", "number"),
    [
        (None, POST_SAVE, 0),
        (receiver(None), POST_SAVE, 0),
        (receiver(MAIL), POST_SAVE, 0),
        (receiver(function("count", 20)), POST_SAVE, 1),
        (receiver(MAIL), PAID, 1),
    ],
)
def test_a_function_that_is_disconnected_is_silent(received: Receiver | None, signal: Signal, number: int):
    place = at_line(SIGNALS, 30)
    undone = Disconnection(
        place, signal, "", ANY, received, temporary=False, dispatch_uid=None, known_uid=True
    )
    assert len(found(*pair(), disconnected=(undone,))) == number


@pytest.mark.parametrize("name", ["post_migrate", "pre_migrate", "m2m_changed"])
def test_a_sender_that_never_sends_the_signal_is_no_second_time(name: str):
    signal = Signal(f"django.db.models.signals.{name}", None, is_model_signal=name == "m2m_changed")
    assert found(row(5, signal=signal), row(9, ORDER, signal=signal)) == []


def test_an_abstract_model_sends_nothing():
    model = Model("shop.models.Base", None, None, abstract=True, proxy=False)
    assert found(row(5), row(9, replace(ORDER, model=model))) == []


def test_a_through_model_that_django_makes_sends_the_changes_of_its_relation():
    signal = Signal("django.db.models.signals.m2m_changed", None, is_model_signal=True)
    made = ManyToMany("shop.models.Order", "tags", None)
    model = Model("shop.models.Order_tags", None, None, abstract=False, proxy=False, auto_created=made)
    assert len(found(row(5, signal=signal), row(9, replace(ORDER, model=model), signal=signal))) == 1
