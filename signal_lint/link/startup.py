"""What Django itself imports: at start-up, and later.

`django.setup()` imports every app's package, its `apps` and `models` modules, and runs the `ready()` of
the configs it picked; what those import is loaded at start-up. The URLconf, middleware, management
commands and the like are loaded later, in some processes only.
https://docs.djangoproject.com/en/stable/ref/applications/#initialization-process
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from signal_lint.django.autodiscover import discovered, of_ready
from signal_lint.django.names import canonical
from signal_lint.django.setting_doors import SETTING_DOORS
from signal_lint.link.apps import text_of
from signal_lint.link.classes import found_in_order, own_attribute
from signal_lint.link.conditions import both
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Autodiscovering, Connecting, Event, Held, Importing
from signal_lint.link.execution import Execution
from signal_lint.link.imports import Imports
from signal_lint.link.installed import Installed, InstalledApps
from signal_lint.link.settings_strings import named_modules
from signal_lint.link.values import Class, External, Function, Instance, Method, Value
from signal_lint.record import record
from signal_lint.source import Location, at_line
from signal_lint.startup import Evidence
from signal_lint.syntax import Attribute, Call, FunctionDef, Name
from signal_lint.walk import inside

#: Stands for what a `ready()` imports that a class outside the project defines.
INHERITED = "an inherited ready()"


@record
class Root:
    """A module that Django imports by itself; `via` names the reason in one word.

    `condition` says on what it depends whether it does, "" for nothing.
    """

    path: str
    via: str
    evidence: Evidence
    condition: str = ""


@record
class Ready:
    """What the `ready()` of one app's config does. `method` is None where there is none."""

    app: Installed
    config: Class
    method: Function | None
    events: tuple[Event, ...]


def run_ready(
    ev: Evaluator, app: Installed, config: Class, held: Held = lambda _iterable, _scope: ()
) -> Ready:
    """Run the `ready()` that a config has, its own or an inherited one; `held` is what registries hold."""
    foreign = tuple(_foreign_ready(ev, config))
    definer, found = found_in_order(ev, config, "ready")
    if not isinstance(found, Function) or not isinstance(definer, Class) or _is_async(found):
        return Ready(app, config, None, foreign)
    execution = Execution(ev, held=held)
    execution.enter(Method(Instance(config), found), (), ())
    return Ready(app, config, found, (*execution.events, *foreign))


def _foreign_ready(ev: Evaluator, config: Class) -> Iterator[Event]:
    """Yield what the `ready()` that a config inherits from another package does, as far as that is known."""
    location = Location(config.path, config.span)
    match _first_beyond_reach(ev, config):
        case None:
            return
        case External(name=name) if names := of_ready(canonical(name)):
            yield Autodiscovering(location, names)
        case External(name=name) if name.startswith("django."):
            return
        case _:
            yield Importing(location, None, (), INHERITED)


def _first_beyond_reach(ev: Evaluator, config: Class) -> Value | None:
    """Return the first ancestor outside the project whose `ready()` runs, None where none does."""
    for definer in ev.class_order(config):
        if not isinstance(definer, Class):
            return definer
        own = own_attribute(ev, definer, "ready")
        if own is not None and not (isinstance(own, Function) and _calls_super(own)):
            return None
    return None


def _calls_super(function: Function) -> bool:
    body = function.node.body if isinstance(function.node, FunctionDef) else ()
    return any(
        isinstance(node, Call)
        and isinstance(node.func, Attribute)
        and isinstance(node.func.value, Call)
        and node.func.value.func == Name("super")
        for statement in body
        for node in inside(statement)
    )


def _is_async(function: Function) -> bool:
    return getattr(function.node, "is_async", False) is True


def startup_roots(
    ev: Evaluator, apps: InstalledApps, readies: tuple[Ready, ...], imports: Imports
) -> Iterator[Root]:
    """Yield every module that start-up imports by itself, with the reason."""
    for path in ev.settings_paths:
        yield Root(path, "settings", Evidence(at_line(path, 1), "the Django settings"))
        for package in ev.modules.ancestors(path):
            yield Root(
                package, "package", Evidence(at_line(package, 1), "the package of the Django settings")
            )
    for app in apps.entries:
        yield from (replace(root, condition=listed(app)) for root in app_roots(ev, app))
    yield from (root for root in discovered_roots(ev) if root.via in ("admin", "autodiscover"))
    for name in (name for name, via in SETTING_DOORS.items() if via == "startup"):
        for path in named_modules(ev, name):
            yield Root(path, "settings", Evidence(at_line(path, 1), f"the setting {name} names it"))
    for ready in readies:
        for event in ready.events:
            for root in event_roots(ev, apps, event, imports):
                yield replace(root, condition=both(listed(ready.app), root.condition))


def listed(app: Installed) -> str:
    """Return the condition that an app is installed, "" for one that surely is."""
    if app.sure:
        return ""
    place = f" ({app.where.path}:{app.where.span.line})" if app.where else ""
    return f"`{app.entry}` is an installed app{place}"


def app_roots(ev: Evaluator, app: Installed) -> Iterator[Root]:
    """Yield what Django imports of one app, beside what its `ready()` does."""
    where = app.where or at_line(app.path or "", 1)
    says = f"`{app.entry}` is an installed app"
    for path in _loaded_with(ev, app.entry) + _loaded_with(ev, app.name):
        yield Root(path, "package", Evidence(where, says))
    if app.config is not None:
        yield Root(app.config.path, "apps", Evidence(where, says))
    yield from submodule_roots(ev, app, "apps", "apps")
    yield from submodule_roots(ev, app, "models", "models")


def _loaded_with(ev: Evaluator, dotted: str) -> tuple[str, ...]:
    path = ev.modules.find(dotted)
    return () if path is None or path.endswith("/") else (*ev.modules.ancestors(path), path)


def submodule_roots(ev: Evaluator, app: Installed, name: str, via: str) -> Iterator[Root]:
    """Yield the module of an app that has a name, if the project holds it."""
    path = ev.modules.submodule(app.path, name) if app.path and name else None
    if path is not None and not path.endswith("/"):
        where = app.where or at_line(path, 1)
        yield Root(path, via, Evidence(where, f"Django imports `{app.name}.{name}` of every installed app"))


def event_roots(ev: Evaluator, apps: InstalledApps, event: Event, imports: Imports) -> Iterator[Root]:
    match event:
        case Importing(location=location, condition=condition):
            for path in imports.loaded(event):
                says = f"`ready()` imports `{ev.modules.name(path)}`"
                yield Root(path, "ready", Evidence(location, says), condition)
        case Autodiscovering(location=location, names=names, condition=condition):
            for app in apps.entries:
                for name in names:
                    for root in submodule_roots(ev, app, name, "ready"):
                        says = f"`ready()` imports `{name}` of every app"
                        needs = both(listed(app), condition)
                        yield Root(root.path, "ready", Evidence(location, says), needs)
        case _:
            return


def discovered_roots(ev: Evaluator) -> Iterator[Root]:
    """Yield what is imported of every app by its name: via `admin` or `autodiscover` at start-up."""
    stated = dict.fromkeys(ev.autodiscovered, "startup")
    known = discovered(frozenset(app.entry for app in ev.apps.entries))
    for name, via in sorted((known | stated).items()):
        door = via if via != "startup" else "admin" if name == "admin" else "autodiscover"
        for app in ev.apps.entries:
            yield from submodule_roots(ev, app, name, door)


def described(ready: Ready, ev: Evaluator) -> str:
    """Say what a `ready()` does for signals, "" for nothing."""
    if ready.method is None:
        return ""
    for event in ready.events:
        match event:
            case Connecting(receiver_text=text, signal_text=signal):
                return f"connects `{text}` to `{signal}`"
            case Importing(module=str(module)) if ev.modules.find(module):
                names = "".join(f".{name}" for name in event.names[:1] if name != "*")
                return f"imports `{module}{names}`"
            case _:
                continue
    return ""


def app_name(ev: Evaluator, config: Class) -> str:
    """Return the name of the app that a config is for."""
    return text_of(ev, config, "name") or ev.modules.package(config.path)
