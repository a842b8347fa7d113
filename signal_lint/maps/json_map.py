"""The map as JSON, for tools.

Columns are 1-based here, as wherever people or other tools read them. Keys
stay; a new one bumps nothing, a removal bumps the version.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from signal_lint.connections import Connection, Lost, Receiver, Sender, Signal
from signal_lint.maps.wording import app_of
from signal_lint.models import Model
from signal_lint.project import Project
from signal_lint.source import Location
from signal_lint.startup import App

VERSION = 1

_Row = dict[str, object]


def json_map(project: Project, connections: Iterable[Connection]) -> str:
    """Return the given connections of a project as JSON."""
    rows = sorted(connections, key=_order)
    document = {
        "version": VERSION,
        "root": project.root,
        "apps": [_app(app) for app in _apps(project, rows)],
        "signals": [_signal(signal) for signal in _signals(rows)],
        "models": [_model(model) for model in _models(rows)],
        "connections": [_connection(row, app_of(project, row)) for row in rows],
    }
    return json.dumps(document, indent=2) + "\n"


def _order(row: Connection) -> tuple[str, int, int, str, str, str]:
    span = row.location.span
    signal = row.signal.name if row.signal else row.signal_text
    return row.location.path, span.line, span.column, signal, row.sender.name or "", row.sender.text


def _apps(project: Project, rows: Iterable[Connection]) -> list[App]:
    found = {app.name: app for row in rows if (app := app_of(project, row))}
    return [found[name] for name in sorted(found)]


def _signals(rows: Iterable[Connection]) -> list[Signal]:
    found = {row.signal.name: row.signal for row in rows if row.signal}
    return [found[name] for name in sorted(found)]


def _models(rows: Iterable[Connection]) -> list[Model]:
    found = {row.sender.model.name: row.sender.model for row in rows if row.sender.model}
    return [found[name] for name in sorted(found)]


def _app(app: App) -> _Row:
    return {"name": app.name, "label": app.label, "path": app.path}


def _signal(signal: Signal) -> _Row:
    return {"name": signal.name, **_place(signal.location)}


def _model(model: Model) -> _Row:
    return {
        "name": model.name,
        "label": model.label,
        **_place(model.location),
        "abstract": model.abstract,
        "proxy": model.proxy,
    }


def _connection(row: Connection, app: App | None) -> _Row:
    span = row.location.span
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
        "lost": _lost(row.lost) if row.lost else None,
    }


def _sender(sender: Sender) -> _Row:
    return {"kind": sender.kind, "name": sender.name, "label": sender.label}


def _receiver(receiver: Receiver) -> _Row:
    return {
        "name": receiver.name,
        "kind": receiver.kind,
        **_place(receiver.location),
        "accepts_kwargs": receiver.accepts_kwargs,
    }


def _lost(lost: Lost) -> _Row:
    return {"kind": lost.kind, "reason": lost.reason, **_place(lost.related)}


def _place(location: Location | None) -> _Row:
    if location is None:
        return {"path": None, "line": None}
    return {"path": location.path, "line": location.span.line}
