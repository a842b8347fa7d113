"""An AppConfig that Django passes over, together with its `ready()`.

What it does
Looks for the AppConfig classes of installed apps whose `ready()` would do something,
where Django makes a plain AppConfig of its own instead.

Why is this bad?
Django selects a class by itself only if it is the single candidate in the app's
`apps` module, or the only one there with `default = True`. Otherwise it falls back
to a plain AppConfig and says nothing: `ready()` does not run, and nothing that it
imports or connects is ever there.

Example
    # shop/apps.py
    from django.apps import AppConfig
    from django.db.models.signals import post_migrate

    def create_defaults(sender, **kwargs):
        print(sender)

    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):
            post_migrate.connect(create_defaults, sender=self)

    class ShopTestConfig(AppConfig):
        name = "shop"

Use instead
    # shop/apps.py
    from django.apps import AppConfig
    from django.db.models.signals import post_migrate

    def create_defaults(sender, **kwargs):
        print(sender)

    class ShopConfig(AppConfig):
        name = "shop"
        default = True

        def ready(self):
            post_migrate.connect(create_defaults, sender=self)

    class ShopTestConfig(AppConfig):
        name = "shop"

Known limits
Silent where Django selects another AppConfig of the project for the same app: the
settings chose between them; and for apps that some run of the settings may not list.
An app with a `default_app_config` is left to `SGL004`. Before Django 3.2 Django looks for no
class by itself: where the project runs on nothing newer, an app without that line has none.
Silent where some of the Djangos that the project supports select the class, and before
Django 1.7, which has no configs.

References
https://docs.djangoproject.com/en/stable/ref/applications/#configuring-applications
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.django.app_loading import FOUND_BY_ITSELF, has_registry
from signal_lint.findings import Finding, Related, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.settings import Settings
from signal_lint.supported import is_from, told


@rule("SGL302", severity=Severity.ERROR)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find the classes passed over in installed apps that have no other."""
    if not has_registry(project.django):
        return
    candidates = _apps_without_config(project)
    depends = "" if is_from(project.django, FOUND_BY_ITSELF) else f" ({told(project.django)})"
    for config in project.app_configs:
        passed_over = config.selected is False and config.ready_effect
        if passed_over and config.app in candidates:
            yield Finding(
                location=config.location,
                message=f"Django passes over `{config.name}` ({config.why_not}), "
                f"so its `ready()` never runs, which {config.ready_effect}{depends}",
                related=tuple(Related(step.location, step.message) for step in config.evidence),
                help=f'Name it in INSTALLED_APPS: `"{config.name}"` in the place of the app',
            )


def _apps_without_config(project: Project) -> set[str]:
    """Return the apps that surely are installed for which Django selects no AppConfig of the project.

    Those that name one by `default_app_config` are left to the rule for that.
    """
    served = {config.app for config in project.app_configs if config.selected}
    named = {line.app for line in project.default_app_configs if not line.guarded}
    return {app.name for app in project.apps if app.sure and not app.config} - served - named
