"""SGL205 on small projects built by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rules.building import POST_SAVE, SIGNALS, Disconnecting, connection, findings, function, receiver

from signal_lint.connections import Connection, Disconnection, Receiver, Sender, Signal
from signal_lint.findings import Finding, Related
from signal_lint.models import Model
from signal_lint.rules.sgl205_disconnect_never_matches import check
from signal_lint.source import at_line

ANY = Sender("any", "")
MAIL = function("on_save", 8)
OTHER = receiver(function("count", 30))
UNKNOWN = Receiver("dynamic", "handlers[0]", None, None, None, None)
OWN = Signal("shop.signals.paid", None, is_model_signal=None)


def model(name: str, line: int | None = 3) -> Sender:
    """Build the sender that a model is, of the project or of another one."""
    place = None if line is None else at_line("shop/models.py", line)
    return Sender(
        "model", name, f"shop.models.{name}", None, Model(name, None, place, abstract=False, proxy=False)
    )


ORDER, PARCEL = model("Order"), model("Parcel", 9)


def tried(**changes: object) -> Disconnection:
    """Build a disconnection of `on_save` from `post_save` of any sender."""
    parts: dict[str, object] = {
        "location": at_line(SIGNALS, 20),
        "signal": POST_SAVE,
        "signal_text": "signals.post_save",
        "sender": ANY,
        "receiver": receiver(MAIL),
        "temporary": False,
        "dispatch_uid": None,
        "known_uid": True,
    }
    return Disconnection(**{**parts, **changes})


def found(*connections: Connection, passed_on: bool = False, **changes: object) -> list[Finding]:
    """Run the rule on a disconnection and the connections of a project."""
    return findings(check, connections=connections, lookup=Disconnecting((tried(**changes),), passed_on))


def held(**changes: object) -> Connection:
    """Build a connection of `on_save` for orders."""
    return connection(receiver(MAIL), **{"sender": ORDER, **changes})


def test_another_sender_is_found_with_the_connection():
    (finding,) = found(held(), held(location=at_line(SIGNALS, 12)))
    assert finding.location == at_line(SIGNALS, 20)
    assert finding.message == (
        "`on_save` stays connected to `post_save`: it is disconnected for all senders, "
        "but connected for `Order`"
    )
    assert finding.related == tuple(Related(at_line(SIGNALS, n), "Connected here") for n in (7, 12))


def test_two_models_of_the_project_differ():
    (finding,) = found(held(), held(sender=ANY), sender=PARCEL)
    assert "is disconnected for `Parcel`, but connected for `Order` and for all senders" in finding.message


@pytest.mark.parametrize(("connected", "given"), [("mail", None), (None, "mail"), ("mail", "mails")])
def test_another_uid_differs(connected: str | None, given: str | None):
    (finding,) = found(held(dispatch_uid=connected, sender=ANY), dispatch_uid=given)
    assert finding.message.count("under the `dispatch_uid` `mail") == sum(map(bool, (connected, given)))


def test_a_uid_alone_is_compared_with_whoever_holds_it():
    (finding,) = found(held(dispatch_uid="mail"), dispatch_uid="mail", receiver=None)
    assert finding.message == (
        "The receiver stays connected to `post_save`: it is disconnected for all senders under the "
        "`dispatch_uid` `mail`, but connected for `Order` under the `dispatch_uid` `mail`"
    )


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"sender": Sender("dynamic", "sender")},
        {"sender": Sender("each", "model")},
        {"sender": model("Order", None)},
        {"known_uid": False},
        {"signal": None},
        {"signal": OWN},
        {"sender": Sender("model", "Order", "shop.models.Order")},
    ],
)
def test_what_matches_or_may_is_silent(changes: dict):
    assert found(held(), **{"sender": ORDER, **changes}) == []


@pytest.mark.parametrize(
    "changes",
    [{"sender": Sender("dynamic", "sender")}, {"known_uid": False, "sender": ANY}, {"signal": None}],
)
def test_a_connection_that_may_be_the_one_is_silent(changes: dict):
    assert found(held(), held(**changes)) == []


def test_a_receiver_that_is_not_known_may_be_the_one():
    assert found(held(), connection(UNKNOWN)) == []
    assert len(found(held(), connection(OTHER), connection(receiver(None)))) == 1


def test_a_uid_that_nobody_holds_is_silent_without_a_receiver():
    assert found(held(), dispatch_uid="other", receiver=None) == []


def test_neither_receiver_nor_uid():
    (finding,) = found(receiver=None, sender=ORDER)
    assert finding.message == (
        "`signals.post_save.disconnect()` names neither a receiver nor a `dispatch_uid`: "
        "it disconnects nothing"
    )


def test_what_the_call_makes_is_connected_nowhere():
    made = replace(UNKNOWN, text="Mail().on_save")
    (finding,) = found(receiver=made, temporary=True)
    assert finding.message == (
        "This call makes `Mail().on_save` anew: nothing can have connected it to `post_save`, "
        "and nothing is disconnected"
    )
    assert found(receiver=made, temporary=True, dispatch_uid="mail") == []


def test_a_function_that_nothing_connects():
    (finding,) = found(connection(OTHER))
    assert finding.message == (
        "Nothing in the project connects `on_save` to `post_save`, so that nothing is disconnected"
    )
    assert finding.related == (Related(at_line(SIGNALS, 8), "`on_save` is defined here"),)


@pytest.mark.parametrize(
    "received",
    [
        receiver(None),
        replace(receiver(MAIL), kind="method"),
        receiver(replace(MAIL, qualname="Mail.on_save")),
        receiver(replace(MAIL, decorators=("shop.registry.keep",))),
        receiver(replace(MAIL, decorators=(None,))),
    ],
)
def test_what_may_be_connected_otherwise_is_silent(received: Receiver):
    assert found(receiver=received) == []


def test_a_function_inside_another_is_found_below_the_decorators_of_django():
    inner = replace(MAIL, qualname="Test.on.<locals>.on_save", decorators=("django.dispatch.receiver",))
    assert len(found(receiver=receiver(inner))) == 1


def test_a_function_that_is_passed_on_is_silent():
    assert found(held(), passed_on=True) == []


def test_each_place_is_found_once():
    twice = (tried(), tried(signal_text="post_save"))
    assert len(findings(check, lookup=Disconnecting(twice))) == 1


@pytest.mark.parametrize("senders", [(ORDER, ANY), (ANY, ORDER)])
def test_a_loop_in_which_one_is_right_is_silent(senders: tuple[Sender, ...]):
    both = Disconnecting(tuple(tried(sender=sender) for sender in senders))
    assert findings(check, connections=(held(),), lookup=both) == []
