"""SGL201 on small projects built by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rules.building import POST_SAVE, SIGNALS, app, connection, findings, function, receiver
from rules.sending import ORDER, PLACE, Answers, sender, signal, told

from signal_lint.connections import MissingModel, Sender
from signal_lint.edits import AddImport, ReplaceExpression
from signal_lint.findings import Fix, Related
from signal_lint.rules.sgl201_sender_never_matches import check
from signal_lint.source import at_line

M2M_CHANGED = signal("django.db.models.signals.m2m_changed", is_model_signal=True)
LOGGED_IN = signal("django.contrib.auth.signals.user_logged_in")
QUOTED = sender("'settings.AUTH_USER_MODEL'", "string", string="settings.AUTH_USER_MODEL")
ORDR = sender("'shop.Ordr'", "string", string="shop.Ordr")
MISSING = MissingModel("shop", "shop/models.py", None)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("list", "a list"),
        ("number", "a number"),
        ("manager", "a manager"),
        ("many-to-many field", "a field"),
        ("instance", "an instance"),
    ],
)
def test_what_is_no_class_never_matches(kind: str, said: str):
    (finding,) = told(check, POST_SAVE, sender("it", kind))
    assert finding.message == f"`on_save` never runs for `post_save`: the sender `it` is {said}"
    assert (finding.related, finding.fix, finding.lines) == ((), None, (7, 8))


def test_all_signals_of_one_place_are_one_finding():
    rows = tuple(
        connection(
            receiver(None), each, sender=sender("it", "list"), signal_text=each.name.rpartition(".")[2]
        )
        for each in (POST_SAVE, LOGGED_IN)
    )
    (finding,) = findings(check, connections=rows, lookup=Answers())
    assert finding.message.startswith("`on_save` never runs for `post_save` and `user_logged_in`: ")
    assert finding.lines == ()


def test_the_lines_of_a_receiver_that_is_connected_elsewhere_have_no_say():
    row = connection(receiver(function()), sender=sender("it", "list"), form="connect")
    (finding,) = findings(check, connections=(row,), lookup=Answers())
    assert finding.lines == ()


@pytest.mark.parametrize("text", ["get_user_model", "auth.get_user_model"])
def test_get_user_model_is_called_by_the_fix(text: str):
    (finding,) = told(check, POST_SAVE, sender(text, "function"))
    assert finding.fix == Fix(f"Call `{text}`", "unsafe", (ReplaceExpression(PLACE, f"{text}()"),))
    assert finding.message.endswith(f"the sender `{text}` is a function that is not called")


@pytest.mark.parametrize("changes", [{"text": "make"}, {"expression": None}])
def test_other_functions_and_what_stands_nowhere_are_not_fixed(changes: dict):
    (finding,) = told(check, POST_SAVE, replace(sender("get_user_model", "function"), **changes))
    assert finding.fix is None


def test_the_setting_loses_its_quotes_by_the_fix():
    (finding,) = told(check, POST_SAVE, QUOTED)
    edits = (
        ReplaceExpression(PLACE, "settings.AUTH_USER_MODEL"),
        AddImport(SIGNALS, "django.conf", "settings"),
    )
    assert finding.fix == Fix("Take the quotes away", "unsafe", edits)
    assert "is the name of a setting in quotes" in finding.message


def test_an_app_may_be_called_settings():
    settings = replace(app(), label="settings")
    assert told(check, POST_SAVE, QUOTED, apps=(settings,)) == []


def test_an_abstract_model_is_shown_where_it_is_defined():
    abstract = sender(model=replace(ORDER, abstract=True))
    (finding,) = told(check, POST_SAVE, abstract)
    assert finding.message.endswith(
        "the sender `Order` is an abstract model, of which there are no instances"
    )
    assert finding.related == (Related(at_line("shop/models.py", 4), "`Order` is defined here"),)


def test_abstract_models_of_django_are_known():
    assert len(told(check, POST_SAVE, sender("models.Model", name="django.db.models.Model"))) == 1


def test_a_label_without_a_model_is_shown_with_the_models():
    (finding,) = told(check, POST_SAVE, ORDR, Answers(MISSING))
    said = "the label of no model of `shop`: that app has no such model"
    assert finding.message.endswith(f"the sender `'shop.Ordr'` is {said}")
    assert finding.related == (Related(at_line("shop/models.py", 1), "The models of `shop` are here"),)


def test_a_label_in_another_case_is_told_how_it_is_written():
    meant = MissingModel("shop", None, "shop.Order")
    (finding,) = told(check, POST_SAVE, replace(ORDR, string="Shop.Order"), Answers(meant))
    assert finding.message.endswith("its label is written `shop.Order`")
    assert finding.related == ()


@pytest.mark.parametrize("label", ["Ordr", "shop.models.Ordr", "shop.Order_tags"])
def test_what_is_no_label_of_a_class_is_silent(label: str):
    assert told(check, POST_SAVE, replace(ORDR, string=label), Answers(MISSING)) == []


@pytest.mark.parametrize(
    ("to", "of"),
    [
        (M2M_CHANGED, sender("Order.tags", "many-to-many field")),
        (LOGGED_IN, ORDR),
        (None, sender("it", "list")),
        (signal("shop.events.paid"), sender("it", "list")),
        (POST_SAVE, sender(model=ORDER)),
        (POST_SAVE, sender("model", "")),
        (POST_SAVE, sender("model", "", model=replace(ORDER, abstract=True))),
        (POST_SAVE, Sender("any", "")),
    ],
)
def test_what_matches_what_is_not_known_and_what_others_say_is_silent(to, of):
    assert told(check, to, of, Answers(MISSING)) == []


def test_what_the_project_sends_itself_matches():
    assert told(check, POST_SAVE, sender("it", "instance"), Answers(sent=frozenset({"instance"}))) == []
