"""Finding the Django settings of a project, and the folders it puts on sys.path, as text."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.facts import Sources
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.modules import parent
from signal_lint.link.path_entries import path_folders
from signal_lint.link.searching import everything
from signal_lint.link.settings_classes import class_settings
from signal_lint.settings import Settings
from signal_lint.source import Location, at_line
from signal_lint.syntax import (
    Argument,
    Assign,
    Call,
    Constant,
    Subscript,
)

VARIABLE = "DJANGO_SETTINGS_MODULE"


def settings_paths(ev: Evaluator, settings: Settings) -> tuple[str, ...]:
    """Return the files of the project's settings modules, those that are named first.

    They are the modules that the configuration names; else those that `manage.py` and its like put into
    the environment, a `settings` module at an import root, and their neighbours that hold INSTALLED_APPS;
    else the outermost modules that do.
    """
    if settings.settings_modules:
        named = [ev.modules.find(name) for name in settings.settings_modules]
        return tuple(path for path in named if path is not None and not path.endswith("/"))
    holding = [
        path for path in sorted(ev.sources.containing(frozenset({"INSTALLED_APPS"}))) if _assigns(ev, path)
    ]
    named = [ev.modules.find(name) for name in named_settings(ev.sources)]
    first = [path for path in (*named, ev.modules.find("settings")) if path and path.endswith(".py")]
    if first:
        folders = {parent(path) for path in first}
        return tuple(dict.fromkeys((*first, *(path for path in holding if parent(path) in folders))))
    depth = min((path.count("/") for path in holding), default=0)
    return tuple(path for path in holding if path.count("/") == depth)


def _assigns(ev: Evaluator, path: str) -> bool:
    return "INSTALLED_APPS" in ev.index(path) or any(class_settings(ev, path, "INSTALLED_APPS"))


def named_settings(sources: Sources) -> tuple[str, ...]:
    """Return the settings modules that the project's own scripts put into the environment."""
    paths = sorted(sources.containing(frozenset({VARIABLE})))
    return tuple(dict.fromkeys(name for path in paths for name in settings_named_in(sources, path)))


def settings_named_in(sources: Sources, path: str) -> Iterator[str]:
    """Yield the settings modules that one file puts into the environment."""
    for node in everything(sources, path, frozenset({VARIABLE})):
        match node:
            case Call(
                args=(
                    Argument(value=Constant(value="DJANGO_SETTINGS_MODULE")),
                    Argument(value=Constant(value=str(name))),
                )
            ):
                yield name
            case Assign(
                targets=(Subscript(slice=Constant(value="DJANGO_SETTINGS_MODULE")),),
                value=Constant(value=str(name)),
            ):
                yield name
            case _:
                continue


def stated_roots(sources: Sources, settings: Settings) -> tuple[str, ...]:
    """Return the import roots that the project states, in the order in which they are searched."""
    manage = [parent(path) for path in sources.paths if path == "manage.py" or path.endswith("/manage.py")]
    src = ["src"] if any(path.startswith("src/") for path in sources.paths) else []
    roots = (*settings.source_roots, *path_folders(sources), *manage, *src)
    return tuple("" if root == "." else root for root in dict.fromkeys(roots))


def where_apps_are_listed(ev: Evaluator) -> Location | None:
    """Return the first INSTALLED_APPS of the settings."""
    for path in ev.settings_paths:
        for number in ev.index(path).get("INSTALLED_APPS", ()):
            return at_line(path, ev.sources.facts(path).body[number].span.line)
    return None
