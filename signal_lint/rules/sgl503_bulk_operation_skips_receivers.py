"""A bulk operation, or a cascade of the database, on a model whose receivers it skips.

What it does
Looks for `bulk_create()`, `bulk_update()` and `QuerySet.update()` on models that have
receivers of `pre_save` or `post_save`, and for relations with `on_delete=DB_CASCADE` in
models that have receivers of `pre_delete` or `post_delete`. It names the receivers that do
not run.

Why is this bad?
These operations talk to the database without making or saving instances, so that Django
sends no signal for their rows: what the receivers keep up to date is out of date afterwards.
Often that is meant, which is why this rule is off by default.

Example
    # shop/signals.py
    from django.core.cache import cache
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(post_save, sender=Order)
    def forget_order(sender, instance, **kwargs):
        cache.delete(f"order {instance.pk}")

    # shop/views.py
    from shop.models import Order

    def close_all(request):
        Order.objects.filter(code="").update(code="closed")

Use instead
    # shop/signals.py
    from django.core.cache import cache
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(post_save, sender=Order)
    def forget_order(sender, instance, **kwargs):
        cache.delete(f"order {instance.pk}")

    # shop/views.py
    from shop.models import Order

    def close_all(request):
        for order in Order.objects.filter(code=""):
            order.code = "closed"
            order.save()

Known limits
Only receivers that start-up connects to the very model count, not those of all models, and
none that does nothing for such a row: one that returns unless `created` misses no update, and one of
`pre_save` that only looks at fields that the update leaves alone misses none either.
Silent in a receiver of the model and in its `save()`, where an update is how not to recurse, and in
migrations, whose models send no signals to receivers of the project. Silent where the model is not spelled
out (`queryset.update()`, `self.model`, `order.lines.update()`), and where its manager is made by
`as_manager()`, comes from another package, or has a queryset or such a method of its own.

References
https://docs.djangoproject.com/en/stable/ref/models/querysets/#update
https://docs.djangoproject.com/en/stable/ref/models/querysets/#bulk-create
https://docs.djangoproject.com/en/dev/ref/models/fields/#django.db.models.DB_CASCADE
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from signal_lint.connections import Connection, Function
from signal_lint.findings import Finding, Severity
from signal_lint.flow.caring import cares, fields_read
from signal_lint.models import BulkOperation
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.rules.recursions import connected_to, connections_of, received_by, senders_of
from signal_lint.settings import Settings
from signal_lint.source import Location

SAVE = ("pre_save", "post_save")
DELETE = ("pre_delete", "post_delete")
ByModel = dict[str, list[Connection]]


@rule("SGL503", severity=Severity.INFO, default=False)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each operation, and each cascade, that skips a receiver."""
    saved = _by_model(project, SAVE)
    for operation in project.lookup.bulk_operations(frozenset(saved)) if saved else ():
        connections = saved[operation.model.name]
        if not _is_deliberate(operation, connections, project):
            skipped = [each for each in connections if _misses(each, operation, project)]
            yield from _finding(operation.location, f"`{operation.verb}()` on", skipped)
    deleted = _by_model(project, DELETE)
    for cascade in project.lookup.database_cascades() if deleted else ():
        skipped = deleted.get(cascade.model.name, [])
        yield from _finding(cascade.location, f"`DB_CASCADE` of `{cascade.field}` of", skipped)


def _by_model(project: Project, signals: tuple[str, ...]) -> ByModel:
    """Return, by the name of their model, the connections that are there after start-up."""
    found: ByModel = defaultdict(list)
    for signal in signals:
        for each in connections_of(project, f"django.db.models.signals.{signal}"):
            model = each.sender.model
            if model is not None and each.receiver.function is not None and each.loaded == "startup":
                found[model.name].append(each)
    return dict(found)


def _is_deliberate(operation: BulkOperation, connections: list[Connection], project: Project) -> bool:
    """Tell whether an operation is made in a migration, or where a save would recurse.

    That is in a receiver of the model, and in its own `save()`.
    """
    recursing = {received_by([each]).location for each in connections}
    save = project.lookup.method(operation.model, "save")
    recursing |= set() if save is None else {save.location}
    return "migrations" in operation.location.path.split("/") or not recursing.isdisjoint(operation.inside)


def _misses(connection: Connection, operation: BulkOperation, project: Project) -> bool:
    """Tell whether a receiver would have done something about the rows of an operation."""
    function = received_by([connection])
    is_sent = connection.signal_name == "post_save"
    # What looks at other fields before they are stored finds them as they were.
    if not is_sent and _looks_elsewhere(function, operation, project):
        return False
    return cares(function, created=operation.verb == "bulk_create", sends_created=is_sent)


def _looks_elsewhere(function: Function, operation: BulkOperation, project: Project) -> bool:
    """Tell whether a receiver looks at fields that an operation leaves alone, and at no other."""
    read = fields_read(function)
    if read is None or operation.fields is None or read <= {"pk", "id"}:
        return False
    # A property may look at any field.
    changed = {name.removesuffix("_id") for name in operation.fields}
    return read.isdisjoint(changed) and not any(project.lookup.method(operation.model, name) for name in read)


def _finding(location: Location, what: str, skipped: list[Connection]) -> Iterator[Finding]:
    if not skipped:
        return
    names = [f"`{received_by([each]).qualname}`" for each in skipped]
    signals = " or ".join(dict.fromkeys(f"`{each.signal_name}`" for each in skipped))
    yield Finding(
        location=location,
        message=f"{what} {senders_of(skipped)} sends no {signals}, which skips {_enumerated(names)}",
        related=tuple(
            connected_to(received_by([each]), each.signal_name, senders_of([each])) for each in skipped
        ),
    )


def _enumerated(names: list[str]) -> str:
    *most, last = dict.fromkeys(names)
    return f"{', '.join(most)} and {last}" if most else last
