"""A receiver of `class_prepared` that is connected when all models are prepared.

What it does
Looks for receivers of `class_prepared` that are connected in `ready()`, or in a module that only
a `ready()` imports, and for those that a module connects with a model class as their sender.

Why is this bad?
Django sends `class_prepared` once for each model, while its class is defined. When `ready()` runs,
the models of all apps are defined, and so is a class that is passed as a sender: the receiver
is never called for any of them.

Example
    # shop/apps.py
    from django.apps import AppConfig
    from django.db.models.signals import class_prepared

    def add_field(sender, **kwargs):
        print(sender)

    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):
            class_prepared.connect(add_field)

Use instead
    # shop/apps.py
    from django.apps import AppConfig
    from django.db.models.signals import class_prepared

    def add_field(sender, **kwargs):
        print(sender)

    class ShopConfig(AppConfig):
        name = "shop"

        def __init__(self, *args):
            super().__init__(*args)
            class_prepared.connect(add_field)

Known limits
Silent where the module also goes through the models that are there already, as by
`apps.get_models()`, and in projects that make model classes by a call, such as `type(…)`: these are
still to come. Silent for senders that are computed, and in functions that `ready()` does not call: a field
or a manager that connects to its own model in `contribute_to_class()` does so in time.

References
https://docs.djangoproject.com/en/stable/ref/signals/#class-prepared
https://docs.djangoproject.com/en/stable/ref/applications/#initialization-process
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection
from signal_lint.findings import Finding, Related, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.settings import Settings

CLASS_PREPARED = "django.db.models.signals.class_prepared"


@rule("SGL305", severity=Severity.WARNING)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find the receivers of class_prepared that no model is left for."""
    for connection in project.connections:
        if connection.signal is None or connection.signal.name != CLASS_PREPARED or connection.lost:
            continue
        sender = connection.sender
        if sender.kind == "model" and connection.scope == "module":
            says = (
                f"with the sender `{sender.text}`, whose class is there, and so prepared: it is never called"
            )
            yield _finding(connection, says)
        elif sender.kind in ("any", "model") and (steps := project.startup.after_models(connection.location)):
            where = "in" if connection.scope == "function" else "in a module that is imported by"
            says = (
                f"{where} `ready()`, when the models of all apps are prepared: it is called for none of them"
            )
            yield _finding(connection, says, tuple(Related(step.location, step.message) for step in steps))


def _finding(connection: Connection, says: str, related: tuple[Related, ...] = ()) -> Finding:
    message = f"`{connection.receiver.text}` is connected to `class_prepared` {says}"
    return Finding(connection.location, message, related)
