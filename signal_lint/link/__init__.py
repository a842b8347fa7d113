"""From facts to the project: what connects what, and what Django loads.

Invariant: nothing here reads a file, and no parser is known; all is asked of `Sources`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from signal_lint.django.autodiscover import discovered
from signal_lint.facts import CONNECTING, Sources
from signal_lint.link.configs import configs, default_app_configs
from signal_lint.link.configuration import Roots, settings_paths
from signal_lint.link.course import Course
from signal_lint.link.entries import STARTING, VARIABLE
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.import_calls import DYNAMIC
from signal_lint.link.import_roots import settle_apps
from signal_lint.link.imports import ALL, Imports
from signal_lint.link.loading import root_of
from signal_lint.link.lookup import Answers
from signal_lint.link.modules import Modules, parent
from signal_lint.link.naming import STATES_MODULE
from signal_lint.link.part import Part
from signal_lint.link.plans import Plan, joined, plans
from signal_lint.link.registries import Registries
from signal_lint.link.rows import Rows
from signal_lint.link.sequence import Sequence
from signal_lint.link.sites import Sites
from signal_lint.link.startup import run_ready
from signal_lint.link.unread_apps import unread_apps
from signal_lint.project import Project
from signal_lint.settings import Settings
from signal_lint.startup import Start
from signal_lint.supported import DjangoRange

__all__ = ["link"]

DjangoOf = Callable[[tuple[str, ...]], DjangoRange]

#: The settings that two settings modules must share, beside the apps, to start a project alike.
DECIDING = ("AUTH_USER_MODEL", "ROOT_URLCONF")

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
        *STARTING,
        *ALL,
        *DYNAMIC,
    }
)


def link(
    sources: Sources, settings: Settings, django: DjangoOf, words: frozenset[str] = frozenset()
) -> tuple[Project, ...]:
    """Resolve what the files of a tree say into its projects as Django would see them, at least one.

    `django` tells which Django a project runs on that starts in some folders, or without any. `words` are
    those that will be looked for besides, so that no file is read again for them.
    """
    sources.containing(VOCABULARY | words)
    roots = Roots(sources, settings)
    found = plans(sources, settings, roots.shared)
    alike: dict[object, list[tuple[Plan, Evaluator]]] = {}
    for plan in found:
        ev = _evaluator(sources, settings, django, plan, roots)
        alike.setdefault(_outset(ev, plan) if len(found) > 1 else None, []).append((plan, ev))
    names = Counter(name for plan in found for name, _ in plan.modules)
    projects = []
    for each in alike.values():
        plan, ev = each[0]
        if len(each) > 1:
            plan = joined(plan for plan, _ in each)
            ev = _evaluator(sources, settings, django, plan, roots)
        projects.append(_linked(settings, ev, plan, names))
    return tuple(projects)


def _evaluator(sources: Sources, settings: Settings, django: DjangoOf, plan: Plan, roots: Roots) -> Evaluator:
    """Return what works out the values of one project, its installed apps known; `roots` are the tree's."""
    part = Part(sources, plan.hidden) if plan.hidden else sources
    own = Roots(part, settings) if plan.hidden else roots
    ev = Evaluator(part, Modules(part.paths, own.stated(plan.roots)))
    ev.django = django(tuple(sorted({parent(entry.path) for entry in plan.entries})))
    ev.settings_paths = settings_paths(ev, plan)
    ev.autodiscovered = settings.autodiscovered_modules
    settle_apps(ev, settings.installed_apps)
    return ev


def _outset(ev: Evaluator, plan: Plan) -> tuple[object, ...]:
    """Return what decides whether settings modules start a project alike, as those for two servers do.

    An app outside the project makes a difference only by what it imports of every app.
    """
    apps = tuple((app.entry, app.name, app.sure) for app in ev.apps.entries if app.path or app.config)
    loads = discovered(frozenset(app.entry for app in ev.apps.entries))
    values = tuple(ev.setting(name) for name in DECIDING)
    return (
        plan.roots,
        plan.hidden,
        ev.django,
        ev.apps.known,
        ev.apps.complete,
        apps,
        tuple(loads.items()),
        values,
    )


def _linked(settings: Settings, ev: Evaluator, plan: Plan, names: Counter[str]) -> Project:
    apps = ev.apps
    imports = Imports(ev)
    held = Registries(ev, imports).held
    readies = tuple(run_ready(ev, app, app.config, held) for app in apps.entries if app.config is not None)
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
        django=ev.django,
        problems=(),
        lookup=Answers(ev, imports, happenings, sequence),
        startup=Course(ev, imports, readies, happenings, sequence),
        not_followed=sites.not_followed,
        uses_django=bool(ev.settings_paths or happenings or ev.sources.importing(frozenset({"django"}))),
        starts=tuple(_starts(ev, plan, names)),
        apps_complete=apps.known and apps.complete,
        notes=(*plan.notes, *unread_apps(ev)),
    )


def _starts(ev: Evaluator, plan: Plan, names: Counter[str]) -> Iterator[Start]:
    """Yield the settings modules that start a project; `names` counts those of the whole tree."""
    given = {path: name for name, path in plan.modules}
    for path in ev.settings_paths:
        name = given.get(path) or ev.modules.name(path)
        root = root_of(path, name) or ""
        called = f"{root}:{name}" if names[name] > 1 and root else name
        yield Start(called, path, root, plan.entries, ev.modules.roots)
    if not ev.settings_paths:
        yield Start("", "", "", plan.entries, ev.modules.roots)
