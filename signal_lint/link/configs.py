"""The AppConfig classes of a project: which Django picks, which it passes over, and what that costs."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.django.app_loading import ways
from signal_lint.link.apps import APP_CONFIG, is_app_config, searched, text_of
from signal_lint.link.classes import external_bases, found_in_order
from signal_lint.link.default_lines import LINE, default_lines
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.installed import Installed, InstalledApps
from signal_lint.link.names import module_name
from signal_lint.link.startup import Ready, app_name, described, run_ready
from signal_lint.link.values import Class, Items, Literal
from signal_lint.record import record
from signal_lint.source import Location
from signal_lint.startup import AppConfig, DefaultAppConfig, Evidence
from signal_lint.syntax import ClassDef, Deferred


@record
class Config:
    """An AppConfig class with what its `ready()` does, whether or not Django picks it."""

    config: AppConfig
    of: Class
    ready: Ready


def config_classes(ev: Evaluator) -> tuple[Class, ...]:
    """Return the AppConfig classes that the project defines at the top level of a module."""
    found: dict[Class, None] = {}
    paths = set(ev.sources.containing(frozenset({"AppConfig"})))
    paths |= {path for path in ev.sources.paths if path.endswith(("/apps.py", "/apps/__init__.py"))}
    for path in sorted(paths):
        for statement in ev.sources.facts(path).body:
            if isinstance(statement, ClassDef) or (
                isinstance(statement, Deferred) and statement.kind == "class"
            ):
                name = statement.name if isinstance(statement, ClassDef) else statement.names[0]
                value = module_name(ev, path, name, None)
                if isinstance(value, Class) and value.path == path and is_app_config(ev, value):
                    found[value] = None
    return tuple(found)


def configs(ev: Evaluator, apps: InstalledApps, readies: tuple[Ready, ...]) -> Iterator[Config]:
    """Yield every AppConfig of the project as rules see it."""
    picked = {app.config: app for app in apps.entries if app.config is not None}
    ancestors = {base for of in picked for base in ev.class_order(of)[1:]}
    by_class = {ready.config: ready for ready in readies}
    for of in config_classes(ev):
        name = app_name(ev, of)
        app = picked.get(of) or next(
            (app for app in apps.entries if app.name == name or app.path == of.path), None
        )
        ready = by_class.get(of) or run_ready(ev, app or Installed(name, name, "", None, None), of)
        selected = _selected(apps, app, of)
        if selected is False and of in ancestors:
            selected = None
        why_not = _why_not(ev, app, of) if selected is False and app is not None else ""
        method = None if ready.method is None else Location(ready.method.path, ready.method.span)
        location = Location(of.path, of.span)
        effect = described(ready, ev)
        evidence = (
            ()
            if app is None or app.where is None
            else (Evidence(app.where, f"`{app.entry}` is installed here"),)
        )
        name = name if app is None else app.name
        has_models = _has_models(ev, of)
        config = AppConfig(
            ev.dotted(of), location, name, selected, why_not, method, effect, evidence, has_models
        )
        yield Config(config, of, ready)


def _has_models(ev: Evaluator, of: Class) -> bool | None:
    """Tell whether Django finds a models module for a config, unless that may look for it itself."""
    name = text_of(ev, of, "name")
    path = None if name is None else ev.modules.find(name)
    if path is None or set(external_bases(ev, of)) != {APP_CONFIG}:
        return None
    if any(found_in_order(ev, of, member)[1] is not None for member in ("import_models", "models_module")):
        return None
    if path in ev.sources.containing(frozenset({"__path__"})):
        return None
    return ev.modules.submodule(path, "models") is not None


def _selected(apps: InstalledApps, app: Installed | None, of: Class) -> bool | None:
    if app is None or not apps.known or app.varies:
        return None
    if app.config == of:
        return True if app.settled else None
    return False if app.settled or app.config is not None else None


def _why_not(ev: Evaluator, app: Installed, of: Class) -> str:
    """Say why Django passes over a config class of an installed app."""
    if app.config is None and ways(ev.django) == ("line",) and ev.modules.find(app.entry) is not None:
        return (
            f"INSTALLED_APPS names `{app.entry}`, and before Django 3.2 that picks only the config which the "
            f"package names by `{LINE}`"
        )
    module = ev.modules.name(of.path)
    if app.config is not None:
        return f"Django uses `{ev.dotted(app.config)}`"
    if app.refused:
        return app.refused
    if module != f"{app.name}.apps" and of not in app.candidates:
        if app.entry == module:
            return f"INSTALLED_APPS names the module `{module}`, not the class"
        only = f"there Django looks for configs in `{app.entry}.apps` only"
        return f"INSTALLED_APPS names `{app.entry}`, and {only}"
    if of not in app.candidates:
        return "its `default` is False"
    return f"`{module}` holds {len(app.candidates)} app configs, and none of them alone has `default = True`"


def default_app_configs(ev: Evaluator) -> Iterator[DefaultAppConfig]:
    """Yield every `default_app_config` of a package, with what Django does without it."""
    for path in sorted(ev.sources.containing(frozenset({LINE}))):
        if path.endswith("__init__.py"):
            for line in default_lines(ev, path):
                yield _judged(ev, Location(path, line.span), line.target, guarded=line.guarded)


def _judged(ev: Evaluator, location: Location, target: str | None, *, guarded: bool) -> DefaultAppConfig:
    app = ev.modules.name(location.path)
    resolves, of = _resolved(ev, target)
    picked = None if of is None else _picked_without(ev, app, of)
    where = None if of is None else Location(of.path, of.span)
    removable = not guarded and not _may_be_read(ev, location.path)
    return DefaultAppConfig(location, app, target, resolves, picked, guarded, removable, where)


def _may_be_read(ev: Evaluator, path: str) -> bool:
    """Tell whether `__all__` may list the line of a package, or an import asks for that of any package."""
    if ev.sources.importing(frozenset({LINE})):
        return True
    if "__all__" not in ev.index(path):
        return False
    match module_name(ev, path, "__all__", None):
        case Items(elements=elements, complete=True):
            return Literal(LINE) in elements
        case _:
            return True


def _picked_without(ev: Evaluator, app: str, of: Class) -> bool | None:
    """Tell whether Django picks a config without the line, by the settings, else by an entry `app`."""
    entries = [entry.entry for entry in ev.apps.entries if of == entry.config or entry.entry == app]
    found = [searched(ev, entry) for entry in entries]
    if any(entry.config == of and entry.settled for entry in found):
        return True
    if ev.apps.known and app not in entries:
        return None
    chosen = searched(ev, app)
    return chosen.config == of if chosen.settled else None


def _resolved(ev: Evaluator, target: str | None) -> tuple[bool | None, Class | None]:
    """Return whether a dotted class is there (None: it lies outside), and the class."""
    if target is None:
        return None, None
    module, _, name = target.rpartition(".")
    path = ev.modules.find(module)
    if path is None:
        inside = ev.modules.find(module.partition(".")[0]) is not None
        return (False if inside else None), None
    value = None if path.endswith("/") else module_name(ev, path, name, None)
    return (value is not None), (value if isinstance(value, Class) else None)
