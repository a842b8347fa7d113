"""What the page of a map shows, as JSON holds it: the map, and more of each connection.

Lines and columns are 1-based here. Keys stay; a new one bumps nothing, a removal bumps the version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from signal_lint.connections import Connection
from signal_lint.findings import Diagnostic
from signal_lint.maps.apps import app_of_model, app_of_signal
from signal_lint.maps.json_map import (
    VERSION,
    Row,
    app_row,
    apps_of,
    connection_row,
    in_order,
    model_row,
    models_of,
    not_followed_row,
    signal_row,
    signals_of,
)
from signal_lint.maps.page.touching import Touching
from signal_lint.project import Project
from signal_lint.tracing.writes import Write

Writes = Callable[[Connection, Project], Sequence[Write]]


def page_document(
    project: Project, connections: Iterable[Connection], diagnostics: Sequence[Diagnostic], writes: Writes
) -> Row:
    """Return the map of some connections, with what is found on each of them and what it writes.

    `models` are those that send or are written, each with its app; `findings` those on no connection.
    """
    rows = [(row, tuple(writes(row, project))) for row in in_order(connections)]
    senders = models_of(row for row, _ in rows)
    models = {model.name: model for model in (*senders, *(each.model for _, all_ in rows for each in all_))}
    touching = Touching(diagnostics)
    return {
        "version": VERSION,
        "root": project.root,
        "apps": [app_row(app) for app in apps_of(project, (row for row, _ in rows))],
        "signals": [
            {**signal_row(signal), "app": app_of_signal(project, signal)}
            for signal in signals_of(row for row, _ in rows)
        ],
        "models": [
            {**model_row(models[name]), "app": app_of_model(project, models[name])} for name in sorted(models)
        ],
        "connections": [
            _connection(project, row, touching.connection(row), written) for row, written in rows
        ],
        "findings": [_finding(diagnostic) for diagnostic in touching.nothing()],
        "not_followed": [not_followed_row(each) for each in project.not_followed],
    }


def _connection(
    project: Project, row: Connection, diagnostics: Iterable[Diagnostic], written: Iterable[Write]
) -> Row:
    return {
        **connection_row(project, row),
        "arguments": {
            "signal": row.signal_text,
            "sender": row.sender.text or None,
            "receiver": row.receiver.text,
            "dispatch_uid": row.dispatch_uid,
            "known_uid": row.known_uid,
            "weak": row.weak,
        },
        "certain": row.certain,
        "findings": [_finding(diagnostic) for diagnostic in diagnostics],
        "writes": [_write(each) for each in written],
    }


def _finding(diagnostic: Diagnostic) -> Row:
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "path": diagnostic.location.path,
        "line": diagnostic.location.span.line,
        "fingerprint": diagnostic.fingerprint,
    }


def _write(write: Write) -> Row:
    return {
        "verb": write.verb,
        "model": write.model.name,
        "label": write.model.label,
        "path": write.location.path,
        "line": write.location.span.line,
        "when": list(write.when),
        "certain": write.certain,
    }
