"""A migrate signal of an app config that never sends it.

What it does
Looks for connections to `pre_migrate` and `post_migrate` whose sender is the config of an app
without a models module: `sender=self` in `ready()`, or `sender=apps.get_app_config("shop")`. It
also looks for the latter where Django has no app configs yet: in the package of an app, or in
the module of its config, outside functions.

Why is this bad?
`migrate` and `flush` send these signals for each app that has a models module, and pass over all
others. The receiver of an app without one is connected, and never runs: no error, no warning.
Before Django has imported the configs of all apps, `get_app_config()` raises
`AppRegistryNotReady`, and nothing starts.

Example
    # shop/apps.py
    from django.apps import AppConfig

    class ShopConfig(AppConfig):
        name = "shop"

    # stock/__init__.py

    # stock/apps.py
    from django.apps import AppConfig
    from django.db.models.signals import post_migrate

    def create_stock(sender, **kwargs):
        print("the shelves are empty")

    class StockConfig(AppConfig):
        name = "stock"

        def ready(self):
            post_migrate.connect(create_stock, sender=self)

    # project/settings.py
    INSTALLED_APPS = ["shop", "stock"]

Use instead
    # shop/apps.py
    from django.apps import AppConfig

    class ShopConfig(AppConfig):
        name = "shop"

    # stock/__init__.py

    # stock/apps.py
    from django.apps import AppConfig, apps
    from django.db.models.signals import post_migrate

    def create_stock(sender, **kwargs):
        print("the shelves are empty")

    class StockConfig(AppConfig):
        name = "stock"

        def ready(self):
            # An app that has models; an empty models module in `stock` would do as well.
            post_migrate.connect(create_stock, sender=apps.get_app_config("shop"))

    # project/settings.py
    INSTALLED_APPS = ["shop", "stock"]

Known limits
Silent where the package of the app lies outside the project, for configs that inherit from another
than Django's, for those that set `models_module` or look for it in an `import_models()` of their
own, and for those that Django may not pick, whose `ready()` does not run then. A project that sends
`post_migrate` itself, for an app without models, is not looked for. Outside functions,
`get_app_config()` is looked at only where Django imports it first of all: a models module may use
it, and what such a module imports.

References
https://docs.djangoproject.com/en/stable/ref/signals/#post-migrate
https://docs.djangoproject.com/en/stable/ref/applications/#how-applications-are-loaded
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection
from signal_lint.findings import Finding, Related, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.settings import Settings
from signal_lint.startup import AppConfig

MIGRATE = frozenset({"django.db.models.signals.pre_migrate", "django.db.models.signals.post_migrate"})


@rule("SGL208", severity=Severity.WARNING)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each sender of a migrate signal that is there too late, or sends nothing."""
    configs = {config.name: config for config in project.app_configs}
    first = _imported_first(project)
    for connection in project.connections:
        if connection.signal is None or connection.signal.name not in MIGRATE:
            continue
        config = configs.get(connection.sender.name or "") if connection.sender.kind == "instance" else None
        if config is None:
            continue
        if _is_asked_too_early(connection, first):
            yield _too_early(connection, first[connection.location.path])
        elif config.has_models is False and config.selected is not False:
            yield _never_sent(connection, config)


def _imported_first(project: Project) -> dict[str, str]:
    """Return the files that Django imports while it collects the app configs, each with the app's name."""
    packages = {f"{app.path}/__init__.py": app.name for app in project.apps if app.path}
    return packages | {app.config.location.path: app.name for app in project.apps if app.config}


def _is_asked_too_early(connection: Connection, first: dict[str, str]) -> bool:
    """Tell whether `get_app_config()` certainly runs before there are app configs."""
    runs = connection.scope != "function" and connection.certain and connection.location.path in first
    return runs and connection.sender.label is not None


def _too_early(connection: Connection, app: str) -> Finding:
    return Finding(
        location=connection.location,
        message=(
            f"`{connection.sender.text}` raises AppRegistryNotReady: Django imports this module of `{app}` "
            "before it has the app configs"
        ),
    )


def _never_sent(connection: Connection, config: AppConfig) -> Finding:
    function = connection.receiver.function
    name = function.qualname if function else connection.receiver.text
    return Finding(
        location=connection.location,
        message=(
            f"`{name}` never runs: Django sends `{connection.signal_name}` for apps with a models module, "
            f"and `{config.app}`, the app of `{connection.sender.text}`, has none"
        ),
        related=(Related(config.location, f"`{config.name}` is the config of `{config.app}`"),),
    )
