"""What the map calls things, in every format for people: groups, signals, senders and states.

Nothing is escaped here; a format escapes as it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from signal_lint.connections import Connection, Receiver, Sender
from signal_lint.maps.apps import app_of
from signal_lint.project import Project
from signal_lint.record import record
from signal_lint.source import Location
from signal_lint.startup import Loaded

GroupBy = Literal["model", "signal", "app"]

LOADED: dict[Loaded, str] = {
    "startup": "at start-up",
    "late": "late",
    "never": "never loaded",
    "unknown": "not known",
}
ANY_SENDER = "any sender"


@record
class Heading:
    """What a group of connections has in common; `location` is None outside the project."""

    name: str
    location: Location | None = None


def grouped(
    project: Project, connections: Iterable[Connection], group_by: GroupBy
) -> list[tuple[Heading, list[Connection]]]:
    """Return the connections by sender, signal or app, sorted by name; those of each in order of place."""
    heading = _heading(project, group_by)
    groups: dict[Heading, list[Connection]] = {}
    for row in sorted(connections, key=_order):
        groups.setdefault(heading(row), []).append(row)
    return sorted(groups.items(), key=lambda group: (group[0].name, str(group[0].location)))


def _order(row: Connection) -> tuple[tuple[str, int, int], str, str, str]:
    """Return what puts connections in one order, also those of one place."""
    return place_order(row), signal_name(row), sender_name(row.sender), receiver_name(row.receiver)


def _heading(project: Project, group_by: GroupBy) -> Callable[[Connection], Heading]:
    match group_by:
        case "model":
            return _sender_heading
        case "signal":
            return lambda row: Heading(signal_name(row), row.signal.location if row.signal else None)
        case _:
            return lambda row: Heading(app_name(project, row))


def _sender_heading(row: Connection) -> Heading:
    return Heading(sender_name(row.sender), row.sender.model.location if row.sender.model else None)


def place_order(row: Connection) -> tuple[str, int, int]:
    """Return what sorts connections by where they are made."""
    return row.location.path, row.location.span.line, row.location.span.column


def signal_name(row: Connection) -> str:
    """Return the dotted name of a connection's signal; what is not known, as written."""
    return row.signal.name if row.signal else f"{row.signal_text} (not resolved)"


def sender_name(sender: Sender) -> str:
    """Return a sender's label or dotted name; what is not known, as written."""
    if sender.kind == "any":
        return ANY_SENDER
    return sender.label or sender.name or f"{sender.text} (not resolved)"


def receiver_name(receiver: Receiver) -> str:
    """Return the dotted name of a receiver; what has none, as written."""
    return receiver.name or receiver.text


def app_name(project: Project, row: Connection) -> str:
    """Return the dotted name of the installed app that makes a connection."""
    app = app_of(project, row.location)
    return app.name if app else "in no installed app"
