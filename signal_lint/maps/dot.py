r"""The map as a graph for Graphviz.

Words on an arrow are a box without a frame, in the middle of the arrow: Graphviz leaves out the labels of
arrows where it packs the parts of a graph side by side, without which a large map is one long column.

Invariant: what the project says is only ever inside quotes, where `"`, `\` and `&` have no meaning left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from signal_lint.maps.graph import Cluster, Edge, Fate, Node
from signal_lint.maps.picture import Picture
from signal_lint.startup import Loaded

_HEAD = """\
digraph signals {
  graph [rankdir=LR, nodesep=0.12, ranksep=0.3, pack=20, packmode="array_ctl3", labelloc=b,
         labeljust=l, fontname="Helvetica,Arial,sans-serif", fontsize=11];
  node [shape=box, style=filled, fillcolor="#ffffff", color="#5b6b7b", margin="0.1,0.04", height=0.3,
        fontname="Helvetica,Arial,sans-serif", fontsize=10];
  edge [arrowsize=0.7];"""
_BOXES_IN_A_ROW = 3
_CLUSTER = 'labelloc=t, style="filled,rounded", color="#c9d1d9", fillcolor="#f6f8fa"'
_NODES = {
    "source": 'style="filled,rounded", fillcolor="#dbe9fb"',
    "receiver": "shape=box",
    "receivers": 'shape=box3d, fillcolor="#eeeeee"',
    "group": 'shape=tab, width=2.2, fillcolor="#fdf6e3"',
}
_WORDS = "shape=plaintext, style=solid, fontsize=9, margin=0.04, width=0, height=0.2"
_LINES: dict[Loaded, str] = {"startup": "solid", "late": "dashed", "never": "dotted", "unknown": "dashed"}
_ENDS: dict[Loaded, str] = {
    "startup": 'color="#2f3b47"',
    "late": 'color="#9a6700"',
    "never": 'color="#b42318"',
    "unknown": 'arrowhead=empty, color="#6a5acd"',
}
_LOST = 'arrowhead=tee, color="#b42318"'


def dot(picture: Picture) -> str:
    """Return a picture in Graphviz' language, for its `dot`; the notes are comments too."""
    return "".join(f"{line}\n" for line in _lines(picture))


def _lines(picture: Picture) -> Iterator[str]:
    graph = picture.graph
    yield from (f"// {note}" for note in picture.notes)
    yield _HEAD
    yield f"  label={_lined(picture.notes)};"
    inside: set[Edge] = set()
    for cluster in graph.clusters:
        keys = {node.key for node in cluster.nodes}
        edges = [edge for edge in graph.edges if {edge.source, edge.target} <= keys]
        inside.update(edges)
        yield from _cluster(cluster, edges)
    yield from (f"  {_node(node)}" for node in graph.shared)
    yield from (f"  {line}" for edge in graph.edges if edge not in inside for line in _edge(edge))
    yield from _rows([node.key for node in graph.shared if node.kind == "group"])
    yield "}"


def _cluster(cluster: Cluster, edges: Iterable[Edge]) -> Iterator[str]:
    yield f"  subgraph cluster_{cluster.key} {{"
    yield f"    graph [label={_lined(cluster.lines)}, {_CLUSTER}];"
    yield from (f"    {_node(node)}" for node in cluster.nodes)
    yield from (f"    {line}" for edge in edges for line in _edge(edge))
    yield "  }"


def _rows(keys: list[str]) -> Iterator[str]:
    """Place boxes without arrows side by side, by lines that are not drawn; a row is packed as one part."""
    for number, pair in enumerate(pairwise(keys), start=1):
        if number % _BOXES_IN_A_ROW:
            yield f"  {' -> '.join(pair)} [style=invis];"


def _node(node: Node) -> str:
    return f"{node.key} [label={_centred(node.lines)}, tooltip={_quoted(node.title)}, {_NODES[node.kind]}];"


def _edge(edge: Edge) -> Iterator[str]:
    style = _style(edge.fate)
    if not edge.words:
        # As long as those with words, so that all receivers of a group stand in one column.
        yield f"{edge.source} -> {edge.target} [{style}, minlen=2];"
        return
    yield f"{edge.key} [label={_quoted(edge.words)}, {_WORDS}];"
    yield f"{edge.source} -> {edge.key} [{style}, dir=none];"
    yield f"{edge.key} -> {edge.target} [{style}];"


def _style(fate: Fate) -> str:
    return f"style={_LINES[fate.loaded]}, {_LOST if fate.lost else _ENDS[fate.loaded]}"


def _centred(lines: Iterable[str]) -> str:
    return '"' + "\\n".join(map(_escaped, lines)) + '"'


def _lined(lines: Iterable[str]) -> str:
    """Return lines that begin at the left."""
    return '"' + "".join(f"{_escaped(line)}\\l" for line in lines) + '"'


def _quoted(text: str) -> str:
    return _centred(text.split("\n"))


def _escaped(text: str) -> str:
    r"""Return text without a meaning: `\N` would be the name of a box, and `&lt;` a character."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
