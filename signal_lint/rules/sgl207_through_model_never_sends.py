"""A receiver for saving or deleting rows of a through model that Django makes by itself.

What it does
Looks for `Order.tags.through` as the sender of `pre_save`, `post_save`, `pre_delete` and
`post_delete`, where `tags` is a `ManyToManyField` without a `through` model of its own.

Why is this bad?
For a through model that it made itself, Django sends none of these signals, neither when
`add()`, `set()`, `remove()` and `clear()` write its rows, nor when somebody saves or deletes
one as an object. No error, no warning, and the receiver never runs. What Django sends is
`m2m_changed`.

Example
    # shop/models.py
    from django.db import models

    class Tag(models.Model):
        name = models.CharField(max_length=20)

    class Order(models.Model):
        tags = models.ManyToManyField(Tag)

    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(post_save, sender=Order.tags.through)
    def index_tags(sender, instance, **kwargs):
        print(instance)

Use instead
    # shop/models.py
    from django.db import models

    class Tag(models.Model):
        name = models.CharField(max_length=20)

    class Order(models.Model):
        tags = models.ManyToManyField(Tag)

    # shop/signals.py
    from django.db.models.signals import m2m_changed
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(m2m_changed, sender=Order.tags.through)
    def index_tags(sender, instance, action, **kwargs):
        print(action, instance)

Known limits
Silent for fields that name their through model, whose rows can be saved as objects; for
field classes that are not Django's own, which may write their rows in another way; for
fields of packages other than Django; and for a label such as `"shop.Order_tags"` in the place of
the class. A project that sends one of these signals by hand is not looked for.

References
https://docs.djangoproject.com/en/stable/ref/signals/#m2m-changed
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection
from signal_lint.findings import Finding, Related, Severity
from signal_lint.models import ManyToMany
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.settings import Settings
from signal_lint.source import Location

NEVER_SENT = frozenset(
    f"django.db.models.signals.{name}" for name in ("pre_save", "post_save", "pre_delete", "post_delete")
)


@rule("SGL207", severity=Severity.ERROR)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each connection once for each of its senders, with all of its signals."""
    found: dict[tuple[Location, str | None], list[tuple[Connection, ManyToMany]]] = {}
    for connection in project.connections:
        model = connection.sender.model
        is_never_sent = connection.signal is not None and connection.signal.name in NEVER_SENT
        if is_never_sent and model is not None and model.auto_created is not None:
            found.setdefault((connection.location, model.name), []).append((connection, model.auto_created))
    for alike in found.values():
        yield _finding([connection for connection, _ in alike], alike[0][1])


def _finding(connections: list[Connection], field: ManyToMany) -> Finding:
    connection, function = connections[0], connections[0].receiver.function
    signals = " or ".join(dict.fromkeys(f"`{each.signal_name}`" for each in connections))
    named = f"{field.model.rpartition('.')[2]}.{field.field}"
    where = (Related(field.location, f"`{named}` names no `through`"),) if field.location else ()
    return Finding(
        location=connection.location,
        message=(
            f"Django never sends {signals} for `{connection.sender.text}`, the through model that it makes "
            f"for `{named}`: changes of the relation send `m2m_changed`"
        ),
        related=where,
        lines=(*function.decorator_lines, function.location.span.line) if function else (),
    )
