"""Receivers of several models that save each other's rows in a circle.

What it does
Follows the receivers of `pre_save` and `post_save` from the model they are connected to, to the
rows of other models that they save, and on to the receivers of those, until one saves the
first model again. It reports a circle of two to four models in which nothing stands in the way
of any save, and shows every step of it.

Why is this bad?
Each save sends a signal, and its receiver makes the next save: the first one ends in a
`RecursionError`. No receiver saves its own instance, so that each of them looks harmless.

Example
    # shop/models.py
    from django.db import models

    class Order(models.Model):
        total = models.IntegerField(default=0)

    class Line(models.Model):
        order = models.ForeignKey(Order, models.CASCADE)

    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    from shop.models import Line, Order

    @receiver(post_save, sender=Order)
    def refresh_lines(sender, instance, **kwargs):
        for line in Line.objects.filter(order=instance):
            line.save()

    @receiver(post_save, sender=Line)
    def add_up(sender, instance, **kwargs):
        instance.order.total += 1
        instance.order.save()

Use instead
    # shop/models.py
    from django.db import models

    class Order(models.Model):
        total = models.IntegerField(default=0)

    class Line(models.Model):
        order = models.ForeignKey(Order, models.CASCADE)

    # shop/signals.py
    from django.db.models import F
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    from shop.models import Line, Order

    @receiver(post_save, sender=Order)
    def refresh_lines(sender, instance, **kwargs):
        for line in Line.objects.filter(order=instance):
            line.save()

    @receiver(post_save, sender=Line)
    def add_up(sender, instance, **kwargs):
        # An update in the database sends no signal.
        Order.objects.filter(pk=instance.order_id).update(total=F("total") + 1)

Known limits
Only receivers that start-up connects to a model of their own count. Silent where any save is not
certain: behind a test of anything but what the signal itself carries (`created`, `raw`, `update_fields`), a
flag or a value of the instance included; where a row that is fetched may not be there, or is filtered by
anything but a key (a loop over what is not done yet comes to an end); where a second new
row may be refused because of a unique field; where a model's `save()` or manager is not Django's own, other
than a `save(self, *args, **kwargs)` that always passes these on; where the receiver also deletes, updates
or moves rows; and where the save is left to `on_commit()`. A receiver that saves rows of its own model is
the business of SGL002 and SGL401.

References
https://docs.djangoproject.com/en/stable/ref/signals/#post-save
https://docs.djangoproject.com/en/stable/ref/models/querysets/#update
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.findings import Finding, Related, Severity
from signal_lint.flow.cycles import Cycle, cycles
from signal_lint.flow.saving import Save, saves
from signal_lint.flow.scenes import POST_SAVE, PRE_SAVE
from signal_lint.models import Model
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.rules.recursions import connected_to, connections_of, received_by, senders_of, shortened
from signal_lint.settings import Settings


@rule("SGL403", severity=Severity.WARNING)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each cycle once, at the save of the model whose name comes first."""
    for cycle in cycles(_saves(project)):
        first = cycle[0]
        receiver = received_by([first.scene.connection])
        signal = first.scene.connection.signal_name
        yield Finding(
            location=first.location,
            message=f"{shortened(first.call)} in a `{signal}` receiver of {_named(first.model)} "
            f"begins a cycle without end: {_told(cycle)}",
            related=tuple(step for save in cycle for step in _steps(save)),
            lines=(*receiver.decorator_lines, receiver.location.span.line),
        )


def _saves(project: Project) -> Iterator[Save]:
    for recursion in (PRE_SAVE, POST_SAVE):
        for connection in connections_of(project, recursion.signal):
            if connection.loaded == "startup" and connection.lost is None:
                yield from saves(connection, recursion, project.lookup)


def _told(cycle: Cycle) -> str:
    """Say what saves what, around the cycle."""
    others = ", which saves ".join(_named(save.origin.model) for save in cycle)
    return f"saving {_named(cycle[0].model)} saves {others}"


def _named(model: Model) -> str:
    return f"`{model.label or model.name}`"


def _steps(save: Save) -> Iterator[Related]:
    connection = save.scene.connection
    yield connected_to(received_by([connection]), connection.signal_name, senders_of([connection]))
    yield Related(save.place, f"{shortened(save.call)} saves {_named(save.origin.model)}")
