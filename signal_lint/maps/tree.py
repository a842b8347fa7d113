"""The map as a tree for people, beginning with models, signals or apps.

Each leaf is a connection: what runs, where it stands, when Django loads it, and why it is
lost where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from signal_lint.connections import Connection, NotFollowed
from signal_lint.maps.wording import (
    LOADED,
    GroupBy,
    app_name,
    place_order,
    receiver_name,
    sender_name,
    signal_name,
)
from signal_lint.project import Project
from signal_lint.source import Location
from signal_lint.startup import Loaded
from signal_lint.text.counting import counted
from signal_lint.text.paint import Paint, Style
from signal_lint.text.printable import printable

_STYLES: dict[Loaded, Style] = {"startup": "dim", "late": "warning", "never": "error", "unknown": "warning"}
_Heading = Callable[[Connection], str]


def tree(project: Project, connections: Iterable[Connection], group_by: GroupBy, paint: Paint) -> str:
    """Return the connections as an indented tree."""
    rows = list(connections)
    if not rows:
        return "No connections found.\n"
    return "".join(f"{line}\n" for line in _lines(rows, _headings(project, group_by), paint))


def places_not_followed(places: Sequence[NotFollowed], paint: Paint) -> str:
    """Return what is written like a connection and is none on the map, "" for nothing."""
    if not places:
        return ""
    lines = [paint(f"Not followed: {counted(len(places), 'place')}", "warning")]
    for each in places:
        lines += [f"  {printable(each.text)}  {paint(_place(each.location), 'place')}"]
        lines += [f"    {printable(each.reason)}"]
    return "".join(f"{line}\n" for line in lines)


def _headings(project: Project, group_by: GroupBy) -> tuple[_Heading, _Heading]:
    match group_by:
        case "model":
            return _sender, signal_name
        case "signal":
            return signal_name, _sender
        case _:
            return lambda row: app_name(project, row), lambda row: f"{signal_name(row)}, {_sender(row)}"


def _lines(rows: list[Connection], headings: tuple[_Heading, _Heading], paint: Paint) -> Iterator[str]:
    outer, inner = headings
    for title, group in _grouped(rows, outer):
        yield paint(printable(title), "name")
        for subtitle, connections in _grouped(group, inner):
            yield f"  {printable(subtitle)}"
            for row in sorted(connections, key=place_order):
                yield from _leaf(row, paint)


def _grouped(rows: Iterable[Connection], heading: _Heading) -> list[tuple[str, list[Connection]]]:
    groups: dict[str, list[Connection]] = {}
    for row in rows:
        groups.setdefault(heading(row), []).append(row)
    return sorted(groups.items())


def _leaf(row: Connection, paint: Paint) -> Iterator[str]:
    receiver = row.receiver
    name = printable(receiver_name(receiver))
    place = paint(_place(receiver.location or row.location), "place")
    words = paint(LOADED[row.loaded], _STYLES[row.loaded])
    test = " (test)" if row.test else ""
    yield f"    {name}  {place}  {words}{test}"
    if receiver.location and receiver.location.path != row.location.path:
        yield f"      connected in {paint(_place(row.location), 'place')}"
    if row.loaded != "startup" and row.reason:
        yield f"      {printable(row.reason)}"
    if row.condition:
        yield f"      if {printable(row.condition)}"
    if row.lost:
        related = f" ({paint(_place(row.lost.related), 'place')})" if row.lost.related else ""
        yield f"      {paint(row.lost.kind, 'error')}: {printable(row.lost.reason)}{related}"


def _sender(row: Connection) -> str:
    model = row.sender.model
    place = f"  {_place(model.location)}" if model and model.location else ""
    return f"{sender_name(row.sender)}{place}"


def _place(location: Location) -> str:
    return f"{printable(location.path)}:{location.span.line}"
