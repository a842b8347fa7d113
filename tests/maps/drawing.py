"""What is in a picture that Graphviz or Mermaid draws: boxes, arrows and frames, with their words."""

from __future__ import annotations

import html
import json
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

LIMIT = 300
SVG = "{http://www.w3.org/2000/svg}"
CHROMIUM = (
    "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--virtual-time-budget=200000", "--dump-dom",
)  # fmt: skip
PAGE = """\
<!doctype html>
<meta charset="utf-8">
<title>Maps</title>
<body>
<script src="{script}"></script>
<script>
const words = (label) => {{
  label.querySelectorAll("br").forEach((each) => each.replaceWith(" "));
  return label.textContent;
}};
const all = (svg, selector) => [...svg.querySelectorAll(selector)];
async function draw(source, number) {{
  await mermaid.parse(source);
  const place = document.body.appendChild(document.createElement("div"));
  place.innerHTML = (await mermaid.render(`map${{number}}`, source)).svg;
  return {{
    boxes: all(place, "g.node").map((each) => [each.id, words(each)]),
    arrows: all(place, "path.flowchart-link:not(.edge-thickness-invisible)").length,
    labels: all(place, "g.edgeLabel").map(words).filter((each) => each.trim()),
    frames: all(place, "g.cluster").map(words),
  }};
}}
async function main() {{
  mermaid.initialize({{startOnLoad: false}});
  const drawn = [];
  for (const [number, source] of {sources}.entries())
    drawn.push(await draw(source, number).catch((error) => ({{error: String(error)}})));
  const result = document.body.appendChild(document.createElement("pre"));
  result.id = "result";
  result.textContent = JSON.stringify(drawn);
}}
main();
</script>
"""


class CannotDrawError(Exception):
    """A program refuses a picture, or warns of it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The words of boxes by their keys, of frames, and of arrows that have any; and how many arrows."""

    boxes: dict[str, str]
    frames: Counter[str]
    labels: Counter[str]
    arrows: int


def tidy(text: str) -> str:
    """Return text with one space where a picture may have several, or a line break, and nothing unseen."""
    return " ".join(text.replace("\u2060", "").split())


def by_graphviz(source: str, picture: Path) -> ET.Element:
    """Draw a graph into an SVG file and return its contents; raise a CannotDrawError for any complaint."""
    command = ["dot", "-Tsvg", "-o", str(picture)]
    ran = subprocess.run(command, input=source.encode(), capture_output=True, timeout=LIMIT, check=False)
    if ran.returncode or ran.stderr:
        raise CannotDrawError(f"dot: {ran.stderr.decode(errors='replace')}")
    return ET.parse(picture).getroot()  # noqa: S314  Graphviz has just written it


def parts(svg: ET.Element, kind: str) -> list[tuple[str, str]]:
    """Return the boxes (`node`), arrows (`edge`) or frames (`cluster`) by Graphviz, with their words."""
    groups = (group for group in svg.iter(f"{SVG}g") if group.get("class") == kind)
    return [
        (
            group.findtext(f"{SVG}title", ""),
            tidy(" ".join(text.text or "" for text in group.iter(f"{SVG}text"))),
        )
        for group in groups
    ]


def by_mermaid(script: Path, sources: Iterable[str], page: Path) -> list[Drawn]:
    """Draw flowcharts in a page and return what is in them; raise a CannotDrawError for any complaint."""
    written = json.dumps(list(sources)).replace("<", "\\u003c")
    page.write_text(PAGE.format(script=script.absolute().as_uri(), sources=written))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [*CHROMIUM, f"--user-data-dir={profile}", page.absolute().as_uri()]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    result = re.search(r'<pre id="result">(.*?)</pre>', ran.stdout, re.DOTALL)
    if result is None:
        raise CannotDrawError(f"chromium has no result: {ran.stderr[-500:]}")
    return [_drawn(each) for each in json.loads(html.unescape(result[1]))]


def _drawn(found: dict[str, object]) -> Drawn:
    if "error" in found:
        raise CannotDrawError(f"Mermaid: {found['error']}")
    return Drawn(
        {re.sub(r"^.*flowchart-(\w+)-\d+$", r"\1", key): tidy(text) for key, text in found["boxes"]},
        Counter(map(tidy, found["frames"])),
        Counter(map(tidy, found["labels"])),
        found["arrows"],
    )
