"""The installed apps, and which AppConfig Django picks for each of them.

This is `AppConfig.create()` of Django 1.7 to 6.1, read instead of run:
https://docs.djangoproject.com/en/stable/ref/applications/#configuring-applications
"""

from __future__ import annotations

from dataclasses import replace

from signal_lint.django.app_loading import Way, has_registry, ways
from signal_lint.link.app_places import places_of
from signal_lint.link.bindings import STAR
from signal_lint.link.classes import external_bases, found_in_order
from signal_lint.link.default_lines import default_lines
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.installed import Installed, InstalledApps
from signal_lint.link.lists import ANY, contents, joined
from signal_lint.link.names import module_name
from signal_lint.link.values import Class, External, Instance, Items, Literal, Unknown, Value
from signal_lint.source import Location
from signal_lint.syntax import ImportFrom

APP_CONFIG = "django.apps.AppConfig"


def installed_apps(ev: Evaluator, where: Location | None, stated: tuple[str, ...] = ()) -> InstalledApps:
    """Return the apps that are stated, else read INSTALLED_APPS.

    Without settings, every package with an apps or models module is one; where settings have a list of which
    nothing is known, none is.
    """
    if stated:
        return InstalledApps(tuple(installed(ev, entry, None) for entry in stated), known=True, complete=True)
    found = ev.setting("INSTALLED_APPS")
    if found is not None:
        return _listed(ev, contents(found) or ANY, where)
    return InstalledApps(tuple(installed(ev, name, None) for name in packages(ev)), known=False)


def packages(ev: Evaluator) -> tuple[str, ...]:
    """Return the names of the packages that have an apps or a models module, as an app has."""
    found = dict.fromkeys(
        ev.modules.package(path)
        for path in ev.sources.paths
        if path.endswith(("/apps.py", "/models.py", "/models/__init__.py"))
    )
    return tuple(dict.fromkeys(name.removesuffix(".models") for name in found if name))


def _listed(ev: Evaluator, found: Items, where: Location | None) -> InstalledApps:
    """Return the apps of a list; what it holds that is no known text may be any app."""
    made_of = [value.of for value in found.elements if isinstance(value, Unknown) and value.of is not None]
    if made_of:
        found = joined("set", found, *made_of)
    entries = dict.fromkeys(
        value.value for value in found.elements if isinstance(value, Literal) and isinstance(value.value, str)
    )
    complete = found.complete and all(isinstance(value, Literal) for value in found.elements)
    places = places_of(ev, frozenset(entries))
    apps = tuple(
        replace(installed(ev, entry, places.get(entry, where)), sure=Literal(entry) not in found.unsure)
        for entry in entries
    )
    return InstalledApps(apps, known=bool(entries), complete=complete and bool(entries))


def installed(ev: Evaluator, entry: str, where: Location | None) -> Installed:
    """Return what Django makes of one entry of INSTALLED_APPS, as far as all Djangos of the project agree."""
    path = ev.modules.find(entry)
    if path is None:
        found = _from_class(ev, entry, where)
    else:
        several = tuple(_picked(ev, entry, path, where, way) for way in ways(ev.django))
        found = next((each for each in several if each.config is not None), several[0])
        varies = any(each.varies or each.config != found.config for each in several)
        settled = not varies and all(each.settled for each in several)
        found = replace(found, settled=settled, varies=varies)
    return found if has_registry(ev.django) else replace(found, config=None, settled=True)


def searched(ev: Evaluator, entry: str) -> Installed:
    """Return what Django makes of an entry where it pays no attention to any `default_app_config`."""
    path = ev.modules.find(entry)
    return _from_class(ev, entry, None) if path is None else _from_module(ev, entry, path, None)


def _picked(ev: Evaluator, entry: str, path: str, where: Location | None, way: Way) -> Installed:
    """Return what Django makes of the package of an app in one of the ways."""
    found = _from_module(ev, entry, path, where)
    lines = () if way == "search" or path.endswith("/") else tuple(default_lines(ev, path))
    if way == "line or search":
        # What a test stands around is for older Djangos.
        lines = tuple(each for each in lines if not each.guarded)
    if not lines:
        # Before Django 3.2 there is nothing else to pick.
        return replace(found, config=None, settled=True, refused="") if way == "line" else found
    named = [replace(_from_class(ev, each.target, where), entry=entry) for each in lines if each.target]
    if len(named) != len(lines) or len({each.config for each in named}) > 1:
        return replace(found, settled=False, varies=True)
    return named[0]


def _from_class(ev: Evaluator, entry: str, where: Location | None) -> Installed:
    """Return what Django makes of the dotted name of a class."""
    module, _, name = entry.rpartition(".")
    module_path = ev.modules.find(module) if module else None
    if module_path is None:
        app = entry.rpartition(".apps.")[0] or entry
        return Installed(entry, app, app.rpartition(".")[2], None, where, settled=False)
    value = None if module_path.endswith("/") else module_name(ev, module_path, name, None)
    if not isinstance(value, Class):
        app = module.removesuffix(".apps")
        refused = f"`{module}` has no app config `{name}`" if value is None else ""
        return Installed(
            entry, app, app.rpartition(".")[2], ev.modules.find(app), where, settled=False, refused=refused
        )
    app = text_of(ev, value, "name") or module.removesuffix(".apps")
    label = text_of(ev, value, "label") or app.rpartition(".")[2]
    return Installed(entry, app, label, ev.modules.find(app), where, value)


def _from_module(ev: Evaluator, entry: str, path: str, where: Location | None) -> Installed:
    apps_path = ev.modules.submodule(path, "apps")
    label = entry.rpartition(".")[2]
    if apps_path is None or apps_path.endswith("/"):
        return Installed(entry, entry, label, path, where)
    candidates, certain = config_candidates(ev, apps_path)
    config, refused = None, ""
    if len(candidates) == 1:
        config = candidates[0]
    else:
        defaults = [c for c in candidates if default_of(ev, c) is True]
        if len(defaults) > 1:
            refused = f"`{entry}.apps` declares more than one default AppConfig"
        config = defaults[0] if len(defaults) == 1 else None
    if isinstance(config, Class):
        app = text_of(ev, config, "name") or entry
        own_label = text_of(ev, config, "label") or app.rpartition(".")[2]
        return Installed(entry, app, own_label, ev.modules.find(app), where, config, certain, candidates)
    settled = certain and config is None
    return Installed(entry, entry, label, path, where, None, settled, candidates, refused)


def config_candidates(ev: Evaluator, path: str) -> tuple[tuple[Value, ...], bool]:
    """Return the app configs that an apps module holds under any name, and whether that is certain.

    Names count, not classes: an alias makes two of one. A class with `default = False` does not count.
    """
    found: list[Value] = []
    names, certain = _names(ev, path, frozenset())
    for name in sorted(names):
        value = module_name(ev, path, name, None)
        if value is None or not is_app_config(ev, value) or value == External(APP_CONFIG):
            continue
        default = default_of(ev, value)
        certain = certain and not isinstance(default, str)
        if default is not False:
            found.append(value)
    return tuple(found), certain


def _names(ev: Evaluator, path: str, seen: frozenset[str]) -> tuple[frozenset[str], bool]:
    """Return the names that a module has, those of its star imports included, and whether these are all."""
    names, certain = frozenset(ev.index(path)) - {STAR}, True
    for number in ev.index(path).get(STAR, ()):
        match ev.sources.facts(path).body[number]:
            case ImportFrom(level=level, module=module):
                source = ev.modules.find(ev.modules.relative(path, level, module))
                if source is None or source.endswith("/"):
                    certain = False
                elif source not in seen:
                    inner, complete = _names(ev, source, seen | {path})
                    names, certain = names | inner, certain and complete
            case _:
                certain = False
    return names, certain


def is_app_config(ev: Evaluator, value: Value | None) -> bool:
    """Tell whether a value is an AppConfig class; of another package's class the name has to tell."""
    match value:
        case Class():
            return any(_names_config(name) for name in external_bases(ev, value))
        case External(name=name):
            return _names_config(name)
        case _:
            return False


def _names_config(dotted: str) -> bool:
    return dotted == APP_CONFIG or (dotted.endswith("Config") and ".conf" not in dotted.rpartition(".")[0])


def default_of(ev: Evaluator, value: Value | None) -> bool | str | None:
    """Return a config's `default`: None where it has none, "?" where a base is not known."""
    if not isinstance(value, Class):
        return "?"
    definer, found = found_in_order(ev, value, "default")
    match found:
        case Literal(value=bool(default)):
            return default
        case None:
            outside = isinstance(definer, External) and definer.name != APP_CONFIG
            return "?" if outside and definer != External("django.apps.config.AppConfig") else None
        case _:
            return "?"


def text_of(ev: Evaluator, config: Class, attribute: str) -> str | None:
    """Return a string attribute of a config class; None where it is not one literal."""
    match ev.attribute(Instance(config), attribute):
        case Literal(value=str(text)):
            return text
        case _:
            return None
