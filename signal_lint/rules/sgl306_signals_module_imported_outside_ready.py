"""A module with receivers that start-up reaches by another way than `ready()`.

What it does
Looks for modules that connect receivers when they are imported, and that start-up
reaches only through a models module or through the package of an app.

Why is this bad?
It works, but not where Django's documentation puts it: such an import runs before all
models are there, invites circular imports, and looks unused to whoever tidies up the
models module. In `ready()` all models exist. Off by default.

Example
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @receiver(post_save)
    def index_order(sender, instance, **kwargs):
        print(instance)

    # shop/models.py
    from shop import signals

    # shop/apps.py
    from django.apps import AppConfig

    class ShopConfig(AppConfig):
        name = "shop"

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
Silent for receivers that stand in the models module or in the package itself, for modules that
define models, and for apps in no `INSTALLED_APPS`, such as those of a library.

References
https://docs.djangoproject.com/en/stable/topics/signals/#connecting-receiver-functions
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.findings import Finding, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.rules.modules import steps
from signal_lint.settings import Settings
from signal_lint.startup import Module


@rule("SGL306", severity=Severity.INFO, default=False)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find the modules that only models or a package lead to."""
    packages = {app.name for app in project.apps}
    for module in project.modules:
        early = module.app and module.loaded == "startup" and module.via in ("models", "package")
        if early and not module.test and not _is_at_home(project, module, packages):
            yield Finding(
                location=module.connects[0].place,
                message=f"`{module.name}` is imported through the {_way(module)}, not in `ready()`",
                related=steps(module),
            )


def _is_at_home(project: Project, module: Module, packages: set[str]) -> bool:
    """Tell whether the module is an app's package, its models, or a part of these that defines models."""
    parent, _, _ = f"{module.name}.".partition(".models.")
    if module.name in packages or parent in packages:
        return True
    return any(
        model.location is not None and model.location.path == module.path for model in project.lookup.models()
    )


def _way(module: Module) -> str:
    return "models module" if module.via == "models" else "package"
