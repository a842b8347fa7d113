"""What a cold `map` costs, against the parser alone and against ruff, in one run.

    python tests/benchmarks/cold.py [--cache FOLDER]

For each release, in CPU seconds, the least of several runs: `signal-lint map` from start to end; nothing but
`libcst.parse_module` over the candidate files, those that hold both a word of a connection
and the word "signal"; and `ruff check --select DJ --no-cache`. Times drift from machine to
machine, ratios hardly do: it fails (exit 1) where the first figure is more than half the
second and 0.4 s. The releases are those of the conformance run, in the same cache.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
sys.path.insert(0, str(REPOSITORY / "tests"))

from conformance.releases import CannotDownloadError, default_cache, unpacked  # noqa: E402

RELEASES = ("wagtail==8.0.1", "pretix==2026.8.0", "misago==0.39.6")
RUNS = 7
SHARE, ALLOWANCE = 0.5, 0.4
PARSE = """
import sys, time, libcst
texts = [open(path, "rb").read() for path in sys.stdin.read().split("\\n") if path]
libcst.parse_module("a = 1")
start = time.process_time()
for text in texts:
    libcst.parse_module(text)
print(time.process_time() - start)
"""


def main() -> int:
    """Measure every release; return the exit code."""
    parser = argparse.ArgumentParser(description="CPU seconds of a cold map")
    parser.add_argument("--cache", type=Path, default=default_cache(), help="folder of releases, kept")
    cache = parser.parse_args().cache
    print(f"{'release':20}{'files':>7}{'candidates':>12}{'map':>8}{'libcst':>8}{'allowed':>9}{'ruff':>7}")
    try:
        within = [_measure(release, cache) for release in RELEASES]
    except (CannotDownloadError, subprocess.CalledProcessError) as error:
        print(f"benchmark failed: {error}", file=sys.stderr)
        return 1
    return 0 if all(within) else 1


def _measure(release: str, cache: Path) -> bool:
    root = unpacked(cache, release, (release,), {}).path
    files = sorted(root.rglob("*.py"))
    candidates = [path for path in files if _is_candidate(path.read_bytes())]
    mapped, parsed, ruffed = _least(
        lambda: _cpu(
            sys.executable, "-m", "signal_lint", "map", "--no-cache", "--output-format", "json", str(root)
        ),
        lambda: _parse(candidates),
        lambda: _cpu(_ruff(), "check", "--isolated", "--select", "DJ", "--no-cache", "-q", str(root)),
    )
    allowed = SHARE * parsed + ALLOWANCE
    figures = f"{mapped:>8.2f}{parsed:>8.2f}{allowed:>9.2f}{ruffed:>7.2f}"
    verdict = "" if mapped <= allowed else "  TOO SLOW"
    print(f"{release:20}{len(files):>7}{len(candidates):>12}{figures}{verdict}")
    return mapped <= allowed


def _is_candidate(data: bytes) -> bool:
    return b"ignal" in data and (b"receiver" in data or b".connect" in data)


def _least(*measures: Callable[[], float]) -> list[float]:
    """Return the least that each took; they run in turn, so that a slow minute of the machine hits all."""
    rounds = [[measure() for measure in measures] for _ in range(RUNS)]
    return [min(times) for times in zip(*rounds, strict=True)]


def _cpu(*command: str) -> float:
    """Run a command, which may find something (exit code 1), and return its CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    path = os.pathsep.join(filter(None, (str(REPOSITORY), os.environ.get("PYTHONPATH"))))
    # As installed: with bytecode, which the first of several runs writes where it is missing.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, capture_output=True, check=False, env={**kept, "PYTHONPATH": path})
    if done.returncode not in (0, 1):
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _parse(candidates: list[Path]) -> float:
    """Return the CPU seconds of parsing alone, without starting Python and importing libcst."""
    command = (sys.executable, "-c", PARSE)
    paths = "\n".join(map(str, candidates))
    return float(subprocess.run(command, input=paths, capture_output=True, text=True, check=True).stdout)


def _ruff() -> str:
    beside = Path(sys.executable).with_name("ruff")
    return str(beside) if beside.exists() else shutil.which("ruff") or "ruff"


if __name__ == "__main__":
    sys.exit(main())
