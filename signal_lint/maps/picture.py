"""The map at a size that can be looked at: a graph, folded as far as it has to be, with notes that say so.

First receivers are folded, where one signal and sender has many of them; then groups, the largest first;
at last the smallest groups together. Each step is one rule for the whole picture, which its notes tell.

Invariant: the notes say of how many connections the picture does not show the receiver.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from signal_lint.connections import Connection
from signal_lint.maps.graph import Graph, Groups, Node, graph, heading_lines
from signal_lint.maps.wording import LOADED, GroupBy, grouped, receiver_name, sender_name, signal_name
from signal_lint.project import Project
from signal_lint.record import record
from signal_lint.text.counting import counted
from signal_lint.text.printable import printable

#: More boxes than these are too many to find one of them, and more arrows to follow one.
MOST_BOXES = 300
MOST_ARROWS = 300

#: What the groups are, of each way to group.
_GROUP = {"model": "sender", "signal": "signal", "app": "app"}


@record
class Picture:
    """A graph, and the lines to be read below it."""

    graph: Graph
    notes: tuple[str, ...]


@record
class _Folding:
    """How many receivers a signal and sender may have, and signals and senders a group, to be shown singly.

    None: any number. `boxes` are as many as may come of it.
    """

    receivers: int | None
    sources: int | None
    boxes: int = MOST_BOXES


_WHOLE = _Folding(None, None, boxes=100)
_ALL_GROUPS = _Folding(1, 0)
_FOLDINGS = (
    _WHOLE,
    *(_Folding(receivers, None) for receivers in (12, 6, 3, 1)),
    *(_Folding(1, sources) for sources in (24, 12, 6, 3)),
)


def picture(project: Project, connections: Iterable[Connection], group_by: GroupBy) -> Picture:
    """Return the picture of some connections of a project, with as little of it folded as it allows."""
    groups = grouped(project, connections, group_by)
    for folding in _FOLDINGS:
        drawn = _drawn(groups, group_by, folding)
        if len(drawn.nodes) <= folding.boxes and len(drawn.edges) <= MOST_ARROWS:
            return Picture(drawn, tuple(_notes(groups, group_by, folding, drawn)))
    drawn = _drawn(groups, group_by, _ALL_GROUPS)
    return Picture(drawn, tuple(_notes(groups, group_by, _ALL_GROUPS, drawn)))


def _drawn(groups: Groups, group_by: GroupBy, folding: _Folding) -> Graph:
    drawn = graph(groups, group_by, folding.receivers)
    if folding.sources is None:
        return drawn
    large = {
        heading
        for cluster, (heading, _) in zip(drawn.clusters, groups, strict=True)
        if sum(node.kind == "source" for node in cluster.nodes) > folding.sources
    }
    drawn = graph([group for group in groups if group[0] not in large], group_by, folding.receivers)
    folded = _boxes([group for group in groups if group[0] in large], group_by)
    return replace(drawn, shared=(*drawn.shared, *folded))


def _boxes(groups: Groups, group_by: GroupBy) -> Iterator[Node]:
    """Yield a box for each group, the largest first; if these are too many, one for all the smallest."""
    by_size = sorted(groups, key=lambda group: -len(group[1]))
    kept = by_size if len(by_size) <= MOST_BOXES else by_size[: MOST_BOXES - 1]
    for number, (heading, rows) in enumerate(kept, start=1):
        title = printable(heading.name)
        yield _box(f"b{number}", heading_lines(heading), title, rows, group_by)
    if rest := by_size[len(kept) :]:
        rows = [row for _, each in rest for row in each]
        title = "\n".join(printable(heading.name) for heading, _ in rest)
        yield _box("rest", (counted(len(rest), f"more {_GROUP[group_by]}"),), title, rows, group_by)


def _box(key: str, lines: tuple[str, ...], title: str, rows: list[Connection], group_by: GroupBy) -> Node:
    sizes = {
        "signal": len({signal_name(row) for row in rows}),
        "sender": len({sender_name(row.sender) for row in rows}),
        "receiver": len({(receiver_name(row.receiver), row.receiver.location) for row in rows}),
    }
    others = (counted(size, noun) for noun, size in sizes.items() if noun != _GROUP[group_by])
    return Node(key, "group", (*lines, ", ".join(others), _counted(rows)), title, len(rows))


def _counted(rows: list[Connection]) -> str:
    """Return how many connections there are, when Django loads them, and how many of them are lost."""
    loaded = Counter(row.loaded for row in rows)
    parts = [f"{loaded[state]:,} {words}" for state, words in LOADED.items() if loaded[state]]
    if lost := sum(row.lost is not None for row in rows):
        parts.append(f"{lost:,} lost")
    return f"{counted(len(rows), 'connection')}: {', '.join(parts)}"


def _notes(groups: Groups, group_by: GroupBy, folding: _Folding, drawn: Graph) -> Iterator[str]:
    rows = [row for _, each in groups for row in each]
    if not rows:
        yield "No connections found."
        return
    yield f"{_counted(rows)}."
    several = {node.key for node in drawn.nodes if node.kind == "receivers"}
    if in_fans := sum(edge.connections for edge in drawn.edges if edge.target in several):
        yield (
            f"Folded: {counted(in_fans, 'connection')}; a box counts the receivers of a signal and sender "
            f"that share their fate, if they are more than {folding.receivers}."
        )
    if in_boxes := sum(node.connections for node in drawn.nodes):
        which = f" with more than {folding.sources} boxes for signals and senders" if folding.sources else ""
        yield f"Folded: {counted(in_boxes, 'connection')}; each {_GROUP[group_by]}{which} is one box."
    if drawn.edges:
        yield "Arrows lead to receivers; one without words is a connection that Django makes at start-up."
