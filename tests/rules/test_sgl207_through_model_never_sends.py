"""SGL207 on small projects built by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rules.building import SIGNALS, connection, findings, receiver

from signal_lint.connections import Connection, Sender, Signal
from signal_lint.findings import Related
from signal_lint.models import ManyToMany, Model
from signal_lint.rules.sgl207_through_model_never_sends import check
from signal_lint.source import at_line

FIELD = ManyToMany("shop.models.Order", "tags", at_line("shop/models.py", 9))
THROUGH = Model("shop.models.Order_tags", "shop.Order_tags", None, False, False, FIELD)  # noqa: FBT003


def of_through(signal: str = "post_save", model: Model | None = THROUGH, **changes: object) -> Connection:
    """Build a connection of a signal of a through model."""
    found = Signal(f"django.db.models.signals.{signal}", None, is_model_signal=True)
    sender = Sender("model", "Order.tags.through", model.name if model else None, None, model)
    return connection(**{"signal": found, "signal_text": signal, "sender": sender, **changes})


@pytest.mark.parametrize("signal", ["pre_save", "post_save", "pre_delete", "post_delete"])
def test_what_is_never_sent_is_told_with_the_field(signal: str):
    (finding,) = findings(check, connections=(of_through(signal),))
    assert finding.location == at_line(SIGNALS, 7)
    assert finding.message == (
        f"Django never sends `{signal}` for `Order.tags.through`, the through model that it makes "
        "for `Order.tags`: changes of the relation send `m2m_changed`"
    )
    assert finding.related == (Related(FIELD.location, "`Order.tags` names no `through`"),)
    assert finding.lines == (7, 8)


def test_several_signals_are_one_finding_and_several_senders_one_each():
    other = replace(THROUGH, name="shop.models.Order_labels")
    both = of_through("pre_save"), of_through("post_save"), of_through("post_save", other)
    found = findings(check, connections=both)
    assert [each.message.partition(" for ")[0] for each in found] == [
        "Django never sends `pre_save` or `post_save`",
        "Django never sends `post_save`",
    ]


@pytest.mark.parametrize("signal", ["m2m_changed", "pre_init", "post_init"])
def test_what_is_sent_is_silent(signal: str):
    assert findings(check, connections=(of_through(signal),)) == []


@pytest.mark.parametrize("model", [None, replace(THROUGH, auto_created=None)])
def test_other_models_are_silent(model: Model | None):
    assert findings(check, connections=(of_through(model=model), of_through(signal="x"))) == []


def test_a_signal_that_is_not_known_is_silent():
    assert findings(check, connections=(replace(of_through(), signal=None),)) == []


def test_a_field_and_a_receiver_outside_the_project_have_no_place():
    model = replace(THROUGH, auto_created=replace(FIELD, location=None))
    (finding,) = findings(check, connections=(of_through(model=model, received=receiver(None)),))
    assert (finding.related, finding.lines) == ((), ())
