"""One map of a tree that holds several Django projects.

Invariant: what they do not agree on is unknown, and each row says what holds in which of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import TypeVar

from signal_lint.connections import Connection, identity
from signal_lint.project import Project
from signal_lint.startup import Loaded

T = TypeVar("T")


def joined(projects: tuple[Project, ...]) -> Project:
    """Return the project that stands for all projects of a tree; the only one stands for itself."""
    named = tuple(
        replace(project, connections=tuple(_named(row, project) for row in project.connections))
        for project in projects
    )
    if len(named) == 1:
        return named[0]
    first, rows = named[0], _rows(named)
    met = {row.location for row in rows}
    return replace(
        first,
        connections=rows,
        not_followed=_once(
            (place for each in named for place in each.not_followed if place.location not in met),
            lambda place: place.location,
        ),
        receiver_uses=_once((use for each in named for use in each.receiver_uses), lambda use: use.location),
        modules=_once((module for each in named for module in each.modules), lambda module: module.path),
        apps=_once((app for each in named for app in each.apps), lambda app: (app.name, app.path)),
        app_configs=_once((one for each in named for one in each.app_configs), lambda one: one.location),
        default_app_configs=_once(
            (line for each in named for line in each.default_app_configs), lambda line: line.location
        ),
        uses_django=any(each.uses_django for each in named),
        starts=tuple(start for each in named for start in each.starts),
        notes=tuple(dict.fromkeys(note for each in named for note in each.notes)),
        parts=named,
    )


def _named(row: Connection, project: Project) -> Connection:
    return replace(row, projects=tuple((start.name, row.loaded) for start in project.starts))


def _once(found: Iterable[T], key: Callable[[T], Hashable]) -> tuple[T, ...]:
    """Return the first of all that have a key, in the order in which they come."""
    by_key: dict[Hashable, T] = {}
    for each in found:
        by_key.setdefault(key(each), each)
    return tuple(by_key.values())


def _rows(projects: tuple[Project, ...]) -> tuple[Connection, ...]:
    by_key: dict[Hashable, list[Connection]] = {}
    for project in projects:
        for row in project.connections:
            path = row.location.path
            if project.startup.holds(path) or not any(each.startup.holds(path) for each in projects):
                by_key.setdefault(identity(row), []).append(row)
    return tuple(
        sorted(
            (_one_row(rows) for rows in by_key.values()),
            key=lambda row: (row.location, row.signal_text, row.sender.text, row.sender.name or ""),
        )
    )


def _one_row(rows: list[Connection]) -> Connection:
    """Return the row that stands for one connection in several projects."""
    first = rows[0]
    states = tuple(state for row in rows for state in row.projects)
    loaded: set[Loaded] = {row.loaded for row in rows}
    common = len(loaded) == 1
    return replace(
        first,
        loaded=first.loaded if common else "unknown",
        reason=first.reason if common else ", ".join(f"{state} with `{name}`" for name, state in states),
        lost=first.lost if all(row.lost is not None for row in rows) else None,
        certain=all(row.certain for row in rows),
        condition=next((row.condition for row in rows if row.condition is not None), None),
        projects=states,
    )
