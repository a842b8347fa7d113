"""A sender of `m2m_changed` that no relation goes through.

What it does
Looks at the sender of every connection to `m2m_changed`: a many-to-many field itself, or a
model that no relation of the project goes through.

Why is this bad?
`m2m_changed` is sent by the model of the rows between the two sides, `Order.tags.through`,
which Django makes where the field does not name one. Neither the field nor the models on its
two sides ever send it: no error, no warning, and the receiver never runs.

Example
    # shop/models.py
    from django.db import models

    class Tag(models.Model):
        name = models.TextField()

    class Order(models.Model):
        tags = models.ManyToManyField(Tag)

    # shop/signals.py
    from django.db.models.signals import m2m_changed
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(m2m_changed, sender=Order.tags)
    def index_tags(sender, instance, action, **kwargs):
        print(instance, action)

Use instead
    # shop/models.py
    from django.db import models

    class Tag(models.Model):
        name = models.TextField()

    class Order(models.Model):
        tags = models.ManyToManyField(Tag)

    # shop/signals.py
    from django.db.models.signals import m2m_changed
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(m2m_changed, sender=Order.tags.through)
    def index_tags(sender, instance, action, **kwargs):
        print(instance, action)

Fix safety
Unsafe: the receiver begins to run. Only a field is fixed: of a model, nobody knows which of its
relations is meant.

Known limits
Silent where the project sends `m2m_changed` itself, where a `through` anywhere in the project
is not known, for models of other packages than Django's own, and for the other side of a
relation (`Tag.order_set`).

References
https://docs.djangoproject.com/en/stable/ref/signals/#m2m-changed
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection, Sender
from signal_lint.edits import ReplaceExpression
from signal_lint.findings import Finding, Fix, Related, Severity
from signal_lint.models import Model
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.rules.senders import lines, receiver_name
from signal_lint.settings import Settings

M2M_CHANGED = "django.db.models.signals.m2m_changed"
#: What leads from a many-to-many attribute to its field, and not to the model in between.
TO_FIELD = (".field", ".rel")


@rule("SGL202", severity=Severity.ERROR, fix="unsafe")
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each connection of m2m_changed to what never sends it."""
    for connection in project.connections:
        said = _said(project, connection) if _is_of_relations(connection) else ""
        if said:
            yield Finding(
                location=connection.location,
                message=f"`{receiver_name(connection)}` never runs for `m2m_changed`: {said}",
                related=tuple(_related(connection.sender)),
                fix=_fix(connection.sender),
                lines=lines(connection),
            )


def _is_of_relations(connection: Connection) -> bool:
    return connection.signal is not None and connection.signal.name == M2M_CHANGED


def _said(project: Project, connection: Connection) -> str:
    """Return why a sender never sends the signal, "" where it may."""
    sender = connection.sender
    if sender.is_a == "many-to-many field":
        return f"it is sent by `{_through(sender)}`, and `{sender.text}` is the field"
    model, signal = sender.model, connection.signal
    if signal is None or model is None or model.abstract or not _is_certain(sender, model):
        return ""
    if project.lookup.sent_by_project(signal) or project.lookup.may_be_through(model):
        return ""
    return f"no relation goes through `{model.name}`, which therefore never sends it"


def _is_certain(sender: Sender, model: Model) -> bool:
    """Tell whether the sender is that model, and no model that Django makes for a relation."""
    if model.location is None:
        return model.name.startswith("django.contrib.") and sender.is_a == "class"
    return sender.is_a == "class" or sender.string is not None


def _through(sender: Sender) -> str:
    end = next((end for end in TO_FIELD if sender.text.endswith(end)), "")
    return f"{sender.text.removesuffix(end)}.through"


def _related(sender: Sender) -> Iterator[Related]:
    if sender.model is not None and sender.model.location is not None:
        yield Related(sender.model.location, f"`{sender.model.name}` is defined here")


def _fix(sender: Sender) -> Fix | None:
    if sender.is_a != "many-to-many field" or sender.expression is None:
        return None
    through = _through(sender)
    return Fix(f"Connect to `{through}`", "unsafe", (ReplaceExpression(sender.expression, through),))
