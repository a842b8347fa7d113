"""SGL203 on small projects built by hand."""

from __future__ import annotations

import pytest
from rules.building import POST_SAVE, app
from rules.sending import ORDER, Answers, sender, signal, told

from signal_lint.findings import Related
from signal_lint.rules.sgl203_string_sender_on_plain_signal import check
from signal_lint.source import at_line

POST_MIGRATE = signal("django.db.models.signals.post_migrate")
FAILED = signal("django.core.signals.got_request_exception")
STARTED = signal("django.core.signals.request_started")
LOGIN_FAILED = signal("django.contrib.auth.signals.user_login_failed")
PAID = signal("shop.events.paid", line=3)
UNKNOWN = signal("shop.events.paid", is_model_signal=None, line=3)
FOREIGN = signal("allauth.account.signals.user_signed_up")
LABEL = sender("'shop.Order'", "string", string="shop.Order")
NAME = sender("'row'", "string", string="row")
HANDLER = sender("WSGIHandler", name="django.core.handlers.wsgi.WSGIHandler")
BY_CLASS = Answers(sent=frozenset({"class", "none"}))


@pytest.mark.parametrize(
    ("to", "of", "said"),
    [
        (POST_MIGRATE, NAME, "Django sends it with AppConfig instances, never with a string"),
        (POST_MIGRATE, sender(), "Django sends it with AppConfig instances, never with a class"),
        (
            POST_MIGRATE,
            sender("models", "module"),
            "Django sends it with AppConfig instances, never with a module",
        ),
        (STARTED, LABEL, "Django sends it with the class of the request handler, never with a string"),
        (FAILED, HANDLER, "Django sends it with None, never with a class"),
        (FAILED, sender(model=ORDER), "Django sends it with None, never with a class"),
        (FAILED, sender("{}", "dict"), "Django sends it with None, never with a dict"),
    ],
)
def test_signals_of_django_say_what_sends_them(to, of, said: str):
    (finding,) = told(check, to, of)
    name = to.name.rpartition(".")[2]
    assert finding.message == f"`on_save` never runs for `{name}` of `{of.text}`: {said}"
    assert (finding.related, finding.lines) == ((), (7, 8))


def test_a_label_on_a_signal_of_the_project_never_matches():
    (finding,) = told(check, PAID, LABEL, BY_CLASS, apps=(app(),))
    assert finding.message == (
        "`on_save` never runs for `paid` of `'shop.Order'`: "
        "it is no signal of models, and compares the string itself with the sender"
    )
    assert finding.related == (Related(at_line("shop/events.py", 3), "`shop.events.paid` is defined here"),)


def test_a_package_can_not_send_a_string_of_the_project():
    assert len(told(check, FOREIGN, LABEL, apps=(app(),))) == 1


@pytest.mark.parametrize("sent", [frozenset(), frozenset({"class", ""}), frozenset({"string"})])
def test_what_the_project_sends_has_to_be_known(sent: frozenset[str]):
    assert told(check, PAID, LABEL, Answers(sent=sent), apps=(app(),)) == []


def test_what_the_project_sends_itself_matches():
    assert told(check, STARTED, LABEL, Answers(sent=frozenset({"string"}))) == []


@pytest.mark.parametrize(
    ("to", "of"),
    [
        (None, LABEL),
        (POST_SAVE, LABEL),
        (UNKNOWN, LABEL),
        (PAID, NAME),
        (PAID, sender("'shop.order'", "string", string="shop.order")),
        (PAID, sender("'other.Order'", "string", string="other.Order")),
        (PAID, sender("LABEL", "string")),
        (LOGIN_FAILED, LABEL),
        (POST_MIGRATE, sender("self", "instance")),
        (POST_MIGRATE, sender("config", "")),
        (STARTED, sender("Handler")),
        (FAILED, sender("Resource", name="shop.api.Resource")),
        (FAILED, sender("None", "none")),
    ],
)
def test_what_may_match_is_silent(to, of):
    assert told(check, to, of, BY_CLASS, apps=(app(),)) == []
