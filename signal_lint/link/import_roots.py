"""Import roots and names of modules that only the installed apps give away, once they are known.

Django imports an app by the name that INSTALLED_APPS and its AppConfig say: where that name is there in one
folder alone, that folder is on sys.path; and a file of the app has that name, whatever other roots there are.
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.link.apps import installed_apps, text_of
from signal_lint.link.configs import config_classes
from signal_lint.link.configuration import where_apps_are_listed
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.modules import Modules, parent
from signal_lint.link.names import module_name
from signal_lint.link.values import Literal
from signal_lint.syntax import Import, ImportFrom

#: Files of which an app has one at least.
MARKS = ("apps.py", "models.py", "models/__init__.py", "migrations/__init__.py")


def settle_apps(ev: Evaluator, stated: tuple[str, ...]) -> None:
    """Give a project its installed apps, stated or listed, and its modules the names that these say.

    What was worked out before rests on names that may have changed, and is dropped.
    """
    ev.apps = installed_apps(ev, where_apps_are_listed(ev), stated)
    further = tuple(dict.fromkeys(_given_away(ev)))
    if further:
        ev.modules = Modules(ev.sources.paths, (*ev.modules.stated_roots, *further))
        ev.forget()
        ev.apps = installed_apps(ev, where_apps_are_listed(ev), stated)
    ev.modules = Modules(ev.sources.paths, ev.modules.stated_roots, _names(ev))
    ev.forget()


def _given_away(ev: Evaluator) -> Iterator[str]:
    """Yield the folders below which apps lie that are found nowhere else by their names."""
    for of in config_classes(ev):
        yield from _by_config(ev, parent(of.path.removesuffix("/__init__.py")), text_of(ev, of, "name") or "")
    for app in ev.apps.entries:
        if ev.modules.find(app.entry.partition(".")[0]) is None:
            yield from _by_entry(ev, app.entry)


def _by_config(ev: Evaluator, folder: str, name: str) -> Iterator[str]:
    """Yield the root of a config whose `name` ends the path to its folder, and leads nowhere as yet."""
    below = f"/{name.replace('.', '/')}"
    if name and folder.endswith(below) and ev.modules.find(name.partition(".")[0]) is None:
        yield folder.removesuffix(below)


def _by_entry(ev: Evaluator, entry: str) -> Iterator[str]:
    """Yield the only folder below which an entry is an app.

    An import that fails from there denies it, and so does an app there that is listed by a longer name.
    """
    module, _, last = entry.rpartition(".")
    package = (module.rpartition(".")[0] or module) if last[:1].isupper() else entry
    ends = [f"/{package.replace('.', '/')}/{mark}" for mark in MARKS]
    roots = {path.removesuffix(end) for path in ev.sources.paths for end in ends if path.endswith(end)}
    if len(roots) == 1:
        (root,) = roots
        folder = f"{root}/{package.replace('.', '/')}/"
        is_listed = any(app.path is not None and app.path.startswith(folder) for app in ev.apps.entries)
        names = () if is_listed else _imported(ev, entry.partition(".")[0])
        if not is_listed and all(ev.modules.holds(root, name) for name in names):
            yield root


def _imported(ev: Evaluator, first: str) -> tuple[str, ...]:
    """Return the modules that imports of the project name in full, and that begin with a name."""
    found: list[str] = []
    for path in ev.sources.importing(frozenset({first})):
        for fact in ev.sources.imports(path):
            match fact.statement:
                case Import(names=aliases):
                    found += [alias.name for alias in aliases]
                case ImportFrom(level=0, module=module):
                    found.append(module)
                case _:
                    continue
    return tuple(name for name in found if name.partition(".")[0] == first)


def _names(ev: Evaluator) -> dict[str, str]:
    """Return, by folder, the names that the apps and the settings of a project say."""
    names: dict[str, str] = {}
    for app in ev.apps.entries:
        if app.path is not None and (ev.apps.known or app.config is not None):
            names.setdefault(app.path.removesuffix("/").removesuffix("/__init__.py"), app.name)
    said = (*names.values(), *_named_in_settings(ev))
    for root in sorted(ev.modules.stated - {""}):
        longer = _longer_name(ev, root, said)
        if longer:
            names.setdefault(root, longer)
    return names


def _longer_name(ev: Evaluator, root: str, said: tuple[str, ...]) -> str:
    """Return the name of a root inside another one, if more is named by it than from the root itself."""
    from_there = sum(ev.modules.holds(root, name) for name in said)
    names = ev.modules.names(f"{root}/__init__.py")
    uses = {name: sum(f"{each}.".startswith(f"{name}.") for each in said) for name in names}
    longer = max(names, key=lambda name: uses[name])
    if uses[longer] == from_there:
        imported = _imported(ev, longer.partition(".")[0])
        return longer if any(f"{each}.".startswith(f"{longer}.") for each in imported) else ""
    return longer if uses[longer] > from_there else ""


def _named_in_settings(ev: Evaluator) -> Iterator[str]:
    """Yield the modules that settings name, and the names that settings modules have for themselves."""
    for path in ev.settings_paths:
        match module_name(ev, path, "ROOT_URLCONF", None):
            case Literal(value=str(text)):
                yield text
            case _:
                continue
