"""A `dispatch_uid` under which another function is connected already.

What it does
Looks for two functions that are connected to one signal, for one sender, under one
literal `dispatch_uid`.

Why is this bad?
Under a `dispatch_uid`, Django compares nothing but the uid and the sender. The second
function is taken for the first, and is not connected: no error, no warning, and it
never runs. Copies of a receiver tend to keep the uid of the original.

Example
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(post_save, sender=Order, dispatch_uid="order_saved")
    def index_order(sender, instance, **kwargs):
        print("index", instance)

    @receiver(post_save, sender=Order, dispatch_uid="order_saved")
    def count_order(sender, instance, **kwargs):
        print("count", instance)

Use instead
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(post_save, sender=Order, dispatch_uid="index_order")
    def index_order(sender, instance, **kwargs):
        print("index", instance)

    @receiver(post_save, sender=Order, dispatch_uid="count_order")
    def count_order(sender, instance, **kwargs):
        print("count", instance)

Known limits
Looks within what one module connects, or one `ready()`: between two modules, only a run
tells whether both connect. Silent for a uid or a sender that is computed, where the first
connection stands under a condition, is disconnected again or is lost for another reason,
and in functions that start-up does not run.

References
https://docs.djangoproject.com/en/stable/topics/signals/#preventing-duplicate-signals
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection
from signal_lint.findings import Finding, Related, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.settings import Settings
from signal_lint.source import Location

CERTAIN = frozenset({"any", "model", "class", "lazy"})


@rule("SGL204", severity=Severity.ERROR)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each function whose uid another function holds, once for all senders of its connection."""
    places: dict[Location | None, list[Connection]] = {}
    for connection in project.connections:
        places.setdefault(connection.location, []).append(connection)
    found: dict[Location, Finding] = {}
    for connection in project.connections:
        if _is_refused(connection):
            for holder in places.get(connection.lost.related if connection.lost else None, ()):
                finding = _finding(connection, holder)
                if finding is not None:
                    found.setdefault(finding.location, finding)
    yield from found.values()


def _is_refused(connection: Connection) -> bool:
    """Tell whether Django certainly takes a connection for one that it has.

    What a function does that start-up does not run may be undone in between.
    """
    duplicate = connection.lost is not None and connection.lost.kind == "duplicate"
    runs = connection.loaded == "startup" or connection.scope != "function"
    known = connection.signal is not None and connection.signal.is_model_signal is not None
    return duplicate and runs and known and connection.sender.kind in CERTAIN


def _finding(refused: Connection, holder: Connection) -> Finding | None:
    """Return what to say of a connection, None where the other does not hold its uid by another function.

    A receiver that is lost leaves its uid free, whatever lost it.
    """
    function, other = refused.receiver.function, holder.receiver.function
    if function is None or other is None or function.location == other.location:
        return None
    if holder.lost is not None or _key(holder) != _key(refused):
        return None
    of = f" of `{refused.sender.text}`" if refused.sender.text else ""
    return Finding(
        location=refused.location,
        message=(
            f"`{function.qualname}` is not connected to `{refused.signal_name}`{of}: `{other.qualname}` "
            f"of {other.location.path} already is, under the same `dispatch_uid` `{refused.dispatch_uid}`"
        ),
        related=(Related(other.location, f"`{other.qualname}` is connected under `{refused.dispatch_uid}`"),),
        lines=(*function.decorator_lines, function.location.span.line),
    )


def _key(connection: Connection) -> tuple[object, ...]:
    sender = connection.sender
    return connection.signal, connection.dispatch_uid, sender.kind == "any", sender.name
