"""The map as a graph: boxes for signals, senders and receivers, and arrows for connections.

The boxes of a group (a model, a signal or an app) stand together; a receiver of several groups stands
by itself. An arrow leads from a signal and its sender to a receiver. Arrows between the same two boxes
with the same fate are one, which says how many connections it stands for.

Invariant: the connections of all arrows and boxes add up to those of the map; what is folded is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from signal_lint.connections import Connection
from signal_lint.maps.wording import (
    LOADED,
    GroupBy,
    Heading,
    receiver_name,
    sender_name,
    signal_name,
)
from signal_lint.record import record
from signal_lint.source import Location
from signal_lint.startup import Loaded
from signal_lint.text.counting import counted
from signal_lint.text.printable import printable

Groups = Sequence[tuple[Heading, list[Connection]]]

_WIDEST = 60
#: In the place of the number of a group: of several groups.
_SHARED = 0


@record
class Fate:
    """When Django loads a connection, how it is lost if it is, and whether it is a test's."""

    loaded: Loaded
    lost: str | None = None
    test: bool = False

    @property
    def words(self) -> str:
        """What is to be said of it; nothing of a connection that simply is made at start-up."""
        words = [] if self.loaded == "startup" else [LOADED[self.loaded]]
        words += [f"lost: {self.lost}"] if self.lost else []
        return ", ".join([*words, "test"] if self.test else words)


@record
class Node:
    """A box. `key` is unique in its graph; `lines` are what it shows, `title` is all that it stands for.

    `connections` are those that it stands for by itself: of a box without arrows all of its group, of any
    other none.
    """

    key: str
    kind: Literal["source", "receiver", "receivers", "group"]
    lines: tuple[str, ...]
    title: str
    connections: int = 0


@record
class Edge:
    """An arrow from box to box, by their keys, for a number of connections. `key` is unique in its graph."""

    key: str
    source: str
    target: str
    fate: Fate
    connections: int

    @property
    def words(self) -> str:
        """What is to be said of it, "" for a single connection that simply is made at start-up."""
        number = [counted(self.connections, "connection")] if self.connections > 1 else []
        return ", ".join([*number, self.fate.words] if self.fate.words else number)


@record
class Cluster:
    """The boxes of one group, under its name."""

    key: str
    lines: tuple[str, ...]
    nodes: tuple[Node, ...]


@record
class Graph:
    """Groups of boxes, the boxes that belong to no single one of them, and the arrows."""

    clusters: tuple[Cluster, ...]
    shared: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All boxes."""
        return (*(node for cluster in self.clusters for node in cluster.nodes), *self.shared)


@record
class _Source:
    """A signal with its sender, as far as the group with this number does not say them."""

    group: int
    lines: tuple[str, ...]
    title: str


@record
class _Target:
    """A receiver; or, with `of`, all receivers of a source that share a fate."""

    lines: tuple[str, ...]
    title: str
    of: tuple[_Source, Fate] | None = None


_Arrows = dict[tuple[_Source, Fate], dict[_Target, int]]


def graph(groups: Groups, group_by: GroupBy, most: int | None = None) -> Graph:
    """Return the graph of grouped connections.

    More than `most` receivers of one signal and sender that share their fate are folded into one box;
    None: no number is too many.
    """
    arrows = _folded(_arrows(groups, group_by), most)
    homes: dict[_Source | _Target, set[int]] = {}
    for (source, _), fan in arrows.items():
        homes.setdefault(source, set()).add(source.group)
        for target in fan:
            homes.setdefault(target, set()).add(source.group)
    nodes = {each: _node(f"n{number}", each) for number, each in enumerate(homes, start=1)}
    inside: dict[int, list[Node]] = {}
    for each, home in homes.items():
        inside.setdefault(min(home) if len(home) == 1 else _SHARED, []).append(nodes[each])
    return Graph(
        clusters=tuple(
            Cluster(f"g{number}", heading_lines(heading), tuple(inside[number]))
            for number, (heading, _) in enumerate(groups, start=1)
        ),
        shared=tuple(inside.get(_SHARED, ())),
        edges=tuple(
            Edge(f"a{key}", nodes[source].key, nodes[target].key, fate, number)
            for key, (source, target, fate, number) in enumerate(_listed(arrows), start=1)
        ),
    )


def _listed(arrows: _Arrows) -> Iterator[tuple[_Source, _Target, Fate, int]]:
    for (source, fate), fan in arrows.items():
        yield from ((source, target, fate, number) for target, number in fan.items())


def heading_lines(heading: Heading) -> tuple[str, ...]:
    """Return the name of a group, and where it is defined if that is in the project, to be shown."""
    return (shortened(heading.name), *([_place(heading.location)] if heading.location else []))


def shortened(text: str) -> str:
    """Return text that is safe to print and not too wide for a box."""
    shown = printable(text)
    return shown if len(shown) <= _WIDEST else f"{shown[: _WIDEST - 1]}…"


def _arrows(groups: Groups, group_by: GroupBy) -> _Arrows:
    names = _short_names({row.signal.name for _, rows in groups for row in rows if row.signal})
    arrows: _Arrows = {}
    for number, (_, rows) in enumerate(groups, start=1):
        for row in rows:
            source = _source(number, row, group_by, names)
            fate = Fate(row.loaded, row.lost.kind if row.lost else None, row.test)
            fan = arrows.setdefault((source, fate), {})
            target = _target(row)
            fan[target] = fan.get(target, 0) + 1
    return arrows


def _folded(arrows: _Arrows, most: int | None) -> _Arrows:
    if most is None:
        return arrows
    return {
        key: fan if len(fan) <= most else {_several(key, fan): sum(fan.values())}
        for key, fan in arrows.items()
    }


def _several(key: tuple[_Source, Fate], fan: dict[_Target, int]) -> _Target:
    return _Target((counted(len(fan), "receiver"),), "\n".join(target.title for target in fan), of=key)


def _source(group: int, row: Connection, group_by: GroupBy, names: dict[str, str]) -> _Source:
    signal = shortened(names[row.signal.name] if row.signal else signal_name(row))
    sender = shortened(sender_name(row.sender))
    lines = {"model": (signal,), "signal": (sender,), "app": (signal, sender)}[group_by]
    return _Source(group, lines, f"{printable(signal_name(row))}, {printable(sender_name(row.sender))}")


def _target(row: Connection) -> _Target:
    receiver = row.receiver
    name = receiver.function.qualname if receiver.function else receiver_name(receiver)
    location = receiver.location or row.location
    how = "" if receiver.location else "connected in "
    title = f"{printable(receiver_name(receiver))}, {how}{printable(location.path)}:{location.span.line}"
    return _Target((shortened(name), f"{how}{_place(location)}"), title)


def _node(key: str, of: _Source | _Target) -> Node:
    match of:
        case _Source():
            return Node(key, "source", of.lines, of.title)
        case _Target(of=None):
            return Node(key, "receiver", of.lines, of.title)
        case _:
            return Node(key, "receivers", of.lines, of.title)


def _place(location: Location) -> str:
    """Return `path:line`; of a long path the end."""
    place = f"{printable(location.path)}:{location.span.line}"
    return place if len(place) <= _WIDEST else f"…{place[1 - _WIDEST :]}"


def _short_names(names: Iterable[str]) -> dict[str, str]:
    """Return the last part of each dotted name that no other name ends with; of the rest the whole."""
    ends = Counter(name.rpartition(".")[2] for name in names)
    return {name: name if ends[end] > 1 else end for name in names if (end := name.rpartition(".")[2])}
