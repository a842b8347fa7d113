"""Which connections a map is asked for: those of some apps, signals or models.

A value has to be known, so that a slip of the pen is not taken for an answer: an app has to be installed, a
signal to be one of Django's, of a known package's or of a connection of the project, and a model to be the
sender of one. Of two values of an option either will do; of two options both have to fit.
"""

from __future__ import annotations

from collections.abc import Iterable

from signal_lint.configuration import nearest
from signal_lint.connections import Connection
from signal_lint.django.signals import known_signals
from signal_lint.maps.apps import app_of
from signal_lint.project import Project
from signal_lint.record import record
from signal_lint.settings import UsageError


@record
class Filters:
    """What is asked for: names or labels; none of a kind means all of it."""

    apps: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    models: tuple[str, ...] = ()


def filtered(project: Project, connections: Iterable[Connection], filters: Filters) -> list[Connection]:
    """Return those of some connections that are asked for; raise a UsageError for what is not known."""
    rows = list(connections)
    if filters.apps:
        known = {name for app in project.apps for name in (app.name, app.label)}
        wanted = _known("--app", filters.apps, known, "no known app is called")
        rows = [row for row in rows if wanted & _app_names(project, row)]
    if filters.signals:
        known = {name for signal in known_signals() for name in _signal_names(signal)}
        known.update(name for row in project.connections for name in _names_of_signal(row))
        wanted = _known("--signal", filters.signals, known, "no known signal is called")
        rows = [row for row in rows if wanted & _names_of_signal(row)]
    if filters.models:
        known = {name for row in project.connections for name in _model_names(row)}
        wanted = _known("--model", filters.models, known, "no known sender is called")
        rows = [row for row in rows if wanted & _model_names(row)]
    return rows


def _known(option: str, values: tuple[str, ...], known: set[str], otherwise: str) -> frozenset[str]:
    for value in values:
        if value not in known:
            raise UsageError(f"{option}: {otherwise} `{value}`{nearest(value, sorted(known))}")
    return frozenset(values)


def _app_names(project: Project, row: Connection) -> frozenset[str]:
    app = app_of(project, row.location)
    return frozenset((app.name, app.label)) if app else frozenset()


def _names_of_signal(row: Connection) -> frozenset[str]:
    return _signal_names(row.signal.name) if row.signal else frozenset()


def _signal_names(dotted: str) -> frozenset[str]:
    return frozenset((dotted, dotted.rpartition(".")[2]))


def _model_names(row: Connection) -> frozenset[str]:
    full = (row.sender.label, row.sender.name)
    return frozenset(each for name in full if name for each in (name, name.rpartition(".")[2]))
