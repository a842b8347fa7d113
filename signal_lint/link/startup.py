"""What Django itself imports: at start-up, and later.

`django.setup()` imports every app's package, its `apps` and `models` modules, and runs the `ready()` of
the configs it picked; what those import is loaded at start-up. The URLconf, middleware, management
commands and the like are loaded later, in some processes only.
https://docs.djangoproject.com/en/stable/ref/applications/#initialization-process
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.django.names import canonical
from signal_lint.link.apps import text_of
from signal_lint.link.classes import found_in_order, own_attribute
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Autodiscovering, Connecting, Event, Importing
from signal_lint.link.execution import Execution
from signal_lint.link.imports import Imports
from signal_lint.link.installed import Installed, InstalledApps
from signal_lint.link.places import is_test
from signal_lint.link.searching import everything
from signal_lint.link.values import Class, External, Function, Instance, Items, Literal, Method, Table, Value
from signal_lint.record import record
from signal_lint.source import Location, at_line
from signal_lint.startup import Evidence
from signal_lint.syntax import Attribute, Call, FunctionDef, Name
from signal_lint.walk import inside

#: Modules that an installed package imports from every app in its own `ready()`.
AUTODISCOVERED = {
    "django.contrib.admin": "admin",
    "django.contrib.admin.apps.AdminConfig": "admin",
    "wagtail": "wagtail_hooks",
    "wagtail.core": "wagtail_hooks",
    "wagtail.admin": "wagtail_hooks",
    "modeltranslation": "translation",
    "rules.apps.AutodiscoverRulesConfig": "rules",
    "viewflow": "flows",
    "django_elasticsearch_dsl": "documents",
    "ajax_select": "lookups",
    "dynamic_preferences": "dynamic_preferences_registry",
}
AUTODISCOVER = frozenset({"autodiscover"})
#: Stands for what a `ready()` imports that a class outside the project defines.
INHERITED = "an inherited ready()"
#: Settings that name modules which are loaded with the first request, or with an engine.
LATE_SETTINGS = (
    "ROOT_URLCONF",
    "MIDDLEWARE",
    "MIDDLEWARE_CLASSES",
    "WSGI_APPLICATION",
    "ASGI_APPLICATION",
    "TEMPLATES",
)


@record
class Root:
    """A module that Django imports by itself; `via` names the reason in one word."""

    path: str
    via: str
    evidence: Evidence


@record
class Ready:
    """What the `ready()` of one app's config does. `method` is None where there is none."""

    app: Installed
    config: Class
    method: Function | None
    events: tuple[Event, ...]


def run_ready(ev: Evaluator, app: Installed, config: Class) -> Ready:
    """Run the `ready()` that a config has, its own or an inherited one."""
    foreign = tuple(_foreign_ready(ev, config))
    definer, found = found_in_order(ev, config, "ready")
    if not isinstance(found, Function) or not isinstance(definer, Class) or _is_async(found):
        return Ready(app, config, None, foreign)
    execution = Execution(ev)
    execution.enter(Method(Instance(config), found), (), ())
    return Ready(app, config, found, (*execution.events, *foreign))


def _foreign_ready(ev: Evaluator, config: Class) -> Iterator[Event]:
    """Yield what the `ready()` that a config inherits from another package does, as far as that is known."""
    location = Location(config.path, config.span)
    match _first_beyond_reach(ev, config):
        case None:
            return
        case External(name=name) if (known := AUTODISCOVERED.get(canonical(name))) is not None:
            yield Autodiscovering(location, (known,))
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
        yield from _app_roots(ev, app)
        for name in sorted({AUTODISCOVERED[a.entry] for a in apps.entries if a.entry in AUTODISCOVERED}):
            yield from _submodule(ev, app, name, "admin" if name == "admin" else "autodiscover")
    for ready in readies:
        for event in ready.events:
            yield from event_roots(ev, apps, event, imports)


def _app_roots(ev: Evaluator, app: Installed) -> Iterator[Root]:
    where = app.where or at_line(app.path or "", 1)
    says = f"`{app.entry}` is an installed app"
    for path in _loaded_with(ev, app.entry) + _loaded_with(ev, app.name):
        yield Root(path, "package", Evidence(where, says))
    if app.config is not None:
        yield Root(app.config.path, "apps", Evidence(where, says))
    yield from _submodule(ev, app, "apps", "apps")
    yield from _submodule(ev, app, "models", "models")


def _loaded_with(ev: Evaluator, dotted: str) -> tuple[str, ...]:
    path = ev.modules.find(dotted)
    return () if path is None or path.endswith("/") else (*ev.modules.ancestors(path), path)


def _submodule(ev: Evaluator, app: Installed, name: str, via: str) -> Iterator[Root]:
    path = ev.modules.submodule(app.path, name) if app.path and name else None
    if path is not None and not path.endswith("/"):
        where = app.where or at_line(path, 1)
        yield Root(path, via, Evidence(where, f"Django imports `{app.name}.{name}` of every installed app"))


def event_roots(ev: Evaluator, apps: InstalledApps, event: Event, imports: Imports) -> Iterator[Root]:
    match event:
        case Importing(location=location):
            for path in imports.loaded(event):
                yield Root(path, "ready", Evidence(location, f"`ready()` imports `{ev.modules.name(path)}`"))
        case Autodiscovering(location=location, names=names):
            for app in apps.entries:
                for name in names:
                    for root in _submodule(ev, app, name, "ready"):
                        yield Root(
                            root.path, "ready", Evidence(location, f"`ready()` imports `{name}` of every app")
                        )
        case _:
            return


def late_roots(ev: Evaluator) -> Iterator[Root]:
    """Yield the modules that are loaded after start-up, and only in some processes."""
    for name in LATE_SETTINGS:
        for text in _texts(ev.setting(name)):
            for path in _modules_of(ev, text):
                yield Root(path, _late_word(name), Evidence(at_line(path, 1), f"the setting {name} names it"))
    for location in _admin_autodiscovers(ev):
        for app in ev.apps.entries:
            for root in _submodule(ev, app, "admin", "urlconf"):
                yield Root(root.path, "urlconf", Evidence(location, "`admin.autodiscover()` is called here"))
    for path in ev.sources.paths:
        via = _late_by_name(path)
        if via:
            yield Root(path, via, Evidence(at_line(path, 1), f"loaded as {via}, after start-up"))


def _admin_autodiscovers(ev: Evaluator) -> Iterator[Location]:
    """Yield the calls of `admin.autodiscover()`, as a URLconf makes them beside SimpleAdminConfig."""
    for path in ev.sources.containing(AUTODISCOVER):
        for node in () if is_test(path) else everything(ev.sources, path, AUTODISCOVER):
            match node:
                case Call(func=Attribute(attr="autodiscover") as func, span=span):
                    if ev.evaluate(func, ev.module_scope(path)) == External(
                        "django.contrib.admin.autodiscover"
                    ):
                        yield Location(path, span)
                case _:
                    continue


def _late_word(setting: str) -> str:
    return {"ROOT_URLCONF": "urlconf", "TEMPLATES": "templates"}.get(
        setting, "middleware" if "MIDD" in setting else "handler"
    )


def _late_by_name(path: str) -> str:
    if path.endswith("/urls.py") or "/urls/" in path or path == "urls.py":
        return "urlconf"
    # `migrate` and `flush` import the management package of every app.
    if "/management/commands/" in path or path.endswith("/management/__init__.py"):
        return "command"
    if "/templatetags/" in path:
        return "templatetags"
    if path.endswith("/tasks.py"):
        return "tasks"
    if "/migrations/" in path:
        return "migration"
    return "handler" if path.endswith(("wsgi.py", "asgi.py")) else ""


def _texts(value: Value | None) -> Iterator[str]:
    match value:
        case Literal(value=str(text)):
            yield text
        case Items(elements=elements):
            for element in elements:
                yield from _texts(element)
        case Table(items=items):
            for _, inner in items:
                yield from _texts(inner)
        case _:
            return


def _modules_of(ev: Evaluator, dotted: str) -> tuple[str, ...]:
    """Return the files that loading a dotted name imports; the last parts may be attributes."""
    while dotted:
        found = _loaded_with(ev, dotted)
        if found:
            return found
        dotted = dotted.rpartition(".")[0]
    return ()


def named_in_settings(ev: Evaluator) -> frozenset[str]:
    """Return the files that a string of the settings names: something may load them at some time."""
    found: set[str] = set()
    for path in ev.settings_paths:
        for name in ev.index(path):
            for text in _texts(ev.setting(name)) if name.isupper() else ():
                found |= set(_modules_of(ev, text)) if text.count(".") else set()
    return frozenset(found)


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
