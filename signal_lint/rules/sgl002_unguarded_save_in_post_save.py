"""A `post_save` receiver that saves its instance, with nothing to stop it.

What it does
Follows every path through a `post_save` receiver to the calls that send `post_save`
again: `instance.save()`, `sender.objects.create()` and their kin, directly, in a
function that is passed the instance, in a method of the model, or in what is handed
to `on_commit()`. It reports those that some path reaches with no guard before them.

A guard is a test that fails when the signal comes again (`created`, `update_fields`,
`raw`), one whose outcome the receiver changes before it saves (a flag, or a value
that is set only where it differs), or the signal being disconnected or muted.

Why is this bad?
The save sends the signal, the signal calls the receiver, and the receiver saves:
the first save ends in a `RecursionError`. `if not created:` is no guard, it lets the
first save pass and fails on the first update. `save(update_fields=[…])` sends the
signal as well.

Example
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(post_save, sender=Order)
    def number_order(sender, instance, created, **kwargs):
        instance.code = f"O{instance.pk}"
        instance.save()

Use instead
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(post_save, sender=Order)
    def number_order(sender, instance, created, **kwargs):
        if created:
            instance.code = f"O{instance.pk}"
            instance.save()

    @receiver(post_save, sender=Order)
    def upper_code(sender, instance, **kwargs):
        # An update in the database sends no signal.
        Order.objects.filter(pk=instance.pk).update(code=instance.code.upper())

Known limits
Silent where the source does not settle whether the path is taken again: a test that
calls an unknown function, reads a variable of a module or a private attribute of the
instance, an unknown context manager, a decorator that is not known below the
connection, an `update_fields` that may be empty. Helpers are followed to a depth of
two. A warning, not an error, where the save is in a helper, is left to `on_commit()`,
goes through another object of the same row, or stands behind a test of the instance
that nothing before the save changes.

References
https://docs.djangoproject.com/en/stable/ref/signals/#post-save
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from signal_lint.findings import Finding, Related, Severity
from signal_lint.flow.recursion import Resending, resendings
from signal_lint.flow.scenes import POST_SAVE
from signal_lint.project import Connection, Function, Project
from signal_lint.rule import rule
from signal_lint.settings import Settings
from signal_lint.source import Location
from signal_lint.unparse import unparse

# Django never calls these, so that nothing can recurse.
SILENCED = frozenset({"collected", "replaced", "disconnected", "duplicate"})
LONGEST = 60


@rule("SGL002", severity=Severity.ERROR)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each call once, whatever its receiver is connected to."""
    found: dict[Location, list[tuple[Connection, Resending]]] = defaultdict(list)
    for connection in _connections(project):
        for resending in resendings(connection, POST_SAVE, project.lookup):
            found[resending.location].append((connection, resending))
    for location, cases in found.items():
        # The worst of them speaks: an error before a warning, the shortest way before a longer one.
        _, worst = min(cases, key=lambda case: (not case[1].is_certain, len(case[1].hops)))
        functions = {connection.receiver.function: None for connection, _ in cases}
        receiver = next(function for function in functions if function is not None)
        senders = _senders([connection for connection, _ in cases])
        yield Finding(
            location=location,
            message=f"{_call(worst)} in a `post_save` receiver of {senders} {_what_happens(worst)}",
            related=(_defined(receiver, senders), *_chain(worst)),
            severity=None if worst.is_certain else Severity.WARNING,
            lines=(*receiver.decorator_lines, receiver.location.span.line),
        )


def _connections(project: Project) -> Iterator[Connection]:
    for connection in project.connections:
        silenced = connection.lost is not None and connection.lost.kind in SILENCED
        if connection.signal is not None and connection.signal.name == POST_SAVE.signal and not silenced:
            yield connection


def _call(resending: Resending) -> str:
    written = resending.hops[0].call if resending.hops else resending.call
    text = unparse(written)
    return f"`{text}`" if len(text) <= LONGEST else f"`{unparse(written.func)}(…)`"


def _what_happens(resending: Resending) -> str:
    if resending.weakly_guarded:
        return "sends `post_save` again, and nothing before it changes what the test around it reads"
    if resending.deferred:
        return "sends `post_save` again later, which asks for the next one, without end"
    if resending.on_update:
        return "sends `post_save` again and recurses on the first update"
    return "sends `post_save` again and recurses without end"


def _senders(connections: list[Connection]) -> str:
    named: dict[str, None] = {}
    for connection in connections:
        sender = connection.sender
        written = sender.label or sender.name or sender.text
        named["every model" if sender.kind == "any" else f"`{written}`"] = None
    *most, last = named
    return f"{', '.join(most)} and {last}" if most else last


def _defined(receiver: Function, senders: str) -> Related:
    return Related(receiver.location, f"`{receiver.qualname}` is connected to `post_save` of {senders}")


def _chain(resending: Resending) -> Iterator[Related]:
    for hop in resending.hops:
        yield Related(hop.function.location, f"`{unparse(hop.call.func)}()` runs `{hop.function.qualname}`")
    if resending.hops:
        sending = f"`{unparse(resending.call.func)}()` sends `post_save` again"
        yield Related(resending.sent_from, sending)
