"""How the project is to be started: by which interpreter, with which settings, importing from where."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from signal_lint.extract import FileSources, run_with_deep_stack
from signal_lint.facts import Sources
from signal_lint.link.configuration import Roots
from signal_lint.link.entries import entries
from signal_lint.link.part import Part
from signal_lint.link.plans import Plan, plans
from signal_lint.record import record
from signal_lint.settings import Settings, UsageError


@record
class Launch:
    """`import_roots` are the folders that modules are searched in; `files` what is analysed below `root`.

    `path` is that of the settings module, "" where it is not in the tree.
    """

    python: str
    settings: str
    root: Path
    import_roots: tuple[Path, ...]
    files: tuple[str, ...]
    path: str = ""


def launch(settings: Settings, files: tuple[str, ...], named: str | None, python: str) -> Launch:
    """Return how to start the project; the settings that its `manage.py` names unless some are named."""
    return run_with_deep_stack(lambda: _launch(settings, files, named, python))


def _launch(settings: Settings, files: tuple[str, ...], named: str | None, python: str) -> Launch:
    sources = FileSources(settings.root, files, {})
    plan = _named_plan(sources, settings, named) if named else _plan_of_manage_py(sources, settings)
    part = Part(sources, plan.hidden)
    # The root comes last: with a manage.py elsewhere, only what is found nowhere else is imported from it.
    roots = dict.fromkeys((*Roots(part, settings).stated(plan.roots), ""))
    return Launch(
        python=python,
        settings=plan.modules[0][0],
        root=settings.root,
        import_roots=tuple(settings.root / folder for folder in roots),
        files=part.paths,
        path=plan.settings[0],
    )


def _named_plan(sources: Sources, settings: Settings, named: str) -> Plan:
    """Return the project that starts with a settings module; what lies outside the tree is a project too."""
    roots = Roots(sources, settings).shared
    found = [plan for plan in plans(sources, settings, roots) if named in dict(plan.modules)]
    found = found or list(plans(sources, replace(settings, settings_modules=(named,)), roots))
    if len(found) > 1:
        folders = ", ".join(plan.roots[0] or "." for plan in found)
        raise UsageError(f"several projects have the settings module {named} ({folders}): verify one folder")
    return replace(found[0], modules=((named, dict(found[0].modules).get(named, "")),))


def _plan_of_manage_py(sources: Sources, settings: Settings) -> Plan:
    """Return the project that the outermost manage.py starts; those below it may be of projects for tests."""
    every = [entry for entry in entries(sources) if entry.location.path.rpartition("/")[2] == "manage.py"]
    depth = min((entry.location.path.count("/") for entry in every), default=0)
    outermost = [entry for entry in every if entry.location.path.count("/") == depth]
    named = sorted({entry.name for entry in outermost})
    match named:
        case [name]:
            return _named_plan(sources, settings, name)
        case []:
            raise UsageError("no manage.py names the settings module: name it with --settings")
        case _:
            several = ", ".join(named)
            raise UsageError(f"manage.py names several settings modules ({several}): choose with --settings")


def interpreter(asked: str | None, environment: Mapping[str, str]) -> str:
    """Return the Python that runs the project: the one asked for, else that of the virtual environment.

    A virtual environment counts where it is active; else the `python3` of the PATH does.
    """
    if asked is not None:
        found = shutil.which(asked)
        if found is None:
            raise UsageError(f"--python: `{asked}` is not a program that runs")
        return _absolute(found)
    active = environment.get("VIRTUAL_ENV")
    python = active and shutil.which(f"{active}/bin/python")
    found = python or shutil.which("python3", path=environment.get("PATH"))
    if not found:
        raise UsageError("no python3 on the PATH: name the project's interpreter with --python")
    return _absolute(found)


def _absolute(path: str) -> str:
    # Not resolved: a virtual environment is known by the link in it.
    return os.path.abspath(path)  # noqa: PTH100
