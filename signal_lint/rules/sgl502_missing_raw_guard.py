"""A receiver that touches other rows while a fixture is loaded.

What it does
Looks in the receivers of `pre_save` and `post_save`, and of `m2m_changed` where the lowest
Django is 6.1, for calls that create rows of another model or look for one
(`Model.objects.create()`, `get_or_create()`, `get()` and their kin), in a receiver that does not
mention `raw` anywhere. In the code of tests too.

Why is this bad?
`loaddata` saves the rows of a fixture as they are, and sends the signals with `raw=True`. It also
sends `created=True`, so that `if created:` is no protection. What the receiver creates is
in the fixture as well: there are two of it then, or an `IntegrityError`. What the receiver
looks for may not be loaded yet.

Example
    # shop/models.py
    from django.db import models

    class Order(models.Model):
        code = models.TextField()

    class Invoice(models.Model):
        order = models.OneToOneField(Order, models.CASCADE)

    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    from shop.models import Invoice, Order

    @receiver(post_save, sender=Order)
    def create_invoice(sender, instance, created, **kwargs):
        if created:
            Invoice.objects.create(order=instance)

Use instead
    # shop/models.py
    from django.db import models

    class Order(models.Model):
        code = models.TextField()

    class Invoice(models.Model):
        order = models.OneToOneField(Order, models.CASCADE)

    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    from shop.models import Invoice, Order

    @receiver(post_save, sender=Order)
    def create_invoice(sender, instance, created, raw, **kwargs):
        if created and not raw:
            Invoice.objects.create(order=instance)

Known limits
Silent where the receiver mentions `raw` or fixtures in any way, or passes all that it gets to
somebody else, where a decorator stands below the connection that is not known, where the call
stands in a `try` or behind a test that calls something unknown, about rows of the sender itself, and
about rows that are created under a key that is given, which the fixture overwrites. What a
helper does is not looked at, nor what is left to `on_commit()`, nor what only a call of the receiver itself
would connect.

References
https://docs.djangoproject.com/en/stable/topics/db/fixtures/#how-fixtures-are-saved-to-the-database
https://docs.djangoproject.com/en/stable/ref/signals/#post-save
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.findings import Finding, Severity
from signal_lint.flow.loading import loadings
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.rules.acting import acting_findings
from signal_lint.settings import Settings

SIGNALS = ("pre_save", "post_save")
# The first Django whose m2m_changed tells of a fixture.
TOLD_OF_RELATIONS = (6, 1)
WHY = "; it does not ask for `raw`"


@rule("SGL502", severity=Severity.INFO, default=False)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each call once, whatever its receiver is connected to."""
    lowest = project.django.lowest
    more = ("m2m_changed",) if lowest is not None and lowest >= TOLD_OF_RELATIONS else ()
    yield from acting_findings(project, (*SIGNALS, *more), loadings, WHY)
