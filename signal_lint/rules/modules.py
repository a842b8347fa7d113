"""What several rules say of a module that connects: where, and how start-up gets to it."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection
from signal_lint.findings import Related
from signal_lint.project import Project
from signal_lint.source import Location
from signal_lint.startup import App, Module
from signal_lint.supported import Version

#: From this Django on, the AppConfig of an `apps` module is found by itself.
FOUND_BY_ITSELF: Version = (3, 2)


class ByPlace:
    """The connections of a project, found by where they are made."""

    def __init__(self, project: Project) -> None:
        self._at: dict[Location, list[Connection]] = {}
        for connection in project.connections:
            self._at.setdefault(connection.location, []).append(connection)

    def made_by(self, module: Module) -> Iterator[tuple[Location, Connection]]:
        """Yield what a module connects when it is imported, each with its place in the module, in order."""
        for made in module.connects:
            for connection in self._at.get(made.connection, ()):
                yield made.place, connection


def waits(project: Project, module: Module, connection: Connection) -> bool:
    """Tell whether a connection may miss what is sent before its module is loaded."""
    signal = connection.signal
    return signal is None or not project.lookup.loaded_by_senders(signal, module.path)


def steps(module: Module) -> tuple[Related, ...]:
    """Return the chain of imports to a module, or what was searched for one."""
    return tuple(Related(step.location, step.message) for step in module.chain)


def import_of(module: Module) -> str:
    """Return the statement that imports a module."""
    package, _, name = module.name.rpartition(".")
    return f"from {package} import {name}" if package else f"import {name}"


def remedy(project: Project, module: Module, app: App) -> str:
    """Return what to write so that an app's config imports a module of it."""
    config = app.config
    if config and config.ready:
        return f"Import it in `{config.name}.ready()`: `{import_of(module)}`"
    ready = f"    def ready(self):\n        {import_of(module)}"
    if config:
        return f"Add this to `{config.name}`:\n{ready}"
    return _new_config(project, app, ready)


def _new_config(project: Project, app: App, ready: str) -> str:
    """Return the text of an AppConfig, for an app that has none."""
    name = f"{''.join(word.title() for word in app.label.split('_'))}Config"
    where = f"`{app.path}/apps.py`" if app.path else f"the `apps` module of `{app.name}`"
    lowest = project.django.lowest
    listed = (
        f", and name it in INSTALLED_APPS, as `{app.name}.apps.{name}`"
        if lowest and lowest < FOUND_BY_ITSELF
        else ""
    )
    return (
        f"Write this in {where}{listed}:\n"
        "from django.apps import AppConfig\n\n\n"
        f"class {name}(AppConfig):\n"
        f'    name = "{app.name}"\n\n'
        f"{ready}"
    )
