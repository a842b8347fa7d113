"""Import roots and names of modules that only the installed apps give away, once they are known.

Django imports an app by the name that INSTALLED_APPS and its AppConfig say: where that name is there in one
folder alone, that folder is on sys.path; and a file of the app has that name, whatever other roots there are.
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.link.apps import text_of
from signal_lint.link.configs import config_classes
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.installed import InstalledApps
from signal_lint.link.modules import Modules, parent
from signal_lint.link.names import module_name
from signal_lint.link.values import Literal
from signal_lint.syntax import Import, ImportFrom

#: Files of which an app has one at least.
MARKS = ("apps.py", "models.py", "models/__init__.py", "migrations/__init__.py")
#: Settings that name modules by their full names.
NAMING = ("ROOT_URLCONF", "WSGI_APPLICATION", "ASGI_APPLICATION")


def given_away(ev: Evaluator, apps: InstalledApps) -> tuple[str, ...]:
    """Return further import roots: folders below which apps lie that are found nowhere else by their names."""
    found = dict.fromkeys(_by_configs(ev))
    for app in apps.entries if apps.known else ():
        if ev.modules.find(app.entry.partition(".")[0]) is None:
            found |= dict.fromkeys(_by_entry(ev, app.entry))
    return tuple(found)


def _by_configs(ev: Evaluator) -> Iterator[str]:
    """Yield the root of each config whose `name` is the end of the path to its folder, and leads nowhere."""
    for of in config_classes(ev):
        folder = parent(of.path.removesuffix("/__init__.py"))
        name = text_of(ev, of, "name")
        below = f"/{name.replace('.', '/')}" if name else ""
        if name and folder.endswith(below) and ev.modules.find(name.partition(".")[0]) is None:
            yield folder.removesuffix(below)


def _by_entry(ev: Evaluator, entry: str) -> Iterator[str]:
    """Yield the only folder below which an entry is an app; an import that fails from there denies it."""
    first = entry.partition(".")[0]
    module = entry if entry.rpartition(".")[2][:1].islower() else entry.rpartition(".")[0]
    ends = [f"/{module.removesuffix('.apps').replace('.', '/')}/{mark}" for mark in MARKS]
    roots = {path.removesuffix(end) for path in ev.sources.paths for end in ends if path.endswith(end)}
    match sorted(roots):
        case [root] if all(_is_there(ev, root, name) for name in _imported(ev, first)):
            yield root
        case _:
            return


def _is_there(ev: Evaluator, root: str, dotted: str) -> bool:
    stem = f"{root}/{dotted.replace('.', '/')}"
    return any(path.startswith(f"{stem}/") or path == f"{stem}.py" for path in ev.sources.paths)


def _imported(ev: Evaluator, first: str) -> Iterator[str]:
    """Yield the modules that imports name which begin with a name, from anywhere in the project."""
    for path in sorted(ev.sources.importing(frozenset({first}))):
        for fact in ev.sources.imports(path):
            match fact.statement:
                case Import(names=aliases):
                    names = [alias.name for alias in aliases]
                case ImportFrom(level=0, module=module):
                    names = [module]
                case _:
                    names = []
            yield from (name for name in names if name.partition(".")[0] == first)


def named_by_apps(ev: Evaluator, stated: tuple[str, ...]) -> Modules:
    """Return the modules of a project with the names that its apps and its settings say."""
    names: dict[str, str] = {}
    for app in ev.apps.entries:
        if app.path is not None and (ev.apps.known or app.config is not None):
            names.setdefault(app.path.removesuffix("/__init__.py").rstrip("/"), app.name)
    for root in sorted(_ambiguous(ev.modules), key=len):
        longer = next(name for name in ev.modules.names(f"{root}/__init__.py") if name)
        if _is_called(ev, root, longer, names):
            names.setdefault(root, longer)
    return Modules(ev.sources.paths, stated, names)


def _ambiguous(modules: Modules) -> Iterator[str]:
    """Yield the stated roots that lie in another root: what is below them has two names."""
    for root in modules.stated:
        if any(modules.names(f"{root}/__init__.py")) and root:
            yield root


def _is_called(ev: Evaluator, root: str, longer: str, names: dict[str, str]) -> bool:
    """Tell whether more is named by the longer name of a root than from the root itself."""
    below = {folder: name for folder, name in names.items() if folder.startswith(f"{root}/")}
    said = [*below.values(), *_named_in_settings(ev)]
    long = [name for name in said if f"{name}.".startswith(f"{longer}.")]
    short = [name for name in said if _is_there(ev, root, name)]
    if len(long) == len(short):
        long = list(_imported(ev, longer.partition(".")[0]))
    return len(long) > len(short)


def _named_in_settings(ev: Evaluator) -> Iterator[str]:
    for path in ev.settings_paths:
        for name in NAMING:
            match module_name(ev, path, name, None):
                case Literal(value=str(text)):
                    yield text
                case _:
                    continue
