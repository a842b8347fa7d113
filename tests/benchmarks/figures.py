"""What a run has measured, and whether the bounds hold."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.measuring import Cost
from benchmarks.plan import Bounds, Project
from benchmarks.tools import (
    COLD,
    FLAKE8_DJANGO,
    NO_PLUGIN,
    PARSE,
    PLUGIN,
    RUFF_COLD,
    RUFF_WARM,
    WARM,
)


@dataclass(frozen=True, slots=True)
class Growth:
    """What runs cost on made-up projects of 1, 2, 4 and 8 times the first size."""

    of: str
    sizes: tuple[int, ...]
    cold: tuple[Cost, ...]
    warm: tuple[Cost, ...]


@dataclass(slots=True)
class Figures:
    """All that a run has measured; what it has not is empty."""

    projects: list[tuple[Project, dict[str, Cost]]] = field(default_factory=list)
    others_on: str = ""
    others: dict[str, Cost | str] = field(default_factory=dict)
    one_file: dict[str, Cost] = field(default_factory=dict)
    growth: list[Growth] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A figure beside what it may be at most."""

    bound: str
    where: str
    value: float
    limit: float
    unit: str

    @property
    def holds(self) -> bool:
        """Tell whether the bound holds."""
        return self.value <= self.limit

    def __str__(self) -> str:
        """Return the verdict as a line."""
        said = "holds " if self.holds else "MISSED"
        figures = f"{self.value:.4g} {self.unit}".strip(), f"{self.limit:.4g} {self.unit}".strip()
        return f"{said}  {self.bound}, {self.where}: {figures[0]}, at most {figures[1]}"


def verdicts(figures: Figures, bounds: Bounds) -> list[Verdict]:
    """Return a verdict for each bound on each figure that it is about."""
    found = [
        verdict for project, costs in figures.projects for verdict in _of_project(project, costs, bounds)
    ]
    flake8 = figures.others.get(FLAKE8_DJANGO)
    for project, costs in figures.projects:
        if project.name == figures.others_on and isinstance(flake8, Cost):
            bound = f"cold, CPU, a {bounds.flake8_django:g}th of flake8 with flake8-django"
            found.append(
                Verdict(bound, project.name, costs[COLD].cpu, flake8.cpu / bounds.flake8_django, "s")
            )
    if figures.one_file:
        found.append(
            Verdict("flake8 plugin, CPU", "one file", plugin_ms(figures.one_file), bounds.one_file_ms, "ms")
        )
    return [*found, *(verdict for growth in figures.growth for verdict in _of_growth(growth, bounds))]


def _of_project(project: Project, costs: dict[str, Cost], bounds: Bounds) -> Iterator[Verdict]:
    name, cold, warm = project.name, costs[COLD], costs[WARM]
    yield Verdict("cold, CPU", name, cold.cpu, cold_limit(costs, bounds), "s")
    if len(project.candidates) < bounds.ruff_cold_candidates * project.files:
        bound = "cold, CPU as a multiple of ruff's"
        yield Verdict(bound, name, cold.cpu / costs[RUFF_COLD].cpu, bounds.ruff_cold, "")
    if project.files >= bounds.ruff_warm_files:
        bound = "warm, CPU as a multiple of ruff's"
        yield Verdict(bound, name, warm.cpu / costs[RUFF_WARM].cpu, bounds.ruff_warm, "")
    yield Verdict("memory", name, max(cold.memory, warm.memory), memory_limit(project.files, bounds), "MB")


def _of_growth(growth: Growth, bounds: Bounds) -> Iterator[Verdict]:
    for bound, amounts in growing(growth):
        yield Verdict(f"exponent of {bound}", growth.of, exponent(amounts), bounds.exponent, "")


def growing(growth: Growth) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Yield what is looked at as a project grows."""
    yield "cold CPU", tuple(cost.cpu for cost in growth.cold)
    yield "warm CPU", tuple(cost.cpu for cost in growth.warm)
    yield "memory", tuple(cost.memory for cost in growth.cold)


def cold_limit(costs: dict[str, Cost], bounds: Bounds) -> float:
    """Return the CPU seconds that a cold run may take."""
    return bounds.parse_share * costs[PARSE].cpu + bounds.parse_allowance


def memory_limit(files: int, bounds: Bounds) -> float:
    """Return the MB that a run over some files may take."""
    return bounds.memory_base + bounds.memory_per_thousand * files / 1000


def plugin_ms(one_file: dict[str, Cost]) -> float:
    """Return the milliseconds that the plugin adds to flake8."""
    return 1000 * (one_file[PLUGIN].cpu - one_file[NO_PLUGIN].cpu)


def exponent(amounts: tuple[float, ...]) -> float:
    """Return p of what grows as `base + n ** p`, given for n = 1, 2, 4 and 8.

    From differences, as the base, which every run pays, would make any growth look slow:
    8 ** p - 2 ** p is 2 ** p times 4 ** p - 1. What does not grow has the exponent 0.
    """
    one, two, four, eight = amounts
    small, large = four - one, eight - two
    return max(0.0, math.log2(large / small)) if small > 0 and large > 0 else 0.0
