"""A shop as text, and what is traced in it: `ready()` imports `shop.signals`, which a test gives."""

from __future__ import annotations

import textwrap

from link.linking import NOWHERE

from signal_lint.models import Operation
from signal_lint.settings import Settings
from signal_lint.survey import survey
from signal_lint.text.paint import plain
from signal_lint.tracing.naming import named_model
from signal_lint.tracing.trace import Trace, trace
from signal_lint.tracing.tree import tree
from signal_lint.tracing.writes import Write, writes

MODELS = """\
from django.db import models


class Base(models.Model):
    class Meta:
        abstract = True


class Customer(Base):
    name = models.CharField(max_length=9)
    avatar = models.ImageField()


class Order(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE)
    total = models.IntegerField(default=0)
    paid = models.BooleanField(default=False)

    def recount(self):
        self.total = 1
        self.customer.save()


class Line(models.Model):
    order = models.ForeignKey("Order", on_delete=models.CASCADE, related_name="lines")


class Log(models.Model):
    text = models.TextField()
"""
IMPORTS = """\
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_init, post_save, pre_delete, pre_save
from django.dispatch import receiver
from shop.models import Base, Customer, Line, Log, Order
"""
SHOP = {
    "manage.py": "",
    "settings.py": 'INSTALLED_APPS = ["shop"]\n',
    "shop/__init__.py": "",
    "shop/apps.py": """\
from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from shop import signals
""",
    "shop/models.py": MODELS,
}


def received(body: str, signal: str = "post_save", sender: str = "Order") -> str:
    """Return the text of one receiver with a body."""
    given = f", sender={sender}" if sender else ""
    parameters = "sender, instance, created=None, update_fields=None, raw=False, **kwargs"
    inside = textwrap.indent(textwrap.dedent(body).strip(), "    ")
    return f"@receiver({signal}{given})\ndef on_signal({parameters}):\n{inside}\n"


def traced(signals: str, model: str = "Order", operation: Operation = "save", **files: str) -> Trace:
    """Return the trace of an operation in the shop, with a signals module and further or other files."""
    texts = {**SHOP, "shop/signals.py": IMPORTS + textwrap.dedent(signals), **files}
    unsaved = {path: text.encode() for path, text in texts.items()}
    found: list[Trace] = []
    survey(
        Settings(root=NOWHERE),
        unsaved,
        lambda project: found.append(trace(project, named_model(project, model), operation)),
    )
    return found[0]


def shown(signals: str, model: str = "Order", operation: Operation = "save", **files: str) -> list[str]:
    """Return the lines of the same trace, without the heading."""
    return tree(traced(signals, model, operation, **files), plain).splitlines()[2:]


def written(body: str, signal: str = "post_save", sender: str = "Order", **files: str) -> tuple[Write, ...]:
    """Return what one receiver writes, whatever its signal carries."""
    texts = {**SHOP, "shop/signals.py": IMPORTS + received(body, signal, sender), **files}
    found: list[tuple[Write, ...]] = []
    survey(
        Settings(root=NOWHERE),
        {path: text.encode() for path, text in texts.items()},
        lambda project: found.append(writes(project.connections[-1], project)),
    )
    return found[0]


def told(body: str, signal: str = "post_save", sender: str = "Order", **files: str) -> list[str]:
    """Return the same as text: the verb, the model, the conditions, and a mark where it is not certain."""
    return [
        f"{write.verb} {write.model.label}"
        + (f" when {' and '.join(write.when)}" if write.when else "")
        + ("" if write.certain else " perhaps")
        for write in written(body, signal, sender, **files)
    ]
