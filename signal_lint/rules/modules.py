"""What several rules say of a module that connects: where, and how start-up gets to it."""

from __future__ import annotations

from signal_lint.connections import Connection
from signal_lint.findings import Related
from signal_lint.project import Project
from signal_lint.source import Location
from signal_lint.startup import Module


def connections_at_import(project: Project, module: Module) -> list[Connection]:
    """Return what a module connects when it is imported, in the order of its lines."""
    found = [
        connection
        for connection in project.connections
        if connection.location.path == module.path and connection.scope != "function"
    ]
    return sorted(found, key=lambda connection: connection.location)


def first_connection(project: Project, module: Module) -> Location:
    """Return where a module first connects when it is imported: one finding per module sits there."""
    return connections_at_import(project, module)[0].location


def steps(module: Module) -> tuple[Related, ...]:
    """Return the chain of imports to a module, or what was searched for one."""
    return tuple(Related(step.location, step.message) for step in module.chain)
