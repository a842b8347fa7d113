"""The map at a size that can be looked at: a graph, folded as far as it has to be, with notes that say so.

First receivers are folded, where one signal and sender has many of them; then groups into their parts, the
largest first; then groups as a whole; at last the smallest groups together. Each step is one rule for all of
the picture, which its notes tell.

Invariant: the notes say of how many connections the picture does not show the receiver.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from signal_lint.connections import Connection
from signal_lint.maps.graph import Cluster, Graph, Groups, Node, graph, heading_lines
from signal_lint.maps.wording import LOADED, GroupBy, grouped, receiver_name, sender_name, signal_name
from signal_lint.project import Project
from signal_lint.record import record
from signal_lint.text.counting import counted
from signal_lint.text.printable import printable

#: Up to these numbers, pictures of large projects could still be read; Mermaid draws 500 arrows at most.
MOST_BOXES = 300
MOST_ARROWS = 300
#: Up to this number nothing is folded.
MOST_UNFOLDED = 100

_GROUP = {"model": "sender", "signal": "signal", "app": "app"}
_SOURCES = {"model": "signals", "signal": "senders", "app": "pairs of signal and sender"}
_PARTS: dict[GroupBy, GroupBy] = {"signal": "app", "app": "signal"}


@record
class Picture:
    """A graph, and the lines to be read below it."""

    graph: Graph
    notes: tuple[str, ...]


@record
class _Folding:
    """How many receivers a signal and sender, and how many of those a group may have to be shown singly.

    None: any number. `into` is what becomes of larger groups: a box for each part, or one for the whole.
    """

    receivers: int | None = None
    sources: int | None = None
    into: Literal["parts", "whole"] = "parts"


_UNFOLDED = _Folding()
_RECEIVERS = tuple(_Folding(receivers) for receivers in (12, 6, 3, 1))
_IN_PARTS = tuple(_Folding(1, sources) for sources in (24, 12, 6, 3))
_WHOLE = tuple(_Folding(1, sources, "whole") for sources in (24, 12, 6, 3))
_ALL = _Folding(1, 0, "whole")


def picture(project: Project, connections: Iterable[Connection], group_by: GroupBy) -> Picture:
    """Return the picture of some connections of a project, with as little of it folded as it allows."""
    groups = grouped(project, connections, group_by)
    foldings = (*_RECEIVERS, *(_IN_PARTS if group_by in _PARTS else ()), *_WHOLE)
    folding, drawn = _UNFOLDED, graph(groups, group_by)
    if len(drawn.nodes) > MOST_UNFOLDED or len(drawn.edges) > MOST_ARROWS:
        drawings = ((each, _drawn(project, groups, group_by, each)) for each in foldings)
        fitting = (each for each in drawings if _fits(each[1]))
        folding, drawn = next(fitting, (_ALL, _drawn(project, groups, group_by, _ALL)))
    return Picture(drawn, tuple(_notes(groups, group_by, folding, drawn)))


def _fits(drawn: Graph) -> bool:
    return len(drawn.nodes) <= MOST_BOXES and len(drawn.edges) <= MOST_ARROWS


def _drawn(project: Project, groups: Groups, group_by: GroupBy, folding: _Folding) -> Graph:
    drawn = graph(groups, group_by, folding.receivers)
    if folding.sources is None:
        return drawn
    large = {
        heading
        for cluster, (heading, _) in zip(drawn.clusters, groups, strict=True)
        if sum(node.kind == "source" for node in cluster.nodes) > folding.sources
    }
    drawn = graph([group for group in groups if group[0] not in large], group_by, folding.receivers)
    folded = [group for group in groups if group[0] in large]
    if folding.into == "whole":
        return replace(drawn, shared=(*drawn.shared, *_boxes(folded, "b", group_by)))
    return replace(drawn, clusters=(*drawn.clusters, *_parts(project, folded, group_by)))


def _parts(project: Project, groups: Groups, group_by: GroupBy) -> Iterator[Cluster]:
    part_by = _PARTS[group_by]
    for number, (heading, rows) in enumerate(groups, start=1):
        boxes = _boxes(grouped(project, rows, part_by), f"p{number}b", part_by, group_by)
        yield Cluster(f"p{number}", heading_lines(heading), tuple(boxes))


def _boxes(groups: Groups, prefix: str, group_by: GroupBy, *within: GroupBy) -> Iterator[Node]:
    """Yield a box for each group, the largest first; if these are too many, one for all the smallest."""
    said = [_GROUP[each] for each in (group_by, *within)]
    by_size = sorted(groups, key=lambda group: -len(group[1]))
    kept = by_size if len(by_size) <= MOST_BOXES else by_size[: MOST_BOXES - 1]
    for number, (heading, rows) in enumerate(kept, start=1):
        yield _box(f"{prefix}{number}", heading_lines(heading), printable(heading.name), rows, said)
    if rest := by_size[len(kept) :]:
        rows = [row for _, each in rest for row in each]
        title = "\n".join(printable(heading.name) for heading, _ in rest)
        yield _box(f"{prefix}0", (counted(len(rest), f"more {said[0]}"),), title, rows, said)


def _box(key: str, lines: tuple[str, ...], title: str, rows: list[Connection], said: list[str]) -> Node:
    sizes = {
        "signal": len({signal_name(row) for row in rows}),
        "sender": len({sender_name(row.sender) for row in rows}),
        "receiver": len({(receiver_name(row.receiver), row.receiver.location) for row in rows}),
    }
    others = (counted(size, noun) for noun, size in sizes.items() if noun not in said)
    return Node(key, "group", (*lines, ", ".join(others), _counted(rows)), title, len(rows))


def _counted(rows: list[Connection]) -> str:
    """Return how many connections there are, when Django loads them, and how many of them are lost."""
    loaded = Counter(row.loaded for row in rows)
    parts = [f"{loaded[state]:,} {words}" for state, words in LOADED.items() if loaded[state]]
    text = f"{counted(len(rows), 'connection')}: {', '.join(parts)}"
    lost = sum(row.lost is not None for row in rows)
    return f"{text}; {lost:,} of them lost" if lost else text


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
        yield f"Folded: {counted(in_boxes, 'connection')}; {_rule(group_by, folding)}."
    if drawn.edges:
        yield "Arrows lead to receivers; one without words is a connection that Django makes at start-up."


def _rule(group_by: GroupBy, folding: _Folding) -> str:
    group = f"each {_GROUP[group_by]}"
    if folding.sources:
        group += f" with more than {folding.sources} {_SOURCES[group_by]}"
    if folding.into == "parts":
        return f"{group} has a box for each {_GROUP[_PARTS[group_by]]}"
    return f"{group} is one box"
