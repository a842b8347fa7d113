"""A module with receivers that is imported only after start-up.

What it does
Looks for modules that connect receivers when they are imported, and that only the
URLconf, views, middleware, management commands, template tags or task modules lead to.

Why is this bad?
Django loads these when it first needs them. The URLconf comes with the first request and with
the system checks, which most commands make first. `shell`, scripts, `collectstatic`, commands
that skip the checks, `call_command()`, the making of a test database, tests under pytest-django and
a web worker before its first request go without, and save models just the same. Task modules,
commands and the WSGI module are loaded by their own processes alone.

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
the development server, for receivers that demand a `request`, and for those of a signal of the
project that only the same module sends, or modules that import it: these need no earlier
import. Silent for migrate signals in a `management` package, which `migrate` imports, for
migrations, and for apps in no `INSTALLED_APPS`.

References
https://docs.djangoproject.com/en/stable/topics/signals/#connecting-receiver-functions
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from signal_lint.connections import Connection, Signal
from signal_lint.findings import Finding, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.rules.modules import ByPlace, remedy, steps, waits
from signal_lint.settings import Settings
from signal_lint.startup import Module

SENT_LATE = (
    "django.contrib.auth.signals.",
    "django.core.signals.",
    "django.test.signals.",
    "django.utils.autoreload.",
)
MIGRATE_SIGNALS = ("django.db.models.signals.pre_migrate", "django.db.models.signals.post_migrate")
#: What leads to a module, by the word for it, and which processes never come there.
DOORS = {
    "urlconf": (
        "by the URLconf",
        "until a request or the system checks load that: in `shell`, scripts and `collectstatic`",
    ),
    "middleware": ("by middleware", "in `shell`, scripts and `collectstatic`, which handle no request"),
    "handler": ("by a WSGI or ASGI module", "in every process but that of the web server"),
    "templates": (
        "by what `TEMPLATES` names",
        "until a template is rendered: in `shell`, scripts and `collectstatic`",
    ),
    "templatetags": (
        "by template tags",
        "until templates are set up: in `shell`, scripts and `collectstatic`",
    ),
    "tasks": ("by task modules", "where these are not loaded: in web processes, commands and `shell`"),
    "command": ("by management commands", "in every process that runs none of these"),
    "migration": ("by migrations", "where these are not loaded: in web workers, `shell` and scripts"),
}


@rule("SGL301", severity=Severity.WARNING)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find the modules that only late roots reach, at the first connection that minds."""
    connections = ByPlace(project)
    for module in project.modules:
        if module.loaded == "late" and module.app and not module.test and not _is_migration(module):
            needed = (
                place
                for place, made in connections.made_by(module)
                if _is_sent_early(made, module) and waits(project, module, made)
            )
            for place in islice(needed, 1):
                yield Finding(
                    location=place,
                    message=f"`{module.name}` is not imported at start-up but only {_missing(module.via)}",
                    related=steps(module),
                    help=remedy(project, module, module.app),
                )


def _is_migration(module: Module) -> bool:
    """Tell whether the module is itself a migration, which runs once and by itself."""
    return ".migrations." in module.name


def _is_sent_early(connection: Connection, module: Module) -> bool:
    signal = connection.signal
    if not signal or signal.name.startswith(SENT_LATE) or _needs_request(connection):
        return False
    if module.via in ("templates", "templatetags") and _is_of_a_package(signal):
        # What packages send to template tags they send while a template is rendered, if anything does.
        return False
    # The commands that send these import the `management` package of every app before they do.
    in_management = connection.location.path.endswith("/management/__init__.py")
    return not (in_management and signal.name in MIGRATE_SIGNALS)


def _is_of_a_package(signal: Signal) -> bool:
    """Tell whether neither Django nor the project defines a signal."""
    return signal.location is None and not signal.name.startswith("django.")


def _needs_request(connection: Connection) -> bool:
    """Tell whether the receiver can't be called without a request, so that only requests can cause it."""
    function = connection.receiver.function
    if not function:
        return False
    parameters = (*function.parameters.positional, *function.parameters.keyword_only)
    return any(parameter.name == "request" and not parameter.default for parameter in parameters)


def _missing(via: str) -> str:
    """Return what leads to a module, and where its receivers are missing therefore."""
    door, where = DOORS.get(via, ("later", "until then"))
    return f"{door}, so its receivers are missing {where}"
