"""The cases of fixtures/startup as data: what is marked in their sources, and what `expected.toml` adds.

The format is told in fixtures/startup/README.md.
"""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

STARTUP = Path(__file__).resolve().parents[2] / "fixtures" / "startup"
DJANGOS = ("4.2", "5.2", "6.1")
STATES = ("startup", "late", "never", "unknown")
ROW = re.compile(r"# row: ([^#]+?)\s*(?:#|$)")
EXPECT = re.compile(r"# expect: (SGL\d{3}(?:, SGL\d{3})*)\s*$")
PLACE = re.compile(r"# (place|maybe)\b")
ASSIGNED = re.compile(r"(\S+)=(\w+)")


@dataclass(frozen=True)
class Row:
    """A line that connects: what the map may say of its rows, also in single projects, and what proves it.

    `live` is what Django does at start-up where the map cannot know it, None where nothing is to be asserted.
    """

    at: str
    loaded: tuple[str, ...]
    projects: dict[str, str]
    proof: str | None
    live: bool | None

    def states_in(self, project: str) -> tuple[str, ...]:
        """Return what is right in one project; in one that a marker leaves out, the row may be missing."""
        if self.projects:
            return (self.projects[project],) if project in self.projects else ("", "never", "unknown")
        return self.loaded


@dataclass(frozen=True)
class Case:
    """A case: its name, its folder, what its `expected.toml` holds, and what is marked in its sources.

    `places` are lines that are rows of the map, or are listed as not followed; of those of `maybe`, nothing
    is known.
    """

    name: str
    root: Path
    told: dict
    rows: tuple[Row, ...]
    marks: tuple[tuple[str, int, str], ...]
    places: tuple[str, ...]
    maybe: tuple[str, ...]

    @property
    def djangos(self) -> tuple[str, ...]:
        return tuple(self.told.get("djangos", DJANGOS))

    @property
    def boots(self) -> dict[str, dict]:
        """The projects to start, by the name that markers use: `entry`, and how the map names them."""
        return self.told.get("boots", {"": {"entry": "manage.py"}})


@functools.cache
def cases() -> tuple[Case, ...]:
    """Return all cases, by name."""
    return tuple(case(path.parent) for path in sorted(STARTUP.rglob("expected.toml")))


def case(root: Path) -> Case:
    told = tomllib.loads((root / "expected.toml").read_text(encoding="utf-8"))
    rows: list[Row] = []
    marks: list[tuple[str, int, str]] = []
    places: list[str] = []
    maybe: list[str] = []
    for path in sorted(root.rglob("*.py")):
        place = path.relative_to(root).as_posix()
        for number, line in enumerate(path.read_text(encoding="latin-1").splitlines(), 1):
            if found := ROW.search(line):
                rows.append(row(f"{place}:{number}", found[1]))
            if found := PLACE.search(line):
                (places if found[1] == "place" else maybe).append(f"{place}:{number}")
            if found := EXPECT.search(line):
                marks += ((place, number, code) for code in found[1].split(", "))
    marks += ((one["path"], one["line"], one["code"]) for one in told.get("findings", ()) if "line" in one)
    name = root.relative_to(STARTUP).as_posix()
    return Case(name, root, told, tuple(rows), tuple(sorted(marks)), tuple(places), tuple(maybe))


def row(at: str, text: str) -> Row:
    """Read `startup`, `late after urlconf`, `never or unknown`, `unknown live`, `unknown one=startup`.

    `startup one=startup` leaves out another project: nothing of the row is known there.
    """
    words = text.split()
    loaded = (words[0], *(after for before, after in pairwise(words) if before == "or"))
    proof = words[words.index("after") + 1] if "after" in words else None
    live = True if "live" in words else False if "absent" in words else None
    projects = dict(found.groups() for word in words if (found := ASSIGNED.fullmatch(word)))
    assert {*loaded, *projects.values()} <= {*STATES}, at
    return Row(at, loaded, projects, proof, live)
