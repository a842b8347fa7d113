"""SGL206 on small projects built by hand."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from rules.building import POST_SAVE, SIGNALS, Nothing, connection, findings, receiver

from signal_lint.connections import Connection, Sender, Signal
from signal_lint.edits import AddImport, ReplaceExpression
from signal_lint.findings import Finding, Fix, Related
from signal_lint.models import UserModel
from signal_lint.rules.sgl206_sender_is_swapped_user import USER, check
from signal_lint.source import Location, Span, at_line
from signal_lint.syntax import Argument, Attribute, Call, Constant, Name

CLASS = Sender("model", "User", USER, "auth.User")
LABEL = Sender("lazy", "'auth.User'", USER, "auth.User")
GROUP = Sender("model", "Group", "django.contrib.auth.models.Group", "auth.Group")
PRE_SAVE = Signal("django.db.models.signals.pre_save", None, is_model_signal=True)
LOGGED_IN = Signal("django.contrib.auth.signals.user_logged_in", None, is_model_signal=False)
PLACE = Span(7, 28, 7, 32)
CUSTOMER = UserModel("shop.Customer", at_line("settings.py", 2))
SIGNAL = Argument(Name("post_save"))


@dataclass(frozen=True, slots=True)
class Settings(Nothing):
    """A lookup that knows the user model, and whether the name `settings` is free."""

    model: UserModel | None = CUSTOMER
    free: bool = True

    def user_model(self) -> UserModel | None:
        """Know the user model."""
        return self.model

    def is_free(self, path: str, name: str, module: str) -> bool:
        """Know whether the name is free."""
        return self.free and (path, name, module) == (SIGNALS, "settings", "django.conf")


def call(value: object = None, keyword: str | None = "sender", *more: Argument) -> Call:
    """Build the call that connects, with a sender."""
    return Call(Name("receiver"), (SIGNAL, Argument(value or Name("User"), keyword, "", PLACE), *more))


def waiting(sender: Sender = CLASS, signal: Signal | None = POST_SAVE, **changes: object) -> Connection:
    """Build a connection of a signal of the user."""
    return connection(None, signal, **{"sender": sender, "call": call(), **changes})


def found(*connections: Connection, lookup: Nothing | None = None) -> list[Finding]:
    return findings(check, connections=connections, lookup=lookup or Settings())


def fixed(*connections: Connection, **parts: object) -> bool:
    (finding,) = found(*connections, lookup=Settings(**parts))
    return finding.fix is not None


def test_the_class_that_is_swapped_out_is_told_and_replaced():
    (finding,) = found(waiting())
    assert finding.location == at_line(SIGNALS, 7)
    assert finding.message == (
        "`on_save` waits for `post_save` of `User`, which is never sent: "
        "the settings put `shop.Customer` in the place of `auth.User`"
    )
    assert finding.related == (Related(at_line("settings.py", 2), "`AUTH_USER_MODEL` is `shop.Customer`"),)
    replaced = ReplaceExpression(Location(SIGNALS, PLACE), "settings.AUTH_USER_MODEL")
    added = AddImport(SIGNALS, "django.conf", "settings")
    assert finding.fix == Fix("Use `settings.AUTH_USER_MODEL`", "unsafe", (replaced, added))
    assert finding.lines == (7, 8)


def test_a_label_and_several_signals_are_one_finding():
    (finding,) = found(waiting(LABEL), waiting(LABEL, PRE_SAVE))
    assert "waits for `post_save` and `pre_save` of `'auth.User'`" in finding.message


def test_a_login_is_never_one_of_the_class_either():
    (finding,) = found(waiting(signal=LOGGED_IN))
    assert finding.fix is None
    assert found(waiting(LABEL, LOGGED_IN)) == []


@pytest.mark.parametrize(
    "connection",
    [
        waiting(GROUP),
        waiting(Sender("any", "")),
        waiting(certain=False),
        waiting(signal=None),
        waiting(signal=Signal("shop.signals.greeted", at_line(SIGNALS, 1), is_model_signal=True)),
    ],
)
def test_other_senders_signals_and_conditions_are_silent(connection: Connection):
    assert found(connection) == []


def test_without_a_user_model_of_the_settings_nothing_is_said():
    assert found(waiting(), lookup=Settings(None)) == []


def test_a_place_that_is_not_known_and_a_receiver_elsewhere_leave_the_rest():
    (finding,) = found(
        connection(receiver(None), sender=CLASS), lookup=Settings(UserModel("shop.Customer", None))
    )
    assert (finding.related, finding.fix, finding.lines) == ((), None, ())
    assert finding.message.startswith("`on_save` waits")


@pytest.mark.parametrize(
    ("written", "is_fixed"),
    [
        (call(), True),
        (call(keyword=None), True),
        (call(Constant("auth.User")), True),
        (call(Attribute(Name("models"), "User")), True),
        (call(Name("model")), False),
        (call(Call(Name("find"))), False),
        (call(Name("User"), "sender", Argument(Name("more"), None, "**")), False),
        (call(keyword="weak"), False),
        (None, False),
    ],
)
def test_only_an_argument_that_names_the_class_is_replaced(written: Call | None, is_fixed: object):
    assert fixed(waiting(call=written)) is is_fixed


def test_what_others_share_or_takes_no_label_or_would_mean_something_else_is_not_replaced():
    assert not fixed(waiting(), waiting(GROUP))
    assert not fixed(waiting(), waiting(signal=LOGGED_IN))
    assert not fixed(waiting(), waiting(signal=None))
    assert not fixed(waiting(), free=False)
