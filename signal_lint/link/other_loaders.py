"""What others than Django load: a test runner, a shell, another settings module, or the host of a library."""

from __future__ import annotations

from pathlib import PurePosixPath

from signal_lint.link.evaluator import Evaluator
from signal_lint.link.places import is_test
from signal_lint.syntax import ClassDef, Deferred, Statement

#: What names of modules hold that are there for their receivers.
RECEIVING = ("signal", "receiver", "handler", "listener", "hooks")
INSTALLED_APPS = "INSTALLED_APPS"
#: What a file holds that is run by itself.
MAIN = "__main__"
#: Folders whose files are run one by one, by a shell or by `runscript`.
SCRIPTS = frozenset({"bin", "scripts"})
#: Folders of a library that hold a project to try it with.
TRIALS = frozenset({"demo", "example", "example_project", "examples", "sample", "sandbox", "testproject"})


def other_loader(ev: Evaluator, path: str) -> tuple[str, str]:
    """Return what may load a module beside Django: one word, and a sentence; nothing where nothing does."""
    place = PurePosixPath(path)
    if place.name == "conftest.py":
        return "tests", "pytest loads it"
    if is_test(path):
        return "", ""
    if _is_settings(ev, path):
        return "settings", "it is another settings module"
    if place.name == "__main__.py" or SCRIPTS & set(place.parts[:-1]) or _is_run(ev, path):
        return "script", "it is a script"
    if ev.apps.known and _is_loose(ev, path):
        return "script", "it is in no package, and may be run by itself"
    if is_library(ev) and _offers(ev, path):
        return "library", "a project that uses this library may name what it defines"
    return "", ""


def _is_settings(ev: Evaluator, path: str) -> bool:
    """Tell whether a file is a settings module: by its name, or by what it lists."""
    place = PurePosixPath(path)
    named = place.stem == "settings" or place.stem.startswith("settings_") or place.parent.name == "settings"
    return named or (
        path in ev.sources.containing(frozenset({INSTALLED_APPS})) and INSTALLED_APPS in ev.index(path)
    )


def _is_run(ev: Evaluator, path: str) -> bool:
    return path in ev.sources.containing(frozenset({MAIN}))


def is_library(ev: Evaluator) -> bool:
    """Tell whether the settings that there are only serve to try the code."""
    return bool(ev.settings_paths) and all(
        is_test(path) or TRIALS & set(PurePosixPath(path).parts[:-1]) for path in ev.settings_paths
    )


def _is_loose(ev: Evaluator, path: str) -> bool:
    """Tell whether a file is in no package and no app."""
    is_inside = ev.modules.ancestors(path) or path.endswith("__init__.py")
    return not is_inside and ev.apps.of_module(ev.modules.names(path)) is None


def _offers(ev: Evaluator, path: str) -> bool:
    """Tell whether a module defines something for others to name; one for receivers alone does not."""
    if any(word in PurePosixPath(path).name for word in RECEIVING):
        return False
    return any(_is_public(each) for each in ev.sources.facts(path).body)


def _is_public(statement: Statement) -> bool:
    """Tell whether a statement defines a public class, or such a function that does not connect."""
    match statement:
        case ClassDef(name=name) | Deferred(kind="class", names=(name,)):
            return not name.startswith("_")
        case Deferred(kind="function", names=(name,), mentions=mentions):
            return not (mentions or name.startswith("_"))
        case _:
            return False
