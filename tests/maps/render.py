"""Draw the map with Graphviz and with Mermaid, and find everything in the pictures.

    python tests/maps/render.py --cache FOLDER [--pictures FOLDER]

Draws two fixture projects, names that harm, two releases from PyPI and a generated project of 800
connections, each by model, signal and app. Each picture has to be accepted without a complaint and to hold
every box, frame and arrow with its words; its connections have to add up to those of `--output-format json`.

Needs `dot` (Debian's graphviz), `chromium`, `npm` and the network, so it is no part of the test run; .ci/run
calls it. The releases and Mermaid are kept in the cache; `--pictures` keeps what is drawn.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

from conformance.releases import CannotDownloadError, unpacked  # noqa: E402
from maps.drawing import CannotDrawError, Drawn, by_graphviz, by_mermaid, parts, tidy  # noqa: E402
from maps.fixed import every_hostile  # noqa: E402
from rules.building import app, project  # noqa: E402

from signal_lint.maps.dot import dot  # noqa: E402
from signal_lint.maps.json_map import json_map  # noqa: E402
from signal_lint.maps.mermaid import mermaid  # noqa: E402
from signal_lint.maps.picture import Picture, picture  # noqa: E402
from signal_lint.project import Project  # noqa: E402
from signal_lint.settings import Settings  # noqa: E402
from signal_lint.survey import survey  # noqa: E402

MERMAID = "mermaid@11.17.2"
RELEASES = ("pretix==2026.8.0", "wagtail==8.0.1")
FIXTURES = ("bookshop", "site")
TOOLS = {"dot": "graphviz", "chromium": "chromium", "npm": "npm"}
GROUPS = ("model", "signal", "app")
SIGNALS = ("pre_save", "post_save", "pre_delete", "post_delete", "post_init")

CONFIG = """\
from django.apps import AppConfig


class Config(AppConfig):
    name = "{name}"

    def ready(self):
        from {name} import receivers
"""
IMPORTS = """\
from django.db.models import signals
from django.dispatch import receiver

from {name} import models
"""


def main() -> int:
    """Draw all pictures; return 0 if each of them is right."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--cache", type=Path, required=True, help="where releases and Mermaid are kept")
    parser.add_argument("--pictures", type=Path, help="where to keep what is drawn")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.pictures or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            script = mermaid_script(arguments.cache)
            wrong = [
                problem
                for name, mapped in projects(arguments.cache, Path(temporary))
                for problem in problems(name, mapped, script, folder)
            ]
        except (CannotDrawError, CannotDownloadError) as error:
            wrong = [str(error)]
    print("\n".join(f"WRONG {problem}" for problem in wrong) or "all pictures are right")
    return 1 if wrong else 0


def mermaid_script(cache: Path) -> Path:
    """Return Mermaid from the cache, installed by npm; raise a CannotDrawError where a tool is missing."""
    missing = [
        f"{tool} (Debian's package {package})" for tool, package in TOOLS.items() if not shutil.which(tool)
    ]
    if missing:
        raise CannotDrawError(f"missing: {', '.join(missing)}")
    folder = cache / MERMAID
    script = folder / "node_modules/mermaid/dist/mermaid.min.js"
    if not script.exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", MERMAID]
        ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if ran.returncode:
            raise CannotDrawError(f"npm cannot install {MERMAID}: {ran.stderr}")
    return script


def projects(cache: Path, temporary: Path) -> Iterator[tuple[str, Project]]:
    """Yield what is drawn, each with its name."""
    yield "hostile", project(apps=(app(),), connections=tuple(every_hostile()))
    for name in FIXTURES:
        yield name, surveyed(TESTS.parent / "fixtures/projects" / name)
    for release in RELEASES:
        yield release, surveyed(unpacked(cache, release, (release,), {}).path)
    yield "800", surveyed(generated(temporary / "800", apps=20, models=8))


def surveyed(root: Path) -> Project:
    """Return the map of a project on disk."""
    return survey(Settings(root=root.absolute())).project


def generated(root: Path, apps: int, models: int) -> Path:
    """Write a project with a receiver for each of five signals of each model; return its root."""
    names = [f"app{number}" for number in range(apps)]
    files = {"manage.py": "", "settings.py": f"INSTALLED_APPS = {names!r}\n"}
    classes = "".join(f"\n\nclass Model{number}(models.Model):\n    pass\n" for number in range(models))
    receivers = "".join(
        f"\n\n@receiver(signals.{signal}, sender=models.Model{number})\n"
        f"def {signal}_{number}(**kwargs):\n    pass\n"
        for number in range(models)
        for signal in SIGNALS
    )
    for name in names:
        files[f"{name}/__init__.py"] = ""
        files[f"{name}/models.py"] = f"from django.db import models\n{classes}"
        files[f"{name}/apps.py"] = CONFIG.format(name=name)
        files[f"{name}/receivers.py"] = f"{IMPORTS.format(name=name)}{receivers}"
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def problems(name: str, mapped: Project, script: Path, folder: Path) -> Iterator[str]:
    """Yield what is wrong with the pictures of a project, and print what is in them."""
    rows = json.loads(json_map(mapped, mapped.connections))["connections"]
    pictures = [picture(mapped, mapped.connections, group_by) for group_by in GROUPS]
    flowcharts = [mermaid(each) for each in pictures]
    page = folder / f"{name}.html"
    for group_by, shown, drawn in zip(GROUPS, pictures, by_mermaid(script, flowcharts, page), strict=True):
        graph = shown.graph
        found = [
            *(f"Graphviz, {each}" for each in wrong_in_graphviz(shown, folder / f"{name}-{group_by}.svg")),
            *(f"Mermaid, {each}" for each in wrong_in_mermaid(shown, drawn)),
        ]
        total = sum(each.connections for each in (*graph.edges, *graph.nodes))
        if total != len(rows):
            found.append(f"{total} connections, in JSON {len(rows)}")
        yield from (f"{name} by {group_by}: {each}" for each in found)
        print(
            f"{name} by {group_by}: {total} connections, {len(graph.nodes)} boxes, {len(graph.edges)} arrows"
        )


def wrong_in_graphviz(shown: Picture, file: Path) -> Iterator[str]:
    """Yield what a picture by Graphviz lacks, or has too much."""
    svg = by_graphviz(dot(shown), file)
    graph = shown.graph
    said = {edge.key: edge.words for edge in graph.edges if edge.words}
    boxes = {node.key: " ".join(node.lines) for node in graph.nodes}
    frames = {f"cluster_{cluster.key}": " ".join(cluster.lines) for cluster in graph.clusters}
    halves = [[(edge.source, edge.key), (edge.key, edge.target)] for edge in graph.edges if edge.words]
    whole = [(edge.source, edge.target) for edge in graph.edges if not edge.words]
    arrows = Counter("->".join(ends) for ends in (*whole, *(half for both in halves for half in both)))
    yield from differences("boxes", tidied(boxes | said), dict(parts(svg, "node")))
    yield from differences("frames", tidied(frames), dict(parts(svg, "cluster")))
    yield from differences("arrows", arrows, Counter(title for title, _ in parts(svg, "edge")))
    notes = "".join(text.text or "" for text in svg.findall("./{*}g/{*}text"))
    yield from (f"no note `{note}`" for note in shown.notes if note not in notes)


def wrong_in_mermaid(shown: Picture, drawn: Drawn) -> Iterator[str]:
    """Yield what a picture by Mermaid lacks, or has too much."""
    graph = shown.graph
    boxes = {node.key: " ".join(node.lines) for node in graph.nodes} | {"note": " ".join(shown.notes)}
    frames = Counter(tidy(", ".join(cluster.lines)) for cluster in graph.clusters)
    yield from differences("boxes", tidied(boxes), drawn.boxes)
    yield from differences("frames", frames, drawn.frames)
    yield from differences("words", Counter(edge.words for edge in graph.edges if edge.words), drawn.labels)
    if drawn.arrows != len(graph.edges):
        yield f"{drawn.arrows} arrows instead of {len(graph.edges)}"


def tidied(texts: dict[str, str]) -> dict[str, str]:
    """Return the texts as they can be compared with those of a picture."""
    return {key: tidy(text) for key, text in texts.items()}


def differences(what: str, expected: dict[str, object], found: dict[str, object]) -> Iterator[str]:
    """Yield the first of what differs."""
    keys = sorted(key for key in expected.keys() | found.keys() if expected.get(key) != found.get(key))
    if keys:
        key = keys[0]
        yield f"{len(keys)} {what} differ: {key!r} is {found.get(key)!r} instead of {expected.get(key)!r}"


if __name__ == "__main__":
    sys.exit(main())
