"""The map as a tree for people, beginning with models, signals or apps.

Each leaf is a connection: what runs, where it stands, when Django loads it, and why it is
lost where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from signal_lint.connections import Connection, Sender
from signal_lint.maps.apps import app_of
from signal_lint.project import Project
from signal_lint.source import Location
from signal_lint.startup import Loaded
from signal_lint.text.paint import Paint, Style
from signal_lint.text.printable import printable

GroupBy = Literal["model", "signal", "app"]

_LOADED: dict[Loaded, tuple[str, Style]] = {
    "startup": ("at start-up", "dim"),
    "late": ("late", "warning"),
    "never": ("never loaded", "error"),
    "unknown": ("not known", "warning"),
}
_Heading = Callable[[Connection], str]


def tree(project: Project, connections: Iterable[Connection], group_by: GroupBy, paint: Paint) -> str:
    """Return the connections as an indented tree."""
    rows = list(connections)
    if not rows:
        return "No connections found.\n"
    return "".join(f"{line}\n" for line in _lines(rows, _headings(project, group_by), paint))


def _headings(project: Project, group_by: GroupBy) -> tuple[_Heading, _Heading]:
    match group_by:
        case "model":
            return _sender, _signal
        case "signal":
            return _signal, _sender
        case _:
            return lambda row: _app(project, row), lambda row: f"{_signal(row)}, {_sender(row)}"


def _lines(rows: list[Connection], headings: tuple[_Heading, _Heading], paint: Paint) -> Iterator[str]:
    outer, inner = headings
    for title, group in _grouped(rows, outer):
        yield paint(printable(title), "name")
        for subtitle, connections in _grouped(group, inner):
            yield f"  {printable(subtitle)}"
            for row in sorted(connections, key=_order):
                yield from _leaf(row, paint)


def _grouped(rows: Iterable[Connection], heading: _Heading) -> list[tuple[str, list[Connection]]]:
    groups: dict[str, list[Connection]] = {}
    for row in rows:
        groups.setdefault(heading(row), []).append(row)
    return sorted(groups.items())


def _order(row: Connection) -> tuple[str, int, int]:
    return row.location.path, row.location.span.line, row.location.span.column


def _leaf(row: Connection, paint: Paint) -> Iterator[str]:
    receiver = row.receiver
    name = printable(receiver.name or receiver.text)
    place = paint(_place(receiver.location or row.location), "place")
    words, style = _LOADED[row.loaded]
    test = " (test)" if row.test else ""
    yield f"    {name}  {place}  {paint(words, style)}{test}"
    if receiver.location and receiver.location.path != row.location.path:
        yield f"      connected in {paint(_place(row.location), 'place')}"
    if row.loaded != "startup" and row.reason:
        yield f"      {printable(row.reason)}"
    if row.lost:
        related = f" ({paint(_place(row.lost.related), 'place')})" if row.lost.related else ""
        yield f"      {paint(row.lost.kind, 'error')}: {printable(row.lost.reason)}{related}"


def _signal(row: Connection) -> str:
    return row.signal.name if row.signal else f"{row.signal_text} (not resolved)"


def _sender(row: Connection) -> str:
    sender = row.sender
    if sender.kind == "any":
        return "any sender"
    place = f"  {_place(sender.model.location)}" if sender.model and sender.model.location else ""
    return f"{_sender_name(sender)}{place}"


def _sender_name(sender: Sender) -> str:
    return sender.label or sender.name or f"{sender.text} (not resolved)"


def _app(project: Project, row: Connection) -> str:
    app = app_of(project, row.location)
    return app.name if app else "in no installed app"


def _place(location: Location) -> str:
    return f"{printable(location.path)}:{location.span.line}"
