"""A `receiver` decorator that is used in a way that connects nothing.

What it does
Looks for `@receiver` without a call, for `receiver` without a signal or with several
positional arguments, with a set, a dict or a text for a signal, and with a keyword that
`Signal.connect` does not take.

Why is this bad?
Without a call, `receiver` takes the function for the signal: nothing is connected, nothing is
said, and the name of the function then stands for a decorator. All other forms raise a
`TypeError` or an `AttributeError`, and the module cannot be imported.

Example
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @receiver
    def on_save(sender, instance, **kwargs):
        print(instance)

Use instead
    # shop/signals.py
    from django.db.models.signals import post_delete, post_save
    from django.dispatch import receiver

    @receiver([post_save, post_delete])
    def on_save(sender, instance, **kwargs):
        print(instance)

Known limits
Unknown keywords are only found for Django's own signals: another class of signals may take
more. Silent inside `try` and `with`, which may expect the error, and behind `*` and `**`.

References
https://docs.djangoproject.com/en/stable/topics/signals/#connecting-receiver-functions
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import ReceiverUse
from signal_lint.findings import Finding, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.rules.misuse import misuse
from signal_lint.settings import Settings


@rule("SGL106", severity=Severity.ERROR)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find the uses of `receiver` that certainly connect nothing."""
    for use in project.receiver_uses:
        message = misuse(use.call, use.signal) if use.call else _of_bare(use)
        if message:
            yield Finding(location=use.location, message=message)


def _of_bare(use: ReceiverUse) -> str:
    return (
        f"`@receiver` is not called with a signal: `{use.on}` is connected to nothing, "
        "and its name stands for a decorator instead"
    )
