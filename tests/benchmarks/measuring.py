"""What a command costs: CPU seconds of all its processes, seconds by the clock, memory of the largest."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

STARTER = Path(__file__).with_name("starter.py")
# Of linters: nothing found, and something found.
EXPECTED = (0, 1)


class CannotRunError(Exception):
    """A command ended otherwise than linters end."""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU and wall time in seconds, memory in MB."""

    cpu: float
    wall: float
    memory: float


@dataclass(frozen=True, slots=True)
class Done:
    """What a command cost, and what it printed."""

    cost: Cost
    output: bytes


Measure = Callable[[], Cost]


def run(command: Iterable[str | Path], environment: Mapping[str, str], given: bytes = b"") -> Done:
    """Run a command to its end; raise CannotRunError where it fails."""
    words = [str(word) for word in command]
    # Files and not pipes: nobody has to wait for a reader, nor keep what is not read.
    with (
        tempfile.TemporaryFile() as output,
        tempfile.TemporaryFile() as errors,
        tempfile.TemporaryFile() as stdin,
    ):
        stdin.write(given)
        stdin.seek(0)
        code, cost = _started(words, environment, (stdin.fileno(), output.fileno(), errors.fileno()))
        output.seek(0)
        errors.seek(0)
        if code not in EXPECTED:
            raise CannotRunError(_failure(words, code, errors.read() or output.read()))
        return Done(cost, output.read())


def _started(
    words: list[str], environment: Mapping[str, str], streams: tuple[int, int, int]
) -> tuple[int, Cost]:
    reading, writing = os.pipe()
    starter = (sys.executable, "-I", "-S", str(STARTER), str(writing), *words)
    stdin, stdout, stderr = streams
    try:
        subprocess.run(
            starter,
            env=dict(environment),
            pass_fds=(writing,),
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            check=True,
        )
        code, cpu, wall, kilobytes = os.read(reading, 1000).split()
    except subprocess.CalledProcessError as error:
        raise CannotRunError(f"`{words[0]}` does not start") from error
    finally:
        os.close(reading)
        os.close(writing)
    return int(code), Cost(float(cpu), float(wall), int(kilobytes) / 1024)


def _failure(words: list[str], code: int, said: bytes) -> str:
    last = said.decode(errors="replace").strip().rpartition("\n")[2]
    return f"`{Path(words[0]).name} {words[1]}` ended with {code}: {last[:200]}"


def in_turn(measures: Mapping[str, Measure], rounds: int) -> dict[str, Cost]:
    """Return the medians of some rounds in each of which everything is measured once.

    A slow minute of the machine thus hits all of them alike.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            costs[name].append(measure())
    return {name: median(found) for name, found in costs.items()}


def median(costs: Iterable[Cost]) -> Cost:
    """Return the median of each figure for itself."""
    found = list(costs)
    return Cost(
        statistics.median(cost.cpu for cost in found),
        statistics.median(cost.wall for cost in found),
        statistics.median(cost.memory for cost in found),
    )
