"""A module with receivers that nothing imports when Django starts.

What it does
Looks for modules of installed apps that connect receivers when they are imported,
and that nothing imports: no `ready()`, no models module, no package, no admin
module, no URLconf, nor anything these lead to.

Why is this bad?
`@receiver` and `.connect()` do nothing until their module runs. A module that nobody
imports connects nothing: no error, no warning, and the receivers never run.

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

Fix safety
Unsafe: the receivers begin to run. None is offered where the module could not be imported as it
is (a name that is bound nowhere, an import of what is not there, a call of `receiver` that raises), and
none beside an import that was meant for it and fails.

Known limits
Silent for tests, migrations and scripts, for apps in no `INSTALLED_APPS`, for
whatever a computed import may load, and for receivers of a signal of the project that only the
same module sends, or modules that import it. Where a `ready()` that Django passes over would
have imported the module, `SGL302` or `SGL004` names the cause instead.

References
https://docs.djangoproject.com/en/stable/ref/applications/#django.apps.AppConfig.ready
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from signal_lint.edits import ImportInReady
from signal_lint.findings import Finding, Fix, Related, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.rules.misuse import misuse
from signal_lint.rules.modules import ByPlace, import_of, remedy, steps, waits
from signal_lint.settings import Settings
from signal_lint.source import Location
from signal_lint.startup import App, AppConfig, Attempt, Evidence, Module


@rule("SGL003", severity=Severity.ERROR, fix="unsafe")
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find the modules of installed apps that start-up does not reach."""
    connections = ByPlace(project)
    for module in project.modules:
        if module.loaded == "never" and not module.test and module.app and not _has_other_cause(module):
            missed = (place for place, made in connections.made_by(module) if waits(project, module, made))
            for place in islice(missed, 1):
                yield _finding(project, module, module.app, place)


def _finding(project: Project, module: Module, app: App, place: Location) -> Finding:
    obstacle = module.obstacle or _misuse(project, module)
    config, attempt = app.config, module.attempt
    # Where an import fails, another beside it mends nothing; and none does what no import can do.
    is_mendable = not obstacle and not (attempt and attempt.fails)
    return Finding(
        location=place,
        message=_message(module, app),
        related=(*_where(module, config), *_causes(attempt, obstacle), *steps(module)),
        fix=_fix(module, config) if config and config.selected and is_mendable else None,
        help=_help(project, module, app, obstacle),
    )


def _misuse(project: Project, module: Module) -> Evidence | None:
    """Return a call of `receiver` in the module that raises."""
    for use in project.receiver_uses:
        if use.location.path == module.path and use.call and misuse(use.call, use.signal):
            return Evidence(use.location, misuse(use.call, use.signal))
    return None


def _has_other_cause(module: Module) -> bool:
    """Tell whether the module waits for the `ready()` of a config that Django passes over."""
    return bool(module.passed_over and module.app and not module.app.config)


def _message(module: Module, app: App) -> str:
    if module.attempt:
        return f"Nothing imports `{module.name}`, so its receivers never run: {module.attempt.message}"
    searched = f"{_culprit(app)}, and neither models, admin, URLconf nor anything they import leads to it"
    if module.chain:
        return (
            f"Nothing that Django loads imports `{module.name}`, so its receivers never run: "
            f"{module.reason}; {searched}"
        )
    return f"Nothing imports `{module.name}`, so its receivers never run: {searched}"


def _culprit(app: App) -> str:
    match app.config:
        case None:
            return f"`{app.name}` has no AppConfig to import it"
        case AppConfig(ready=None):
            return f"`{app.config.name}` has no `ready()` to import it"
        case _:
            return f"`{app.config.name}.ready()` does not import it"


def _where(module: Module, config: AppConfig | None) -> Iterator[Related]:
    if config:
        yield Related(config.ready or config.location, f"The import of `{module.name}` belongs here")


def _causes(attempt: Attempt | None, obstacle: Evidence | None) -> Iterator[Related]:
    if attempt:
        yield Related(attempt.location, "This import does not load it")
    if obstacle:
        yield Related(obstacle.location, f"The module cannot be imported as it is: {obstacle.message}")


def _help(project: Project, module: Module, app: App, obstacle: Evidence | None) -> str:
    if module.attempt and module.attempt.fails:
        return f"Write `{import_of(module)}` instead"
    return f"{'Mend the module first. ' if obstacle else ''}{remedy(project, module, app)}"


def _fix(module: Module, config: AppConfig) -> Fix | None:
    """Offer nothing where the `ready()` is inherited: apps that share it would all import the module."""
    edit = ImportInReady(config.ready or config.location, module.name)
    if not config.ready:
        title = f"Add a `ready()` to `{config.name}`: `{import_of(module)}`"
        return Fix(title, "unsafe", (edit,))
    if not _is_within(config.ready, config.location):
        return None
    return Fix(f"Import it in `{config.name}.ready()`: `{import_of(module)}`", "unsafe", (edit,))


def _is_within(inner: Location, outer: Location) -> bool:
    lines = range(outer.span.line, outer.span.end_line + 1)
    return inner.path == outer.path and inner.span.line in lines
