"""A receiver whose name is given to something else, which drops it.

What it does
Looks for connected functions of a module or a class whose name is bound again in the same
place, by `def`, `class`, `del` or an assignment, before anything else refers to the function;
and for receivers that a loop defines anew in each of its rounds.

Why is this bad?
Django holds a receiver by a weak reference. Its name is all that keeps it alive, and a second
definition of that name lets it go: no error, no warning, and the first receiver never runs. Of a
loop, the receiver of the last round is left. With `DEBUG = True`, all of them may run: where Django
checks signatures, a cache keeps some receivers.

Example
    # shop/signals.py
    from django.db.models.signals import post_delete, post_save
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(post_save, sender=Order)
    def update_index(sender, instance, **kwargs):
        print("add", instance)

    @receiver(post_delete, sender=Order)
    def update_index(sender, instance, **kwargs):
        print("remove", instance)

Use instead
    # shop/signals.py
    from django.db.models.signals import post_delete, post_save
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(post_save, sender=Order)
    def add_to_index(sender, instance, **kwargs):
        print("add", instance)

    @receiver(post_delete, sender=Order)
    def remove_from_index(sender, instance, **kwargs):
        print("remove", instance)

Known limits
Silent where anything may refer to the first function: a decorator other than `receiver`, a strong
connection, a statement in between that names it. Silent for definitions under a condition, and
for loops over what the source does not list. Functions inside functions are the business of SGL102.

References
https://docs.djangoproject.com/en/stable/topics/signals/#listening-to-signals
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection, Function, Lost
from signal_lint.findings import Finding, Related, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.settings import Settings
from signal_lint.source import Location


@rule("SGL103", severity=Severity.ERROR)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each function that is dropped once, at its first connection."""
    dropped: dict[Location, list[tuple[Connection, Function, Lost]]] = {}
    for connection in project.connections:
        function, lost = connection.receiver.function, connection.lost
        known = connection.signal is not None and connection.signal.is_model_signal is not None
        if known and function is not None and lost is not None and lost.kind == "replaced":
            dropped.setdefault(function.location, []).append((connection, function, lost))
    for rows in dropped.values():
        connection, function, lost = rows[0]
        signals = _enumeration([f"`{each.signal_name}`{_of(each)}" for each, _, _ in rows])
        in_loop = lost.related == connection.location
        yield Finding(
            location=connection.location,
            message=(
                f"Each round of the loop defines `{function.qualname}` again, and only the last stays "
                f"connected: those for {signals} are gone"
                if in_loop
                else f"`{function.qualname}` is no longer connected to {signals}: its name, the only "
                "reference to it, is bound again below"
            ),
            related=() if in_loop or lost.related is None else (_related(lost.related, function),),
            lines=(*function.decorator_lines, function.location.span.line),
        )


def _of(connection: Connection) -> str:
    """Name the sender by what it is: in a loop, all rounds write it the same."""
    sender = connection.sender
    name = sender.name.rpartition(".")[2] if sender.name else sender.text
    return f" of `{name}`" if name else ""


def _related(location: Location, function: Function) -> Related:
    return Related(location, f"The name `{function.qualname}` is bound again here")


def _enumeration(names: list[str]) -> str:
    *rest, last = dict.fromkeys(names)
    return f"{', '.join(rest)} and {last}" if rest else last
