"""SGL202 on small projects built by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rules.building import POST_SAVE
from rules.sending import ORDER, PLACE, Answers, sender, signal, told

from signal_lint.edits import ReplaceExpression
from signal_lint.findings import Fix, Related
from signal_lint.models import Model
from signal_lint.rules.sgl202_m2m_changed_sender_not_through import check
from signal_lint.source import at_line

M2M_CHANGED = signal("django.db.models.signals.m2m_changed", is_model_signal=True)
USER = Model("django.contrib.auth.models.User", "auth.User", None, abstract=False, proxy=False)
FIELD = "many-to-many field"


@pytest.mark.parametrize("text", ["Order.tags", "Order.tags.field", "Order.tags.rel"])
def test_the_model_of_a_field_is_meant(text: str):
    (finding,) = told(check, M2M_CHANGED, sender(text, FIELD))
    assert finding.message == (
        "`on_save` never runs for `m2m_changed`: it is sent by `Order.tags.through`, "
        f"and `{text}` is the field"
    )
    edits = (ReplaceExpression(PLACE, "Order.tags.through"),)
    assert finding.fix == Fix("Connect to `Order.tags.through`", "unsafe", edits)


def test_a_field_that_stands_nowhere_is_not_fixed():
    (finding,) = told(check, M2M_CHANGED, sender("Order.tags", FIELD, expression=None))
    assert finding.fix is None


@pytest.mark.parametrize(
    "of", [sender(model=ORDER), sender("'shop.Order'", "string", string="shop.Order", model=ORDER)]
)
def test_a_model_that_no_relation_goes_through_never_sends_it(of):
    (finding,) = told(check, M2M_CHANGED, of)
    assert finding.message == (
        "`on_save` never runs for `m2m_changed`: "
        "no relation goes through `shop.models.Order`, which therefore never sends it"
    )
    assert finding.related == (Related(at_line("shop/models.py", 4), "`shop.models.Order` is defined here"),)
    assert (finding.fix, finding.lines) == (None, (7, 8))


def test_a_model_of_django_has_no_place():
    (finding,) = told(check, M2M_CHANGED, sender("User", model=USER))
    assert finding.related == ()


@pytest.mark.parametrize("lookup", [Answers(through=True), Answers(sent=frozenset({""}))])
def test_a_model_in_between_and_what_the_project_sends_itself_are_silent(lookup: Answers):
    assert told(check, M2M_CHANGED, sender(model=ORDER), lookup) == []


@pytest.mark.parametrize(
    ("to", "of"),
    [
        (None, sender(model=ORDER)),
        (POST_SAVE, sender("Order.tags", FIELD)),
        (M2M_CHANGED, sender("unknown", "")),
        (M2M_CHANGED, sender("model", "", model=ORDER)),
        (M2M_CHANGED, sender(model=replace(ORDER, abstract=True))),
        (M2M_CHANGED, sender("Tagged", model=replace(USER, name="taggit.models.TaggedItem"))),
        (M2M_CHANGED, sender("'auth.User'", "string", string="auth.User", model=USER)),
    ],
)
def test_other_signals_and_what_is_not_certain_are_silent(to, of):
    assert told(check, to, of) == []
