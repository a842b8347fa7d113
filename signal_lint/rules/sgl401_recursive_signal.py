"""A receiver that sends the very signal it is connected to, with nothing to stop it.

What it does
Follows every path through the receivers of `pre_save`, `pre_delete`, `post_delete` and
`post_init` to the calls that send the same signal again: saving in `pre_save`, deleting
in the delete signals, `refresh_from_db()` in `post_init`, directly, in a function that
is passed the instance, or in a method of the model. It reports those that some path
reaches with no guard before them. `post_save` is the business of SGL002.

Why is this bad?
The call sends the signal, the signal calls the receiver, and the receiver calls again,
until a `RecursionError` ends it. In `pre_save` nothing is stored yet, so that neither
`if not instance.pk:` nor `if instance._state.adding:` is a guard: both are as true the
second time. In `post_delete` the instance still has its key, and Django deletes it again.
`refresh_from_db()` loads a second instance, which sends `post_init` in its turn.

Example
    # shop/signals.py
    from django.db.models.signals import pre_save
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(pre_save, sender=Order)
    def number_order(sender, instance, **kwargs):
        if not instance.pk:
            instance.code = "new"
            instance.save()

Use instead
    # shop/signals.py
    from django.db.models.signals import pre_save
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(pre_save, sender=Order)
    def number_order(sender, instance, **kwargs):
        if not instance.pk:
            # What is set before the save is saved.
            instance.code = "new"

Known limits
Silent where the source does not settle whether the path is taken again, as in SGL002: a
test that calls an unknown function or reads a variable of a module, an unknown context
manager, a decorator that is not known below the connection. Silent where the model has
a `delete()` or `refresh_from_db()` of its own, which may send nothing; one that it inherits
from a package is taken for Django's. In the delete
signals and in `post_init`, only what is done to the instance at once counts, not what is
left to `on_commit()`. In `pre_save`, a copy of the stored row that is saved under another key
is left alone. A query in `post_init` that loads the model is not looked at.

References
https://docs.djangoproject.com/en/stable/ref/signals/#pre-save
https://docs.djangoproject.com/en/stable/ref/signals/#post-init
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from signal_lint.connections import Connection
from signal_lint.findings import Finding, Severity
from signal_lint.flow.recursion import Resending, resendings
from signal_lint.flow.scenes import POST_DELETE, POST_INIT, PRE_DELETE, PRE_SAVE, Recursion
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.rules.recursions import Case, connections_of, recursion_findings
from signal_lint.settings import Settings
from signal_lint.syntax import Opaque


@rule("SGL401", severity=Severity.ERROR)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each call once for each signal that it sends again."""
    for recursion in (PRE_SAVE, PRE_DELETE, POST_DELETE, POST_INIT):
        signal = recursion.signal.rpartition(".")[2]
        yield from recursion_findings(_cases(project, recursion), signal, _told(signal))


def _cases(project: Project, recursion: Recursion) -> Iterator[Case]:
    for connection in connections_of(project, recursion.signal):
        if recursion is PRE_SAVE or not _is_overridden(connection, recursion, project):
            for resending in resendings(connection, recursion, project.lookup):
                again = (
                    _saves_again(resending) if recursion is PRE_SAVE else _acts_again(resending, recursion)
                )
                if again:
                    yield connection, resending


def _is_overridden(connection: Connection, recursion: Recursion, project: Project) -> bool:
    """Tell whether the model replaces what sends the signal; a soft `delete()` sends nothing."""
    model = connection.sender.model
    return model is not None and any(project.lookup.method(model, verb) for verb in recursion.verbs)


def _saves_again(resending: Resending) -> bool:
    """Tell whether what is saved has the row that the receiver looks for.

    A row that is fetched and given another key is a copy, and nothing is stored of it yet.
    """
    resend = resending.resend
    return resend.what != "row" or not isinstance(resend.arguments["created"], Opaque)


def _acts_again(resending: Resending, recursion: Recursion) -> bool:
    """Tell whether a call of a receiver that does not save surely finds something to do.

    When it is made later, the instance has lost its key. After the deletion, the row is
    found no more.
    """
    kinds = {"instance", "row"} if recursion is PRE_DELETE else {"instance"}
    return resending.resend.what in kinds and not resending.deferred


def _told(signal: str) -> Callable[[Resending], str]:
    """Return how to say what a call does in a receiver of a signal."""

    def told(resending: Resending) -> str:
        if resending.weakly_guarded:
            return f"sends `{signal}` again, and nothing before it changes what the test around it reads"
        if resending.deferred:
            return f"sends `{signal}` again later, which asks for the next one, without end"
        return f"sends `{signal}` again and recurses without end"

    return told
