"""What signal-lint costs, beside the parser alone, ruff, flake8 and others, in one run.

    python tests/benchmarks/run.py [--cache FOLDER] [--runs N] [--quick] [--equal-only] [--markdown FILE]

On three releases, on two large trees of releases, and on made-up projects of growing size: `check` without
its cache and with, and what stands beside it in `tools.py`; everything in turn, and medians of the rounds.
Releases and tools are pinned in `plan.toml`, as are the bounds. It fails (exit 1) where a bound is missed, or
where a run prints other bytes with a cache, or in several processes, than without.

`--quick` measures the three releases and ruff alone, and of the bounds it only reports; the
times drift from machine to machine, and with whatever else runs there.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.environments import OURS, Environment, environment
from benchmarks.equality import differences
from benchmarks.figures import Figures, verdicts
from benchmarks.growth import grown
from benchmarks.measuring import CannotRunError, in_turn
from benchmarks.plan import Plan, Project, built, read_plan
from benchmarks.tables import as_text, document, machine, tables
from benchmarks.tools import linting, one_file, other_tools
from conformance.releases import CannotDownloadError, default_cache

RUNS, QUICK_RUNS = 7, 3


@dataclass(slots=True)
class Options:
    """What the command line says."""

    cache: Path
    runs: int | None
    quick: bool
    equal_only: bool
    markdown: Path | None


@dataclass(frozen=True, slots=True)
class Bench:
    """Where a run takes its tools and projects from, and where it writes."""

    plan: Plan
    options: Options
    work: Path

    def environment(self, name: str) -> Environment:
        """Return an environment of the plan."""
        return environment(self.options.cache, name, self.plan.environments[name], self.work / "home")

    @property
    def rounds(self) -> int:
        """Return how often everything is measured."""
        return self.options.runs or (QUICK_RUNS if self.options.quick else RUNS)


def main() -> int:
    """Measure what the arguments say; return the exit code."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(read_plan(), options, Path(folder))
        (bench.work / "home").mkdir()
        try:
            projects = [
                built(tree, options.cache) for tree in bench.plan.trees if tree.quick or not options.quick
            ]
            unequal = _unequal(bench, projects)
            missed = 0 if options.equal_only else _report(bench, _measured(bench, projects))
        except (CannotDownloadError, CannotRunError) as error:
            print(f"benchmark failed: {error}", file=sys.stderr)
            return 1
    return 1 if unequal or (missed and not options.quick) else 0


def _options() -> Options:
    parser = argparse.ArgumentParser(description="CPU time and memory of signal-lint and of others")
    parser.add_argument(
        "--cache", type=Path, default=default_cache(), help="folder of releases and tools, kept"
    )
    parser.add_argument("--runs", type=int, metavar="N", help="rounds to take the medians of")
    parser.add_argument(
        "--quick", action="store_true", help="the releases and ruff alone, bounds only reported"
    )
    parser.add_argument("--equal-only", action="store_true", help="only compare what runs print")
    parser.add_argument(
        "--markdown", type=Path, metavar="FILE", help="write the tables for the README to a file"
    )
    return Options(**vars(parser.parse_args()))


def _unequal(bench: Bench, projects: Iterable[Project]) -> int:
    """Compare what runs over the projects print; return how many differ."""
    ours = bench.environment(OURS)
    unequal = 0
    for project in projects:
        found = list(differences(project, ours, bench.work))
        print(
            *(found or [f"{project.name}: equal bytes, cold and warm, in one process and in four"]), sep="\n"
        )
        unequal += len(found)
    return unequal


def _measured(bench: Bench, projects: list[Project]) -> Figures:
    ours, figures = bench.environment(OURS), Figures()
    for project in projects:
        _tell(project.name)
        figures.projects.append((project, in_turn(linting(project, ours, bench.work), bench.rounds)))
    if bench.options.quick:
        return figures
    named = {project.name: project for project in projects}
    others = bench.plan.others
    _tell("flake8 on one file")
    where = named[others.one_file_project]
    flake8 = one_file(where, where.root / others.one_file, ours, bench.environment("flake8"))
    figures.one_file = in_turn(flake8, bench.rounds)
    _tell("growth")
    figures.growth += grown(ours, bench.work, bench.rounds)
    _tell("other tools")
    figures.others_on = others.project
    figures.others = other_tools(named[others.project], bench.environment)
    return figures


def _tell(what: str) -> None:
    print(f"measuring {what}", file=sys.stderr, flush=True)


def _report(bench: Bench, figures: Figures) -> int:
    """Print the tables and verdicts; return how many bounds are missed."""
    made = list(tables(figures, bench.plan.bounds))
    judged = verdicts(figures, bench.plan.bounds)
    said = machine(datetime.now(UTC).date())
    print("", said, *(f"\n{as_text(table)}" for table in made), "", *judged, sep="\n")
    if bench.options.markdown:
        bench.options.markdown.write_text(document(made, judged, said), encoding="utf-8")
    missed = sum(not verdict.holds for verdict in judged)
    print(f"\n{len(judged) - missed} of {len(judged)} bounds hold")
    return missed


if __name__ == "__main__":
    sys.exit(main())
