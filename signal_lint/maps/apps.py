"""Which installed app a part of the map belongs to."""

from __future__ import annotations

from signal_lint.connections import Signal
from signal_lint.models import Model
from signal_lint.project import Project
from signal_lint.source import Location
from signal_lint.startup import App


def app_of(project: Project, location: Location) -> App | None:
    """Return the innermost installed app whose folder holds a place, None for none."""
    holders = [app for app in project.apps if _holds(app, location.path)]
    return max(holders, key=lambda app: len(app.path or ""), default=None)


def app_of_model(project: Project, model: Model) -> str | None:
    """Return the dotted name of the app under whose label a model is, None where that is not known."""
    label = (model.label or "").rpartition(".")[0]
    return next((app.name for app in project.apps if app.label == label), None)


def app_of_signal(project: Project, signal: Signal) -> str | None:
    """Return the dotted name of the installed app that defines a signal, None for none."""
    if signal.location is not None:
        holder = app_of(project, signal.location)
        return holder.name if holder else None
    names = [app.name for app in project.apps if signal.name.startswith(f"{app.name}.")]
    return max(names, key=len, default=None)


def _holds(app: App, path: str) -> bool:
    return app.path is not None and path.startswith(f"{app.path}/")
