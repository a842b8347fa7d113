"""The map as a flowchart for Mermaid, which GitHub, GitLab and many editors draw.

Invariant: what the project says is only ever inside quotes, and of it only letters, digits and a few marks
that mean nothing to Mermaid, Markdown or HTML; every other character is written as its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from signal_lint.maps.graph import Cluster, Edge, Graph, Node
from signal_lint.maps.picture import Picture
from signal_lint.startup import Loaded

_HEAD = """\
---
config:
  flowchart:
    wrappingWidth: 800
    nodeSpacing: 24
    rankSpacing: 60
    subGraphTitleMargin:
      top: 4
      bottom: 24
---"""
_SHAPES = {"source": ("([", "])"), "receiver": ("[", "]"), "receivers": ("[[", "]]"), "group": ("(", ")")}
_ARROWS: dict[Loaded, str] = {"startup": "--", "late": "-.-", "never": "-.-", "unknown": "-.-"}
# As visible on dark pages as on light ones; what Django makes at start-up is drawn as the theme has it.
_STROKES: dict[Loaded, str] = {
    "late": "stroke:#c77d0a,stroke-dasharray:7 4",
    "never": "stroke:#d1382c,stroke-dasharray:2 4",
    "unknown": "stroke:#8b7be8,stroke-dasharray:7 3 2 3",
}
_LOST = "stroke:#d1382c"
# Text is dark on light boxes, whatever the theme; outside of boxes it is the theme's.
_CLASSES = """\
  classDef source fill:#dbe9fb,stroke:#5b6b7b,color:#111
  classDef receiver fill:#fff,stroke:#5b6b7b,color:#111
  classDef receivers fill:#eee,stroke:#5b6b7b,color:#111
  classDef group fill:#fdf6e3,stroke:#5b6b7b,color:#111
  classDef note fill:none,stroke:none"""
_FRAMES_IN_A_ROW = 3
_BOXES_IN_A_ROW = 5
_WIDEST_NOTE = 40
# Some versions read a label as Markdown: `1. ` begins a list there, and `__` what is bold.
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 ,/()._:-]|(?<![A-Za-z0-9])[._:-]|[._:-](?![A-Za-z0-9])")


def mermaid(picture: Picture) -> str:
    """Return a picture as a flowchart for Mermaid; the notes are comments too."""
    return "".join(f"{line}\n" for line in _lines(picture))


def _lines(picture: Picture) -> Iterator[str]:
    graph = picture.graph
    yield _HEAD
    yield from (f"%% {note}" for note in picture.notes)
    yield "flowchart LR"
    # Mermaid places them from the last to the first.
    for cluster in reversed(graph.clusters):
        yield from _cluster(cluster)
    yield from (f"  {_node(node)}" for node in graph.shared)
    yield from (f"  {_edge(edge)}" for edge in graph.edges)
    yield f"  note[{_label(line for note in picture.notes for line in wrap(note, _WIDEST_NOTE))}]:::note"
    # Links count in the order in which they are written: those that are drawn come first.
    yield from _rows(_alone(graph), _FRAMES_IN_A_ROW)
    yield from _rows([node.key for node in graph.shared if node.kind == "group"], _BOXES_IN_A_ROW)
    yield from _strokes(graph.edges)
    yield _CLASSES


def _cluster(cluster: Cluster) -> Iterator[str]:
    yield f"  subgraph {cluster.key}[{_label([', '.join(cluster.lines)])}]"
    yield "    direction LR"
    yield from (f"    {_node(node)}" for node in cluster.nodes)
    yield "  end"


def _node(node: Node) -> str:
    left, right = _SHAPES[node.kind]
    return f"{node.key}{left}{_label(node.lines)}{right}:::{node.kind}"


def _edge(edge: Edge) -> str:
    words = f"|{_label([edge.words])}|" if edge.words else ""
    return f"{edge.source} {_ARROWS[edge.fate.loaded]}{'x' if edge.fate.lost else '>'}{words} {edge.target}"


def _strokes(edges: Iterable[Edge]) -> Iterator[str]:
    numbers: dict[str, list[str]] = {}
    for number, edge in enumerate(edges):
        stroke = _LOST if edge.fate.lost else _STROKES.get(edge.fate.loaded)
        if stroke:
            numbers.setdefault(stroke, []).append(str(number))
    yield from (f"  linkStyle {','.join(each)} {stroke}" for stroke, each in numbers.items())


def _alone(graph: Graph) -> list[str]:
    """Return the groups that no arrow leaves, the largest first, so that those of a row are of a height."""
    shared = {node.key for node in graph.shared}
    leaving = {edge.source for edge in graph.edges if edge.target in shared}
    clusters = [each for each in graph.clusters if not leaving & {node.key for node in each.nodes}]
    return [each.key for each in sorted(clusters, key=lambda each: -len(each.nodes))]


def _rows(keys: Sequence[str], width: int) -> Iterator[str]:
    """Place what no arrow joins side by side, by links that are not drawn; Mermaid would make a column."""
    for start in range(0, len(keys), width):
        yield f"  {' ~~~ '.join(keys[start : start + width])}"


def _label(lines: Iterable[str]) -> str:
    return '"' + "<br/>".join(map(_escaped, lines)) + '"'


def _escaped(text: str) -> str:
    # However it is written, Mermaid breaks a line at a backslash and an n; what keeps them apart is not seen.
    return _NOT_PLAIN.sub(lambda match: f"#{ord(match[0])};", text.replace("\\n", "\\\u2060n"))
