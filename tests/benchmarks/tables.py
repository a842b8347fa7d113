"""What was measured, as tables: aligned for the terminal, or as Markdown for the README."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks.figures import Figures, Verdict, cold_limit, exponent, growing, memory_limit, plugin_ms
from benchmarks.measuring import Cost
from benchmarks.plan import Bounds
from benchmarks.tools import COLD, INSIDE, NO_PLUGIN, PARSE, PLUGIN, RUFF_COLD, RUFF_WARM, WARM

PROJECTS = (
    "project",
    "files",
    "candidates",
    "parse",
    "cold",
    "at most",
    "ruff cold",
    "ratio",
    "warm",
    "ruff warm",
    "ratio",
)
CLOCK = ("project", "cold", "ruff cold", "warm", "ruff warm", "MB cold", "MB warm", "at most")


@dataclass(frozen=True, slots=True)
class Table:
    """Cells below a header; the first column is text, the others are figures."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(figures: Figures, bounds: Bounds) -> Iterator[Table]:
    """Yield a table of each kind of figures that there are."""
    yield Table("CPU seconds", PROJECTS, tuple(_project_rows(figures, bounds)))
    yield Table("Seconds by the clock, and memory", CLOCK, tuple(_clock_rows(figures, bounds)))
    if figures.others:
        header = ("command", "CPU s", "times cold", "wall s", "MB")
        yield Table(f"Other tools on {figures.others_on}", header, tuple(_other_rows(figures)))
    if figures.one_file:
        yield Table("flake8 on one file", ("command", "CPU ms", "wall ms"), tuple(_one_file_rows(figures)))
    for growth in figures.growth:
        sizes = (growth.of, *(f"{size:,}" for size in growth.sizes), "exponent")
        rows = tuple(
            (name, *(f"{amount:.2f}" for amount in amounts), f"{exponent(amounts):.2f}")
            for name, amounts in growing(growth)
        )
        relative = tuple(
            (f"{name}, ratio", *(f"{amount / amounts[0]:.2f}" for amount in amounts), "")
            for name, amounts in growing(growth)
        )
        yield Table(f"Growth with {growth.of}", sizes, rows + relative)


def _project_rows(figures: Figures, bounds: Bounds) -> Iterator[tuple[str, ...]]:
    for project, costs in figures.projects:
        cold, warm = costs[COLD], costs[WARM]
        cpu = {name: f"{cost.cpu:.2f}" for name, cost in costs.items()}
        yield (
            project.name,
            f"{project.files:,}",
            str(len(project.candidates)),
            cpu[PARSE],
            cpu[COLD],
            f"{cold_limit(costs, bounds):.2f}",
            cpu[RUFF_COLD],
            f"{cold.cpu / costs[RUFF_COLD].cpu:.1f}",
            f"{warm.cpu:.3f}",
            f"{costs[RUFF_WARM].cpu:.3f}",
            f"{warm.cpu / costs[RUFF_WARM].cpu:.2f}",
        )


def _clock_rows(figures: Figures, bounds: Bounds) -> Iterator[tuple[str, ...]]:
    for project, costs in figures.projects:
        yield (
            project.name,
            *(f"{costs[name].wall:.2f}" for name in (COLD, RUFF_COLD, WARM, RUFF_WARM)),
            *(f"{costs[name].memory:.0f}" for name in (COLD, WARM)),
            f"{memory_limit(project.files, bounds):.0f}",
        )


def _other_rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    ours = next(costs[COLD] for project, costs in figures.projects if project.name == figures.others_on)
    yield _other_row("signal-lint check --no-cache", ours, ours)
    for name, cost in figures.others.items():
        yield _other_row(name, cost, ours) if isinstance(cost, Cost) else (name, cost, "", "", "")


def _other_row(name: str, cost: Cost, ours: Cost) -> tuple[str, ...]:
    return name, f"{cost.cpu:.2f}", f"{cost.cpu / ours.cpu:.0f}", f"{cost.wall:.2f}", f"{cost.memory:.0f}"


def _one_file_rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    for name in (PLUGIN, NO_PLUGIN):
        cost = figures.one_file[name]
        yield name, f"{1000 * cost.cpu:.0f}", f"{1000 * cost.wall:.0f}"
    yield "difference", f"{plugin_ms(figures.one_file):.0f}", ""
    yield INSIDE, f"{1000 * figures.one_file[INSIDE].cpu:.0f}", ""


def as_text(table: Table) -> str:
    """Return a table with aligned columns."""
    lines = [table.header, *table.rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(table.header))]
    return "\n".join([f"{table.title}:", *(_aligned(line, widths) for line in lines)])


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    name, *cells = line
    padded = [
        name.ljust(widths[0]),
        *(cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)),
    ]
    return "  ".join(padded).rstrip()


def as_markdown(table: Table) -> str:
    """Return a table as Markdown below its title."""
    rule = ("---", *("--:" for _ in table.header[1:]))
    lines = [f"| {' | '.join(line)} |" for line in (table.header, rule, *table.rows)]
    return "\n".join([f"{table.title}:", "", *lines])


def document(made: Sequence[Table], judged: Sequence[Verdict], made_on: str) -> str:
    """Return what the README shows: the machine, the tables, and the bounds that are missed."""
    missed = [f"- {str(verdict).removeprefix('MISSED  ')}" for verdict in judged if not verdict.holds]
    held = f"{len(judged) - len(missed)} of {len(judged)} bounds hold"
    closing = "\n".join([f"{held}; missed are:", "", *missed]) if missed else f"{held}."
    return "\n\n".join([made_on, *map(as_markdown, made), closing]) + "\n"


def machine(today: date) -> str:
    """Return the date, and what the machine has."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = ".".join(map(str, sys.version_info[:3]))
    return (
        f"{today.isoformat()}, {os.cpu_count()} cores, {total:.0f} GB, {platform.system()}, Python {python}."
    )
