"""What a run prints may not depend on the cache, nor on the number of processes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.environments import Environment
from benchmarks.measuring import run
from benchmarks.plan import Project

# The cache is filled by the first run that uses it.
OPTIONS = (
    "--no-cache -j 1",
    "--no-cache -j 4",
    "--cache-dir {} -j 1",
    "--cache-dir {} -j 1",
    "--cache-dir {} -j 1",
    "--cache-dir {} -j 4",
)


def differences(project: Project, ours: Environment, work: Path) -> Iterator[str]:
    """Yield each run over a project that prints other bytes than one without a cache, in one process."""
    cache = work / "equal" / project.root.name
    for command in ("check", "map"):
        first = None
        for number, options in enumerate(OPTIONS, 1):
            words = [str(cache) if word == "{}" else word for word in options.split()]
            line = (ours.tool("signal-lint"), command, "--output-format", "json", *words, project.root)
            output = run(line, ours.variables).output
            first = output if first is None else first
            if output != first:
                said = options.format("CACHE")
                yield f"{project.name}: run {number}, `{command} {said}`, differs from `{OPTIONS[0]}`"
