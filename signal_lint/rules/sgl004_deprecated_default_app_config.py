"""A `default_app_config` that Django no longer reads.

What it does
Looks for `default_app_config = …` in the packages of apps, and compares the class it
names with the one that Django picks without the line.

Why is this bad?
Since Django 3.2 the single AppConfig of an app's `apps` module is found without the
line; since Django 4.1 the line is ignored without a word. Where it names a class that
Django would not pick by itself, that class is gone from 4.1 on together with its `ready()`:
no receiver of the app runs any more. Until Django 4.0 the line decides, with a warning
from 3.2 on, and one that names no class stops Django from starting. Where it names the
class that Django picks anyway, the line is merely dead.

Example
    # shop/__init__.py
    default_app_config = "shop.apps.ShopConfig"

    # shop/apps.py
    from django.apps import AppConfig

    class ShopConfig(AppConfig):
        name = "shop"

Use instead
    # shop/apps.py
    from django.apps import AppConfig

    class ShopConfig(AppConfig):
        name = "shop"

Fix safety
Safe where a file or the configuration says which Django the project runs on, unsafe where a
current one is assumed. Offered only where Django picks the same class without the line, and
where neither `__all__` nor an import of the project names it.

Known limits
Silent under a test of the Django version, where the project supports a Django older than
3.2, and where an entry point names the line (`shop:default_app_config` in a packaging file
at the root of the project): whoever loads that reads it. The message says which Django was
assumed, and from what.

References
https://docs.djangoproject.com/en/stable/releases/3.2/#automatic-appconfig-discovery
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.django.app_loading import FOUND_BY_ITSELF, LINE_IGNORED
from signal_lint.edits import RemoveStatement
from signal_lint.findings import Finding, Fix, Related, Safety, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.settings import Settings
from signal_lint.startup import DefaultAppConfig
from signal_lint.supported import DjangoRange, is_from, told


@rule("SGL004", severity=Severity.WARNING, fix="safe")
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find the lines that no supported Django needs."""
    django = project.django
    if not is_from(django, FOUND_BY_ITSELF):
        return
    lost = _lost_with_ready(project)
    for line in project.default_app_configs:
        if not (line.guarded or line.offered):
            ignored = is_from(django, LINE_IGNORED)
            loses = ignored and _is_passed_over(line) and line.target in lost
            consequence = ", whose `ready()` never runs" if loses else ""
            yield Finding(
                location=line.location,
                message=f"`default_app_config` {_what(line, ignored=ignored)}{consequence} ({told(django)})",
                related=_related(line),
                fix=_fix(line, django),
                severity=Severity.ERROR if loses else None,
            )


def _fix(line: DefaultAppConfig, django: DjangoRange) -> Fix | None:
    if not (line.picked_without and line.removable):
        return None
    safety: Safety = "unsafe" if django.kind == "none" else "safe"
    return Fix("Delete the line", safety, (RemoveStatement(line.location),))


def _lost_with_ready(project: Project) -> set[str]:
    """Return the configs with a `ready()` that the settings do not select either, by name."""
    installed = {app.name for app in project.apps}
    return {
        config.name
        for config in project.app_configs
        if config.ready and config.selected is False and config.app in installed
    }


def _is_passed_over(line: DefaultAppConfig) -> bool:
    return line.resolves is True and line.picked_without is False


def _what(line: DefaultAppConfig, *, ignored: bool) -> str:
    if line.resolves is False:
        stops = "" if ignored else ": until Django 4.0 that stops Django from starting"
        return f"names `{line.target}`, which does not exist{stops}"
    if _is_passed_over(line):
        return f"is ignored since Django 4.1, which by itself does not select `{line.target}`"
    if line.picked_without:
        return f"is ignored since Django 4.1: `{line.target}` is selected without it"
    return "is ignored since Django 4.1"


def _related(line: DefaultAppConfig) -> tuple[Related, ...]:
    if not line.target_location:
        return ()
    return (Related(line.target_location, f"`{line.target}` is defined here"),)
