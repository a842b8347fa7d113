"""A module with receivers that is imported only after start-up.

What it does
Looks for modules that connect receivers when they are imported, and that only the
URLconf, views, middleware, management commands, template tags or task modules lead to.

Why is this bad?
Django loads these when it first needs them: the receivers run in the process that
serves requests, and are missing in workers, in the shell and in management commands,
where models are saved just the same. What works in development fails in the background.

Example
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @receiver(post_save)
    def index_order(sender, instance, **kwargs):
        print(instance)

    # shop/apps.py
    from django.apps import AppConfig

    class ShopConfig(AppConfig):
        name = "shop"

    # project/urls.py
    from shop import signals

    urlpatterns = []

Use instead
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @receiver(post_save)
    def index_order(sender, instance, **kwargs):
        print(instance)

    # shop/apps.py
    from django.apps import AppConfig

    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):
            from shop import signals

Known limits
Silent for receivers of signals that are only sent where requests are served, in tests or by
the development server, and for receivers that demand a `request`: these need no earlier
import. Silent for migrate signals in a `management` package, which `migrate` imports, for
migrations, and for apps in no `INSTALLED_APPS`.

References
https://docs.djangoproject.com/en/stable/topics/signals/#connecting-receiver-functions
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection
from signal_lint.findings import Finding, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.rules.modules import connections_at_import, steps
from signal_lint.settings import Settings
from signal_lint.startup import Module

SENT_LATE = (
    "django.contrib.auth.signals.",
    "django.core.signals.",
    "django.test.signals.",
    "django.utils.autoreload.",
)
MIGRATE_SIGNALS = ("django.db.models.signals.pre_migrate", "django.db.models.signals.post_migrate")


@rule("SGL301", severity=Severity.WARNING)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find the modules that only late roots reach, at the first connection that minds."""
    for module in project.modules:
        if module.loaded == "late" and module.app and not module.test and not _is_migration(module):
            needed = [found for found in connections_at_import(project, module) if _is_sent_early(found)]
            for connection in needed[:1]:
                yield Finding(
                    location=connection.location,
                    message=f"`{module.name}` is not imported at start-up but {_door(module.via)}, "
                    "so its receivers are missing in every other process",
                    related=steps(module),
                )


def _is_migration(module: Module) -> bool:
    """Tell whether the module is itself a migration, which runs once and by itself."""
    return ".migrations." in module.name


def _is_sent_early(connection: Connection) -> bool:
    signal = connection.signal
    if not signal or signal.name.startswith(SENT_LATE) or _needs_request(connection):
        return False
    # The commands that send these import the `management` package of every app before they do.
    in_management = connection.location.path.endswith("/management/__init__.py")
    return not (in_management and signal.name in MIGRATE_SIGNALS)


def _needs_request(connection: Connection) -> bool:
    """Tell whether the receiver can't be called without a request, so that only requests can cause it."""
    function = connection.receiver.function
    if not function:
        return False
    parameters = (*function.parameters.positional, *function.parameters.keyword_only)
    return any(parameter.name == "request" and not parameter.default for parameter in parameters)


def _door(via: str) -> str:
    return f"only by the {via}" if via else "only later"
