"""A receiver of `pre_init` or `post_init` that queries the database.

What it does
Looks in the receivers of `pre_init` and `post_init` for what asks the database for something
while a row is loaded: the related row of a foreign key (`instance.customer`, unlike
`instance.customer_id`), and queries of a model or a many-to-many field that are sent or gone
through there.

Why is this bad?
These signals are sent for every instance that is made, and so for every row that is loaded: a list of
a hundred orders sends a hundred queries more. `select_related()` does not help, because the
related rows are put into the instance only after `post_init`.

Example
    # shop/models.py
    from django.db import models

    class Customer(models.Model):
        name = models.TextField()

    class Order(models.Model):
        customer = models.ForeignKey(Customer, models.CASCADE)

    # shop/signals.py
    from django.db.models.signals import post_init
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(post_init, sender=Order)
    def remember_customer(sender, instance, **kwargs):
        instance.first_customer = instance.customer

Use instead
    # shop/models.py
    from django.db import models

    class Customer(models.Model):
        name = models.TextField()

    class Order(models.Model):
        customer = models.ForeignKey(Customer, models.CASCADE)

    # shop/signals.py
    from django.db.models.signals import post_init
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(post_init, sender=Order)
    def remember_customer(sender, instance, **kwargs):
        # The column is there already.
        instance.first_customer_id = instance.customer_id

Known limits
What happens only to new rows (`if instance.pk is None:`) is left alone. Silent behind a test
that calls something unknown or asks what is cached, where a decorator stands below the connection
that is not known, and about fields of models that are not in the project. What a function, a method
or a property does is not looked at. A manager called `objects` is taken for one of Django's. What a
deferred field costs is not looked at; `refresh_from_db()` is the business of SGL401.

References
https://docs.djangoproject.com/en/stable/ref/signals/#post-init
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.findings import Finding, Severity
from signal_lint.flow.querying import queryings
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.rules.acting import acting_findings
from signal_lint.settings import Settings

SIGNALS = ("pre_init", "post_init")
WHY = " for each instance that is loaded"


@rule("SGL504", severity=Severity.INFO, default=False)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each place once, whatever its receiver is connected to."""
    yield from acting_findings(project, SIGNALS, queryings, WHY)
