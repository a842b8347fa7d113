"""A receiver that reaches beyond the database before the transaction is committed.

What it does
Follows the receivers of `pre_save`, `post_save`, `pre_delete`, `post_delete` and
`m2m_changed` to calls that no rollback takes back: `.delay()` and `.apply_async()` of a
Celery task of the project, the mail functions of Django, writing requests of `requests`,
`httpx` and `urllib`, processes of `subprocess`, messages to a channel layer; in the receiver itself
or in a function or a method of the model that it calls. What is left to
`transaction.on_commit()` is fine.

Why is this bad?
A receiver does not know whether there is a transaction around the save; in the delete signals and
`m2m_changed` there always is one, which Django makes. If it is rolled back, the mail is sent
all the same, of something that never happened. If it is committed, a worker may be faster
than that, and does not find the row.

Example
    # shop/signals.py
    from django.core.mail import mail_managers
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(post_save, sender=Order)
    def announce_order(sender, instance, created, **kwargs):
        if created:
            mail_managers("A new order", instance.code)

Use instead
    # shop/signals.py
    from functools import partial

    from django.core.mail import mail_managers
    from django.db import transaction
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(post_save, sender=Order)
    def announce_order(sender, instance, created, **kwargs):
        if created:
            # Without a transaction, this is done at once.
            transaction.on_commit(partial(mail_managers, "A new order", instance.code))

Known limits
Silent where the receiver asks for the transaction itself (`in_atomic_block`), where a
decorator stands below the connection that is not known, about a task with a `countdown` or
an `eta`, and about one that is made with a `base`, whose own `delay()` may wait for the
commit. Reading is no side effect: requests with `get`, and processes whose output is taken.
A mail backend or a broker that stores what it is given in the same database is not known,
nor is a Celery app whose tasks have a class of their own.

References
https://docs.djangoproject.com/en/stable/topics/db/transactions/#performing-actions-after-commit
https://docs.celeryq.dev/en/stable/userguide/tasks.html#database-transactions
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.findings import Finding, Severity
from signal_lint.flow.leaving import leavings
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.rules.acting import acting_findings
from signal_lint.settings import Settings

SIGNALS = ("pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed")
WHY = " before the transaction is committed; a rollback does not take it back"


@rule("SGL501", severity=Severity.INFO, default=False)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each call once, whatever its receiver is connected to."""
    yield from acting_findings(project, SIGNALS, leavings, WHY)
