"""The map as JSON, for tools.

Columns are 1-based here, as wherever people or other tools read them. Keys
stay; a new one bumps nothing, a removal bumps the version.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from signal_lint.connections import Connection, Lost, NotFollowed, Receiver, Sender, Signal
from signal_lint.maps.apps import app_of
from signal_lint.models import Model
from signal_lint.project import Project
from signal_lint.source import Location
from signal_lint.startup import App, Start
from signal_lint.supported import django_row

VERSION = 1

Row = dict[str, object]


def json_map(project: Project, connections: Iterable[Connection]) -> str:
    """Return the given connections of a project as JSON, and its places that were not followed."""
    rows = in_order(connections)
    document = {
        "version": VERSION,
        "root": project.root,
        "projects": [project_row(part, start) for part in project.each for start in part.starts],
        "apps": [app_row(app) for app in apps_of(project, rows)],
        "signals": [signal_row(signal) for signal in signals_of(rows)],
        "models": [model_row(model) for model in models_of(rows)],
        "connections": [connection_row(project, row) for row in rows],
        "not_followed": [not_followed_row(each) for each in project.not_followed],
    }
    return json.dumps(document, indent=2) + "\n"


def in_order(connections: Iterable[Connection]) -> list[Connection]:
    """Return connections in the order of a map: by place, then by signal and sender."""
    return sorted(connections, key=_order)


def _order(row: Connection) -> tuple[str, int, int, str, str, str]:
    span = row.location.span
    signal = row.signal.name if row.signal else row.signal_text
    return row.location.path, span.line, span.column, signal, row.sender.name or "", row.sender.text


def apps_of(project: Project, rows: Iterable[Connection]) -> list[App]:
    """Return the installed apps that make connections, each once, by name."""
    found = {app.name: app for row in rows if (app := app_of(project, row.location))}
    return [found[name] for name in sorted(found)]


def signals_of(rows: Iterable[Connection]) -> list[Signal]:
    """Return the known signals of connections, each once, by name."""
    found = {row.signal.name: row.signal for row in rows if row.signal}
    return [found[name] for name in sorted(found)]


def models_of(rows: Iterable[Connection]) -> list[Model]:
    """Return the known models that are senders of connections, each once, by name."""
    found = {row.sender.model.name: row.sender.model for row in rows if row.sender.model}
    return [found[name] for name in sorted(found)]


def project_row(project: Project, start: Start) -> Row:
    """Return a start of Django as a map shows it: its settings module, and what that installs."""
    return {
        "name": start.name,
        "settings": start.settings or None,
        "root": start.root or ".",
        "entries": sorted({entry.path for entry in start.entries}),
        "apps": [installed_row(app) for app in project.apps],
        "apps_complete": project.apps_complete,
        "django": django_row(project.django),
    }


def installed_row(app: App) -> Row:
    """Return an entry of INSTALLED_APPS as a map shows it."""
    return {"name": app.name, "entry": app.listed_as, "sure": app.sure, **_place(app.entry)}


def app_row(app: App) -> Row:
    """Return an app as a map shows it."""
    return {"name": app.name, "label": app.label, "path": app.path}


def signal_row(signal: Signal) -> Row:
    """Return a signal as a map shows it."""
    return {"name": signal.name, **_place(signal.location)}


def model_row(model: Model) -> Row:
    """Return a model as a map shows it."""
    return {
        "name": model.name,
        "label": model.label,
        **_place(model.location),
        "abstract": model.abstract,
        "proxy": model.proxy,
    }


def connection_row(project: Project, row: Connection) -> Row:
    """Return a connection of a project as a map shows it."""
    app, span = app_of(project, row.location), row.location.span
    return {
        "path": row.location.path,
        "line": span.line,
        "column": span.column + 1,
        "end_line": span.end_line,
        "app": app.name if app else None,
        "form": row.form,
        "signal": row.signal.name if row.signal else None,
        "sender": _sender(row.sender),
        "receiver": _receiver(row.receiver),
        "dispatch_uid": row.dispatch_uid,
        "weak": row.weak,
        "scope": row.scope,
        "test": row.test,
        "loaded": row.loaded,
        "reason": row.reason,
        "condition": row.condition,
        "projects": dict(row.projects),
        "lost": _lost(row.lost) if row.lost else None,
    }


def not_followed_row(place: NotFollowed) -> Row:
    """Return a place that was not followed as a map shows it."""
    span = place.location.span
    return {
        "path": place.location.path,
        "line": span.line,
        "column": span.column + 1,
        "text": place.text,
        "reason": place.reason,
    }


def _sender(sender: Sender) -> Row:
    return {"kind": sender.kind, "name": sender.name, "label": sender.label}


def _receiver(receiver: Receiver) -> Row:
    return {
        "name": receiver.name,
        "kind": receiver.kind,
        **_place(receiver.location),
        "accepts_kwargs": receiver.accepts_kwargs,
    }


def _lost(lost: Lost) -> Row:
    return {"kind": lost.kind, "reason": lost.reason, **_place(lost.related)}


def _place(location: Location | None) -> Row:
    if location is None:
        return {"path": None, "line": None}
    return {"path": location.path, "line": location.span.line}
