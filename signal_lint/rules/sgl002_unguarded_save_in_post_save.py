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

from collections.abc import Iterator

from signal_lint.findings import Finding, Severity
from signal_lint.flow.recursion import Resending, resendings
from signal_lint.flow.scenes import POST_SAVE
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.rules.recursions import connections_of, recursion_findings
from signal_lint.settings import Settings


@rule("SGL002", severity=Severity.ERROR)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each call once, whatever its receiver is connected to."""
    cases = (
        (connection, resending)
        for connection in connections_of(project, POST_SAVE.signal)
        for resending in resendings(connection, POST_SAVE, project.lookup)
    )
    yield from recursion_findings(cases, "post_save", _consequence)


def _consequence(resending: Resending) -> str:
    if resending.weakly_guarded:
        return "sends `post_save` again, and nothing before it changes what the test around it reads"
    if resending.deferred:
        return "sends `post_save` again later, which asks for the next one, without end"
    if resending.on_update:
        return "sends `post_save` again and recurses on the first update"
    return "sends `post_save` again and recurses without end"
