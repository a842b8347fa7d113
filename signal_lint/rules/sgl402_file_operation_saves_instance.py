"""A file is stored or deleted through its field, which saves the instance as well.

What it does
Looks in the receivers of `pre_save`, `post_save` and `post_delete` for
`instance.invoice.save(name, content)`, and in those of `post_delete` for
`instance.invoice.delete()` too, where `invoice` is a `FileField` or an `ImageField` of the
sender and the call does not say `save=False`: directly, in a function that is passed the
instance, or in a method of the model.

Why is this bad?
Both methods end with `instance.save()`. In `post_delete` the row is gone already, so
that this inserts it again: the object comes back, with a file that does not exist. In the
save signals it sends the signal again, the receiver stores the file again, and so on, until
a `RecursionError` ends it.

Example
    # shop/models.py
    from django.db import models

    class Order(models.Model):
        invoice = models.FileField()

    # shop/signals.py
    from django.db.models.signals import post_delete
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(post_delete, sender=Order)
    def delete_invoice(sender, instance, **kwargs):
        instance.invoice.delete()

Use instead
    # shop/models.py
    from django.db import models

    class Order(models.Model):
        invoice = models.FileField()

    # shop/signals.py
    from django.db.models.signals import post_delete
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(post_delete, sender=Order)
    def delete_invoice(sender, instance, **kwargs):
        instance.invoice.delete(save=False)

Fix safety
Unsafe: adds `save=False`, so that the name of the file is no longer stored with the call. Offered
for calls in the receiver itself: those in a helper may be right for its other callers.

Known limits
Silent where the model of the sender is not in the project, where the field is of a
class of its own, and about what is left to `on_commit()`. In the save signals, guards
count as in SGL002, and any test of the instance may be one: storing the file changes it.
Deleting a file in a save signal is not reported, since the second time there is none.
A `save()` of the model's own is taken to save. A warning, not an error, where the call
is in a helper.

References
https://docs.djangoproject.com/en/stable/ref/models/fields/#django.db.models.fields.files.FieldFile.delete
https://docs.djangoproject.com/en/stable/ref/models/fields/#django.db.models.fields.files.FieldFile.save
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.edits import AddArgument
from signal_lint.findings import Finding, Fix, Severity
from signal_lint.flow.expressions import last_name
from signal_lint.flow.filing import bringing_back, saving_again
from signal_lint.flow.recursion import Resending
from signal_lint.flow.scenes import POST_DELETE, POST_SAVE, PRE_SAVE
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.rules.recursions import connections_of, recursion_findings
from signal_lint.settings import Settings

#: The place of `save` among the parameters of a method of a file field.
PLACES = {"save": 3, "delete": 1}


@rule("SGL402", severity=Severity.ERROR, fix="unsafe")
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each call once for each signal in which it does harm."""
    for recursion, signal in ((PRE_SAVE, "pre_save"), (POST_SAVE, "post_save")):
        again = (
            (connection, found)
            for connection in connections_of(project, recursion.signal)
            for found in saving_again(connection, recursion, project.lookup)
        )
        told = f"saves the instance too, which sends `{signal}` again and recurses without end"
        yield from recursion_findings(again, signal, told, "saves the instance too", _fix)
    back = (
        (connection, found)
        for connection in connections_of(project, POST_DELETE.signal)
        for found in bringing_back(connection, project.lookup)
    )
    told = "saves the instance too, which inserts the deleted row again"
    yield from recursion_findings(back, "post_delete", told, "saves the instance too", _fix)


def _fix(resending: Resending) -> Fix | None:
    """Offer nothing in a helper, and where `save` is given already."""
    args = resending.call.args
    places = PLACES.get(last_name(resending.call.func), 0)
    is_given = any(argument.star or argument.keyword == "save" for argument in args)
    positional = [argument for argument in args if argument.keyword is None]
    if resending.hops or is_given or len(positional) >= places:
        return None
    return Fix("Add `save=False`", "unsafe", (AddArgument(resending.location, "save", "False"),))
