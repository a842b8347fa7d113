"""What the benchmark measures: the projects, the environments and the bounds of `plan.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from conformance.releases import unpacked

PLAN = Path(__file__).with_name("plan.toml")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the figures may be at most; `plan.toml` says what each is."""

    parse_share: float
    parse_allowance: float
    ruff_cold: float
    ruff_cold_candidates: float
    ruff_warm: float
    ruff_warm_files: int
    flake8_django: float
    memory_base: float
    memory_per_thousand: float
    one_file_ms: float
    exponent: float


@dataclass(frozen=True, slots=True)
class Tree:
    """Releases that are measured as one project."""

    name: str
    root: str
    releases: tuple[str, ...]
    quick: bool


@dataclass(frozen=True, slots=True)
class Others:
    """Where the tools are measured that are too slow, or too particular, for every project."""

    project: str
    one_file_project: str
    one_file: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All of `plan.toml`."""

    trees: tuple[Tree, ...]
    others: Others
    bounds: Bounds
    environments: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Project:
    """A tree on the disk: its Python files, and those of them that can hold a connection."""

    name: str
    root: Path
    files: int
    candidates: tuple[Path, ...]


def read_plan(path: Path = PLAN) -> Plan:
    """Return the plan; a key too many or too few is a TypeError."""
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    trees = [Tree(**{**tree, "releases": tuple(tree["releases"])}) for tree in written["projects"]]
    environments = {name: tuple(pins) for name, pins in written["environments"].items()}
    return Plan(tuple(trees), Others(**written["others"]), Bounds(**written["bounds"]), environments)


def built(tree: Tree, cache: Path) -> Project:
    """Return a tree as a project, unpacked into the cache unless it is there."""
    return project(tree.name, unpacked(cache, tree.root, tree.releases, {}).path)


def project(name: str, root: Path) -> Project:
    """Return what lies below a folder as a project."""
    files = sorted(root.rglob("*.py"))
    candidates = tuple(path for path in files if is_candidate(path.read_bytes()))
    return Project(name, root, len(files), candidates)


def is_candidate(data: bytes) -> bool:
    """Tell whether a file holds the words of a connection, and the word "signal"."""
    return b"ignal" in data and (b"receiver" in data or b".connect" in data)
