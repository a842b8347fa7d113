"""Commands are measured right, also where the process that measures is large."""

from __future__ import annotations

import sys

import pytest
from benchmarks.measuring import CannotRunError, Cost, in_turn, median, run

PYTHON = (sys.executable, "-I", "-S", "-c")
MB = 1_000_000


def test_the_output_of_a_command_is_kept():
    assert run((*PYTHON, "print(input()); raise SystemExit(1)"), {}, b"given").output == b"given\n"


def test_what_the_parent_holds_is_not_counted():
    held = bytearray(b"x") * (200 * MB)
    assert run((*PYTHON, "pass"), {}).cost.memory < 100 < len(held) / MB


def test_what_a_child_of_the_command_costs_is_counted():
    large = 'bytearray(b"x") * 200_000_000'
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {large!r}])"
    cost = run((*PYTHON, parent), {}).cost
    assert cost.memory > 190
    assert min(cost.cpu, cost.wall) > 0


def test_a_command_that_fails_says_how():
    with pytest.raises(CannotRunError, match=r"python.* -I` ended with 3: because"):
        run((*PYTHON, "import sys; print('first\\nbecause', file=sys.stderr); sys.exit(3)"), {})


def test_a_command_that_is_not_there_does_not_start(tmp_path):
    with pytest.raises(CannotRunError, match="does not start"):
        run((tmp_path / "missing", "check"), {})


def test_each_figure_has_a_median_of_its_own():
    costs = (Cost(1, 30, 200), Cost(2, 10, 300), Cost(9, 20, 100))
    assert median(costs) == Cost(2, 20, 200)


def test_everything_is_measured_once_in_each_round():
    order = []
    amounts = iter([1, 10, 3, 30, 2, 20])

    def measure(name):
        order.append(name)
        return Cost(next(amounts), 0, 0)

    costs = in_turn({name: lambda name=name: measure(name) for name in "ab"}, 3)
    assert "".join(order) == "ababab"
    assert (costs["a"].cpu, costs["b"].cpu) == (2, 20)
