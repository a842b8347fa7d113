"""Apps, their configs and their modules, and what happens to them while Django starts.

Unknown stays unknown: `None` means "not known", never "no".
"""

from __future__ import annotations

from typing import Literal, Protocol

from signal_lint.record import record
from signal_lint.source import Location

Loaded = Literal["startup", "late", "never", "unknown"]


@record
class Evidence:
    """One step of a proof: where, and what it says."""

    location: Location
    message: str


@record
class AppConfig:
    """An AppConfig class of the project.

    `selected` tells whether Django picks it for one of the installed apps, None
    where the settings are not known. `why_not` says why Django passes over it. `ready_effect`
    tells what its `ready()` would have done ("imports `shop.signals`"), "" for nothing.
    `has_models` says whether Django finds a models module for it, None where that is not known.
    """

    name: str
    location: Location
    app: str
    selected: bool | None
    why_not: str
    ready: Location | None
    ready_effect: str
    evidence: tuple[Evidence, ...] = ()
    has_models: bool | None = None


@record
class App:
    """An installed app: dotted `name`, `label`, directory `path` (None outside the project).

    `config` is the selected AppConfig of the project, None where Django makes its own
    or where it lies outside the project. `listed_as` is the entry of INSTALLED_APPS as written, and `entry`
    its place; the app is not `sure` where some run may not list it.
    """

    name: str
    label: str
    path: str | None
    config: AppConfig | None
    entry: Location | None
    listed_as: str = ""
    sure: bool = True


@record
class Connects:
    """A connection that a module makes when it is imported.

    `place` is in the module: the connection itself, or the statement that leads to one elsewhere.
    """

    connection: Location
    place: Location


@record
class Attempt:
    """An import that was meant for a module and does not load it; `fails` where it would raise."""

    location: Location
    message: str
    fails: bool


@record
class Module:
    """A module that connects when it is imported, and what start-up does about it.

    `app` is the installed app it belongs to. `chain` leads from what Django imports to this
    module, or tells what was searched. `via` names the kind of root that reaches it
    (`ready`, `models`, `package`, `admin`, `urlconf`, `middleware`, `command`, …).
    `passed_over` is the AppConfig whose `ready()` would load the module, had Django selected it.
    `connects` are the connections that it makes when it is imported, in the order of their lines.
    Of one that is never loaded, `attempt` is an import that was meant to do it, and `obstacle` what keeps
    it from being imported by anybody.
    """

    name: str
    path: str
    app: App | None
    loaded: Loaded
    via: str
    reason: str
    test: bool
    chain: tuple[Evidence, ...] = ()
    passed_over: AppConfig | None = None
    connects: tuple[Connects, ...] = ()
    attempt: Attempt | None = None
    obstacle: Evidence | None = None


@record
class DefaultAppConfig:
    """A module-level `default_app_config = …` of a package `__init__`.

    `target` is the dotted path, None where it is not a literal; `resolves` whether that class
    exists in the project, None where it lies outside; `picked_without` whether Django
    would select the same class without the line, None where not known; `guarded` whether
    a test of the Django version stands around it. `removable` is false where taking out the
    line alone would not leave valid code, or where `__all__` or an import names it; `offered` is
    true where an entry point of the project names the line, so that others read it.
    """

    location: Location
    app: str
    target: str | None
    resolves: bool | None
    picked_without: bool | None
    guarded: bool
    removable: bool
    target_location: Location | None = None
    offered: bool = False


@record
class EarlyUse:
    """What needs Django's app registry in a module that Django imports before the registry is ready.

    It raises `AppRegistryNotReady`. `module` is the package or the apps module that Django imports for the
    app `app`; `location` is its statement that leads there, by the imports of `chain`, the last of which
    says what needs the registry. `needs` says the same of the module that does.
    """

    module: str
    app: str
    location: Location
    needs: str
    chain: tuple[Evidence, ...]


@record
class TwoNames:
    """A file that start-up surely imports under two dotted names, and so runs twice, as two modules.

    `imports` are the statements that load it first under each of the `names`.
    """

    path: str
    names: tuple[str, str]
    imports: tuple[Location, Location]


@record
class Start:
    """A settings module with which Django starts a project.

    `name` is its dotted name, unlike that of any other start of the tree, and `settings` its path; both are
    empty where no settings module was found. `root` is the folder that it is imported from, `entries` are the
    places that name it, `import_roots` the folders that modules are searched in, in this order.
    """

    name: str
    settings: str
    root: str
    entries: tuple[Location, ...]
    import_roots: tuple[str, ...] = ()


class StartUp(Protocol):
    """What a rule may ask about the course of `django.setup()`; nothing of it is worked out before."""

    def holds(self, path: str) -> bool:
        """Tell whether the project may import a file: it is not another's, nor hidden by one of its own."""

    def serves(self, path: str) -> bool:
        """Tell whether a file is of an installed app of the project."""

    def early_uses(self) -> tuple[EarlyUse, ...]:
        """Return what certainly needs the app registry before it is ready."""

    def after_models(self, place: Location) -> tuple[Evidence, ...]:
        """Return what shows that what connects at a place does so when the models of all apps are there.

        Nothing where it may do so before, or where the project deals with models that are made by calls.
        """

    def two_names(self) -> tuple[TwoNames, ...]:
        """Return the files that are surely imported under two dotted names, sorted by path.

        Nothing where a model is among them: Django refuses to start.
        """

    def connecting(self) -> tuple[Location, ...]:
        """Return the places that connect at start-up, or may do so, in the order in which they do."""
