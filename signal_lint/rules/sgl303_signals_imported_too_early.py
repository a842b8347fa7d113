"""Models that are needed while Django still imports its apps.

What it does
Looks for imports at the top of an installed app's package or of its `apps` module that lead
to a module that defines a model, directly or through other modules, and for calls there that
ask for one, such as `get_user_model()`.

Why is this bad?
Django imports these modules before its app registry is ready, and only then the models. A
model that is defined earlier raises `AppRegistryNotReady`, and nothing starts. It is mostly
a module of receivers that is imported there instead of in `ready()`.

Example
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(post_save, sender=Order)
    def index_order(sender, instance, **kwargs):
        print(instance)

    # shop/apps.py
    from django.apps import AppConfig

    from shop import signals

    class ShopConfig(AppConfig):
        name = "shop"

Use instead
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(post_save, sender=Order)
    def index_order(sender, instance, **kwargs):
        print(instance)

    # shop/apps.py
    from django.apps import AppConfig

    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):
            from shop import signals

Known limits
Follows only imports that surely happen, at the top level of each module: silent for those in
a `try`, under a condition or in a function, behind a call of `django.setup()`, and for apps in no
`INSTALLED_APPS`; before Django 1.7, which has no app registry. Of what lies outside the project,
only Django's own models are known. A lazy import (PEP 810) counts as any other.

References
https://docs.djangoproject.com/en/stable/ref/applications/#initialization-process
https://docs.djangoproject.com/en/stable/ref/applications/#troubleshooting
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.django.app_loading import has_registry
from signal_lint.findings import Finding, Related, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.settings import Settings
from signal_lint.startup import EarlyUse


@rule("SGL303", severity=Severity.ERROR)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find the statements of each app's package and apps module that need the app registry."""
    for use in project.startup.early_uses() if has_registry(project.django) else ():
        yield Finding(
            location=use.location,
            message=_message(use),
            related=tuple(Related(step.location, step.message) for step in use.chain[1:]),
            help=_help(use),
        )


def _message(use: EarlyUse) -> str:
    leads = f"Imported at the top of `{use.module}`, {use.needs}" if use.chain else use.needs
    return (
        f"{leads} before Django's app registry is ready: `AppRegistryNotReady` where `{use.app}` is installed"
    )


def _help(use: EarlyUse) -> str:
    if use.chain:
        return "Import it in `ready()` of the app's AppConfig, or inside the function that needs it"
    return f"Move it out of `{use.module}`: models belong in `{use.app}.models`, and calls into functions"
