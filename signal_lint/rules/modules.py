"""What several rules say of a module that connects: where, and how start-up gets to it."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection
from signal_lint.findings import Related
from signal_lint.project import Project
from signal_lint.source import Location
from signal_lint.startup import Module


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
