"""From facts to the project: what connects what, and what Django loads.

Invariant: nothing here reads a file, and no parser is known; all is asked of `Sources`.
"""

from __future__ import annotations

from signal_lint.facts import CONNECTING, Sources
from signal_lint.link.apps import installed_apps
from signal_lint.link.configs import configs, default_app_configs
from signal_lint.link.configuration import VARIABLE, settings_paths, stated_roots, where_apps_are_listed
from signal_lint.link.course import Course
from signal_lint.link.doubts import DYNAMIC
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.imports import ALL, Imports
from signal_lint.link.lookup import Answers
from signal_lint.link.modules import Modules
from signal_lint.link.naming import STATES_MODULE
from signal_lint.link.rows import Rows
from signal_lint.link.sequence import Sequence
from signal_lint.link.sites import Sites
from signal_lint.link.startup import run_ready
from signal_lint.project import Project
from signal_lint.settings import Settings
from signal_lint.supported import DjangoRange

__all__ = ["link"]

#: The words that are looked for in every project, so that each file is read for all of them at once.
VOCABULARY = frozenset(
    {
        *CONNECTING,
        "__path__",
        "autodiscover",
        "AppConfig",
        "default_app_config",
        "INSTALLED_APPS",
        *STATES_MODULE,
        VARIABLE,
        *ALL,
        *DYNAMIC,
    }
)


def link(
    sources: Sources, settings: Settings, django: DjangoRange, words: frozenset[str] = frozenset()
) -> Project:
    """Resolve what the files of a project say into the project as Django would see it.

    `words` are those that will be looked for besides, so that no file is read again for them.
    """
    sources.containing(VOCABULARY | words)
    ev = Evaluator(sources, Modules(sources.paths, stated_roots(sources, settings)))
    ev.settings_paths = settings_paths(ev, settings)
    ev.autodiscovered = settings.autodiscovered_modules
    ev.apps = apps = installed_apps(ev, where_apps_are_listed(ev))
    ev.forget()
    imports = Imports(ev)
    readies = tuple(run_ready(ev, app, app.config) for app in apps.entries if app.config is not None)
    sites = Sites(ev, imports, readies)
    happenings = sites.find()
    found = tuple(configs(ev, apps, readies))
    rows = Rows(ev, imports, readies, found)
    rows.settle(happenings)
    sequence = Sequence(ev, imports, readies, happenings)
    return Project(
        root=str(settings.root),
        connections=rows.connections(),
        receiver_uses=sites.receiver_uses(),
        modules=rows.modules(),
        apps=rows.apps(),
        app_configs=tuple(config.config for config in found),
        default_app_configs=tuple(default_app_configs(ev)),
        django=django,
        problems=(),
        lookup=Answers(ev, imports, happenings, sequence),
        startup=Course(ev, imports, readies, happenings, sequence),
        uses_django=bool(ev.settings_paths or happenings or sources.importing(frozenset({"django"}))),
    )
