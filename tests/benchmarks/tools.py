"""The commands that are measured, on a project or on one of its files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.environments import Environment
from benchmarks.measuring import CannotRunError, Cost, Measure, run
from benchmarks.plan import Project

COLD, WARM, PARSE, RUFF_COLD, RUFF_WARM = "cold", "warm", "libcst", "ruff cold", "ruff warm"
FLAKE8_DJANGO, ORM_LENS, UPCAST = "flake8 with flake8-django", "django-orm-lens", "upcast"
PLUGIN, NO_PLUGIN, INSIDE = "flake8 with signal-lint", "flake8 alone", "in the plugin"
PARSE_ALL = """
import sys, time, libcst
texts = [open(path, "rb").read() for path in sys.stdin.read().split("\\0") if path]
libcst.parse_module("a = 1")
start = time.process_time()
for text in texts:
    try:
        libcst.parse_module(text)
    except (libcst.ParserSyntaxError, UnicodeDecodeError):
        pass
print(time.process_time() - start)
"""
# What flake8 imports before it asks a plugin is not the plugin's cost.
ASK_PLUGIN = """
import argparse, sys, time
import flake8.main.application
lines = open(sys.argv[1], encoding="utf-8").readlines()
start = time.process_time()
from signal_lint.flake8_plugin import Plugin
options = argparse.Namespace(signal_lint_root=sys.argv[2])
list(Plugin(None, sys.argv[1], lines, options).run())
print(time.process_time() - start)
"""


def linting(project: Project, ours: Environment, work: Path) -> dict[str, Measure]:
    """Return what is measured of each project, with the caches of both linters filled."""
    check = (ours.tool("signal-lint"), "check")
    ruff = (ours.tool("ruff"), "check", "--isolated", "--select", "DJ", "-q")
    caches = work / "warm" / project.root.name
    measures: dict[str, Measure] = {
        COLD: _measured(ours, *check, "--no-cache", project.root),
        WARM: _measured(ours, *check, "--cache-dir", caches / "signal-lint", project.root),
        PARSE: lambda: _parsing(project, ours),
        RUFF_COLD: _measured(ours, *ruff, "--no-cache", project.root),
        RUFF_WARM: _measured(ours, *ruff, "--cache-dir", caches / "ruff", project.root),
    }
    measures[WARM]()
    measures[RUFF_WARM]()
    return measures


def _measured(environment: Environment, *command: str | Path) -> Measure:
    return lambda: run(command, environment.variables).cost


def _parsing(project: Project, ours: Environment) -> Cost:
    """Return the cost with the CPU seconds of parsing alone, without starting Python and importing libcst."""
    paths = b"\0".join(str(path).encode() for path in project.candidates)
    done = run((ours.tool("python"), "-c", PARSE_ALL), ours.variables, paths)
    return Cost(float(done.output), done.cost.wall, done.cost.memory)


def other_tools(project: Project, environment: Callable[[str], Environment]) -> dict[str, Cost | str]:
    """Return what whole-project commands of other tools cost, or why they can't be measured."""
    flake8 = ("flake8", "--isolated", "--select", "DJ", "-j", "1", project.root)
    costs: dict[str, Cost | str] = {}
    for name, installed, command in (
        (FLAKE8_DJANGO, "flake8-django", flake8),
        (
            ORM_LENS,
            "django-orm-lens",
            ("django-orm-lens", "signals", "--format", "json", "--path", project.root),
        ),
        (UPCAST, "upcast", ("upcast", "scan-signals", "--format", "json", project.root)),
    ):
        try:
            made = environment(installed)
            costs[name] = run((made.tool(str(command[0])), *command[1:]), made.variables).cost
        except CannotRunError as error:
            costs[name] = str(error)
    return costs


def one_file(project: Project, file: Path, ours: Environment, flake8: Environment) -> dict[str, Measure]:
    """Return what is measured of flake8 on one file, with whatever the plugin keeps filled."""
    arguments = ("--isolated", "--select", "SGL", "-j", "1", file)
    # A release has no configuration that would tell where its project begins.
    root = ("--signal-lint-root", project.root)
    measures: dict[str, Measure] = {
        PLUGIN: _measured(ours, ours.tool("flake8"), *arguments, *root),
        NO_PLUGIN: _measured(flake8, flake8.tool("flake8"), *arguments),
        INSIDE: lambda: _asking(project, file, ours),
    }
    measures[PLUGIN]()
    return measures


def _asking(project: Project, file: Path, ours: Environment) -> Cost:
    done = run((ours.tool("python"), "-c", ASK_PLUGIN, file, project.root), ours.variables)
    return Cost(float(done.output), done.cost.wall, done.cost.memory)
