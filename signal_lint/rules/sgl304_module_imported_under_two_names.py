"""Modules of receivers that are imported under two dotted names.

What it does
Looks for modules that connect when they are imported, and that start-up imports under two dotted
names, such as `users.signals` and `apps.users.signals` where the folder `apps` is on `sys.path`.

Why is this bad?
For Python these are two modules: it runs the file twice, and each run makes functions of its own.
Django takes them for different receivers, so that each of them runs twice for every signal.

Example
    # project/settings.py
    import sys
    from pathlib import Path

    BASE_DIR = Path(__file__).resolve().parent.parent
    sys.path.insert(0, str(BASE_DIR / "apps"))
    INSTALLED_APPS = ["shop"]

    # apps/auditing.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @receiver(post_save)
    def write_log(sender, instance, **kwargs):
        print(instance)

    # shop/models.py
    import auditing

    # shop/apps.py
    from django.apps import AppConfig

    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):
            from apps import auditing

Use instead
    # project/settings.py
    import sys
    from pathlib import Path

    BASE_DIR = Path(__file__).resolve().parent.parent
    sys.path.insert(0, str(BASE_DIR / "apps"))
    INSTALLED_APPS = ["shop"]

    # apps/auditing.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @receiver(post_save)
    def write_log(sender, instance, **kwargs):
        print(instance)

    # shop/apps.py
    from django.apps import AppConfig

    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):
            import auditing

Known limits
Follows only import statements that surely run at start-up: silent for those in a `try`, under a
condition or in a function other than `ready()`, for calls such as `import_module()`, and for apps that are
installed under a condition. Silent for receivers with a `dispatch_uid`, for those that another module
defines, and for senders other than models. Silent too in projects that rename modules themselves, in
`sys.modules`, and where a model is defined under both names: Django refuses to start with it. What a folder
on `sys.path` holds is taken to come before an installed package of the same name.

References
https://docs.djangoproject.com/en/stable/topics/signals/#preventing-duplicate-signals
https://docs.python.org/3/reference/import.html#the-module-cache
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection
from signal_lint.findings import Finding, Related, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.settings import Settings


@rule("SGL304", severity=Severity.WARNING)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find the first connection of each module under two names that makes a receiver run twice."""
    files = {each.path: each for each in project.startup.two_names()}
    told: set[str] = set()
    for connection in project.connections:
        path = connection.location.path
        if path in files and path not in told and _is_made_twice(connection, frozenset(files)):
            told.add(path)
            file = files[path]
            first, second = file.names
            yield Finding(
                location=connection.location,
                message=(
                    f"Imported as both `{first}` and `{second}`, this module connects twice: "
                    f"`{connection.receiver.text}` runs twice for each `{connection.signal_name}`"
                ),
                related=tuple(
                    Related(location, f"Imported as `{name}` here")
                    for name, location in zip(file.names, file.imports, strict=True)
                ),
            )


def _is_made_twice(connection: Connection, files: frozenset[str]) -> bool:
    """Tell whether the two modules of a file connect two functions to one signal of one sender."""
    function, signal, sender = connection.receiver.function, connection.signal, connection.sender
    return (
        connection.scope == "module"
        and connection.loaded == "startup"
        and connection.certain
        and connection.lost is None
        and connection.known_uid
        and not connection.dispatch_uid
        and function is not None
        and function.location.path == connection.location.path
        and signal is not None
        and signal.known
        and (signal.location is None or signal.location.path not in files)
        and sender.kind in ("any", "model", "lazy")
    )
