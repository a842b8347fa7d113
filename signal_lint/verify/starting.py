"""How the project is to be started: by which interpreter, with which settings, importing from where."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from signal_lint.extract import FileSources, run_with_deep_stack
from signal_lint.facts import Sources
from signal_lint.link.configuration import VARIABLE, settings_named_in, stated_roots
from signal_lint.record import record
from signal_lint.settings import Settings, UsageError


@record
class Launch:
    """`import_roots` are the folders that modules are searched in; `files` what is analysed below `root`."""

    python: str
    settings: str
    root: Path
    import_roots: tuple[Path, ...]
    files: tuple[str, ...]


def launch(settings: Settings, files: tuple[str, ...], named: str | None, python: str) -> Launch:
    """Return how to start the project; the settings that its `manage.py` names unless some are named."""
    return run_with_deep_stack(lambda: _launch(settings, files, named, python))


def _launch(settings: Settings, files: tuple[str, ...], named: str | None, python: str) -> Launch:
    sources = FileSources(settings.root, files, {})
    # The root comes last: with a manage.py elsewhere, only what is found nowhere else is imported from it.
    roots = dict.fromkeys((*stated_roots(sources, settings), ""))
    return Launch(
        python=python,
        settings=named or _of_manage_py(sources),
        root=settings.root,
        import_roots=tuple(settings.root / folder for folder in roots),
        files=files,
    )


def _of_manage_py(sources: Sources) -> str:
    """Return the settings that the outermost manage.py names; those below it may be of projects for tests."""
    paths = [path for path in sources.containing(frozenset({VARIABLE})) if path.split("/")[-1] == "manage.py"]
    depth = min((path.count("/") for path in paths), default=0)
    outermost = (path for path in paths if path.count("/") == depth)
    named = sorted({name for path in outermost for name in settings_named_in(sources, path)})
    match named:
        case [name]:
            return name
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
