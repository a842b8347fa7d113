"""What may load a module without an import statement that says so.

A dynamic import with a computed name, a module's name in a string, a package that imports whatever lies
beside it: each makes "never" unprovable, so each is looked for before that is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.link.connecting import suffixes
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Autodiscovering, Event, Importing
from signal_lint.link.imports import ALL
from signal_lint.link.installed import Installed
from signal_lint.link.names import module_name
from signal_lint.link.places import is_test
from signal_lint.link.reach import State
from signal_lint.link.searching import everything
from signal_lint.link.settings_strings import named_in_settings
from signal_lint.link.startup import INHERITED, Ready
from signal_lint.link.values import Items
from signal_lint.source import Location, Span, at_line
from signal_lint.startup import Evidence
from signal_lint.syntax import Argument, Attribute, Call, Constant, FunctionDef, Name

DYNAMIC = frozenset(
    {
        "import_module",
        "__import__",
        "autodiscover_modules",
        "import_string",
        "load_module",
        "autodiscover_tasks",
    }
)
AUTODISCOVER = (Name("autodiscover_modules"), Attribute(Name("module_loading"), "autodiscover_modules"))
LISTING = frozenset({"iter_modules", "walk_packages", "listdir", "glob", "iglob", "scandir", "iterdir"})


def doubted(ev: Evaluator, never: frozenset[str], readies: tuple[Ready, ...]) -> dict[str, State]:
    """Return, for those modules that something may load after all, the state that says what."""
    if not never:
        return {}
    in_settings = named_in_settings(ev)
    computed = computed_suffixes(ev, readies)
    mentioned = _mentioned(ev, never)
    found = {}
    for path in sorted(never):
        name = ev.modules.name(path)
        app = ev.apps.of_module(ev.modules.names(path))
        component = name.rpartition(".")[2]
        if path in in_settings:
            found[path] = _unknown(path, "settings", "a string of the settings names it")
        elif component in computed:
            found[path] = _unknown(
                computed[component], "dynamic", f"a computed import may load any `{component}`"
            )
        elif path in mentioned:
            found[path] = _unknown(mentioned[path], "string", f"`{name}` stands in a string")
        elif _lists_siblings(ev, path):
            found[path] = _unknown(path, "siblings", "its package loads what lies beside it")
        elif app is not None and (reason := _opaque(app, readies)):
            found[path] = _unknown(path, "ready", reason)
    return found


def _unknown(path: str, via: str, reason: str) -> State:
    return State("unknown", via, reason, (Evidence(at_line(path, 1), reason),))


def computed_suffixes(ev: Evaluator, readies: tuple[Ready, ...]) -> dict[str, str]:
    """Return the last components that computed imports spell out, each with a file that does.

    Every `ready()` that Django calls has been followed, and nobody calls the others.
    """
    imports = [event for ready in readies for event in ready.events if isinstance(event, Importing)]
    found = {suffix: event.location.path for event in imports for suffix in event.suffixes}
    known = frozenset(event.location for ready in readies for event in ready.events if _is_read(event))
    for path in ev.sources.containing(DYNAMIC):
        for node, span in _computed(ev, path):
            if Location(path, span) not in known:
                found |= {suffix: path for suffix in suffixes(node) if suffix not in found}
    return found


def _is_read(event: Event) -> bool:
    return isinstance(event, Autodiscovering) or (isinstance(event, Importing) and event.module is not None)


def _computed(ev: Evaluator, path: str) -> Iterator[tuple[Call, Span]]:
    """Yield the calls in a file that import a name which is not one literal."""
    idle_until = 0
    for node in everything(ev.sources, path, DYNAMIC):
        match node:
            case FunctionDef(name="ready", span=span) if ev.apps.complete:
                idle_until = span.end_line
            case Call(
                func=func, args=(Argument(value=Constant(value=str(text)), keyword=None | "name"), *_)
            ) if not (text.startswith(".") or func in AUTODISCOVER):
                continue
            case Call(func=Name(id=name) | Attribute(attr=name), span=span) if name in DYNAMIC:
                if span.line > idle_until:
                    yield node, span
            case _:
                continue


def _mentioned(ev: Evaluator, never: frozenset[str]) -> dict[str, str]:
    """Return the modules whose dotted name stands in a string of the project, with the file that holds it."""
    names = {name: path for path in sorted(never) for name in ev.modules.names(path) if "." in name}
    found: dict[str, str] = {}
    for path, words in ev.sources.containing(frozenset(names)).items():
        wanted = {word: names[word] for word in words if names[word] not in found}
        # What a test names it patches or imports for itself: start-up loads nothing by it.
        if wanted and not is_test(path):
            found |= {names[word]: path for word in _strings(ev, path, wanted)}
    return found


def _strings(ev: Evaluator, path: str, wanted: dict[str, str]) -> Iterator[str]:
    for node in everything(ev.sources, path, frozenset(wanted)):
        match node:
            case Constant(value=str(text)):
                yield from (
                    word for word in wanted if text == word or text.startswith((f"{word}.", f"{word}:"))
                )
            case _:
                continue


def _lists_siblings(ev: Evaluator, path: str) -> bool:
    packages = ev.modules.ancestors(path)
    if not packages:
        return False
    if packages[-1] in ev.sources.containing(ALL):
        exported = module_name(ev, packages[-1], "__all__", None)
        if exported is not None and not (isinstance(exported, Items) and exported.complete):
            return True
    return any(
        (isinstance(node, Name) and node.id in LISTING)
        or (isinstance(node, Attribute) and node.attr in LISTING)
        for node in everything(ev.sources, packages[-1], LISTING)
    )


def _opaque(app: Installed, readies: tuple[Ready, ...]) -> str:
    """Say what of an app's own start-up cannot be read, "" where all can."""
    if not app.settled:
        return f"which AppConfig Django picks for `{app.name}` cannot be told"
    for ready in readies:
        for event in ready.events:
            if isinstance(event, Autodiscovering) and not event.complete:
                return f"`ready()` of `{ready.app.name}` looks for modules of every app by a computed name"
            if ready.app.name != app.name:
                continue
            if isinstance(event, Importing) and event.module is None and not event.suffixes:
                if event.location.path == ready.config.path and event.text == INHERITED:
                    return f"`{app.name}` inherits a `ready()` that is not in the project"
                return f"`ready()` of `{app.name}` imports a computed name (`{event.text}`)"
    return ""
