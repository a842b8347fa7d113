"""What the rules find in several Django projects of one tree, put together.

A file that several projects share gets a finding only if it holds in all of those that load it; a receiver
that one of them never runs may be the very thing that another is for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from signal_lint.findings import Diagnostic, Finding
from signal_lint.project import Project
from signal_lint.source import Location

Stamped = tuple[Diagnostic, Finding]


def agreed(projects: Sequence[Project], found: Sequence[Sequence[Stamped]]) -> list[Stamped]:
    """Return the findings that hold in all projects that they concern; `found` has those of each project.

    Where that is not each project of the tree, the message names those that it is about.
    """
    by_place: dict[tuple[str, Location], dict[int, list[Stamped]]] = {}
    for number, several in enumerate(found):
        for diagnostic, finding in several:
            place = by_place.setdefault((diagnostic.code, diagnostic.location), {})
            place.setdefault(number, []).append((diagnostic, finding))
    kept: list[Stamped] = []
    for (_, location), by_project in by_place.items():
        concerned = _concerned(projects, location.path) or tuple(by_project)
        if by_project.keys() >= set(concerned):
            names = [start.name for number in concerned for start in projects[number].starts]
            about = "" if len(concerned) == len(projects) else f" (with `{'`, `'.join(names)}`)"
            kept += [
                (replace(diagnostic, message=diagnostic.message + about), finding)
                for diagnostic, finding in by_project[concerned[0]]
            ]
    return kept


def _concerned(projects: Sequence[Project], path: str) -> tuple[int, ...]:
    """Return the numbers of the projects that install the app of a file, else of those that may import it."""
    serving = tuple(number for number, each in enumerate(projects) if each.startup.serves(path))
    return serving or tuple(number for number, each in enumerate(projects) if each.startup.holds(path))
