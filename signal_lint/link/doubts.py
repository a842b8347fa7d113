"""What may load a module without an import statement that says so.

A dynamic import with a computed name, a module's name in a string, a package that imports whatever lies
beside it: each makes "never" unprovable, so each is looked for before that is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Autodiscovering, Event, Importing
from signal_lint.link.import_calls import DYNAMIC
from signal_lint.link.importing import suffixes
from signal_lint.link.imports import ALL
from signal_lint.link.installed import Installed
from signal_lint.link.mentions import mentioned
from signal_lint.link.names import module_name
from signal_lint.link.other_loaders import other_loader
from signal_lint.link.places import is_test
from signal_lint.link.reach import State
from signal_lint.link.searching import everything
from signal_lint.link.settings_strings import named_in_settings
from signal_lint.link.startup import INHERITED, Ready
from signal_lint.link.values import Items
from signal_lint.source import Location, Span, at_line
from signal_lint.startup import Evidence
from signal_lint.syntax import Argument, Attribute, Call, Constant, FunctionDef, Name

NOBODY = ("", "")
AUTODISCOVER = (Name("autodiscover_modules"), Attribute(Name("module_loading"), "autodiscover_modules"))
LISTING = frozenset({"iter_modules", "walk_packages", "listdir", "glob", "iglob", "scandir", "iterdir"})


def doubted(ev: Evaluator, left: frozenset[str], readies: tuple[Ready, ...]) -> dict[str, State]:
    """Return, of modules that nothing is known to load, the states of those that something may load."""
    found = {path: _unknown(path, *other) for path in left if (other := other_loader(ev, path)) != NOBODY}
    code = frozenset(path for path in left if path not in found and not is_test(path))
    if not code:
        return found
    in_settings = named_in_settings(ev)
    computed, loaders = computed_imports(ev, readies)
    in_strings = mentioned(ev, code, loaders)
    for path in sorted(code):
        name = ev.modules.name(path)
        app = ev.apps.of_module(ev.modules.names(path))
        component = name.rpartition(".")[2]
        if path in in_settings:
            found[path] = _unknown(path, "settings", "a string of the settings names it")
        elif component in computed:
            found[path] = _unknown(
                computed[component], "dynamic", f"a computed import may load any `{component}`"
            )
        elif path in in_strings:
            found[path] = _unknown(in_strings[path], "string", f"`{name}` stands in a string")
        elif _lists_siblings(ev, path):
            found[path] = _unknown(path, "siblings", "its package loads what lies beside it")
        elif app is not None and (reason := _opaque(app, readies)):
            found[path] = _unknown(path, "ready", reason)
    return found


def _unknown(path: str, via: str, reason: str) -> State:
    return State("unknown", via, reason, (Evidence(at_line(path, 1), reason),))


def computed_imports(ev: Evaluator, readies: tuple[Ready, ...]) -> tuple[dict[str, str], frozenset[str]]:
    """Return the last components that computed imports spell out, each with a file that does.

    The second are the functions with a computed import that spells out none: they import what they are given.
    Every `ready()` that Django calls has been followed, and nobody calls the others.
    """
    imports = [event for ready in readies for event in ready.events if isinstance(event, Importing)]
    found = {suffix: event.location.path for event in imports for suffix in event.suffixes}
    known = frozenset(event.location for ready in readies for event in ready.events if _is_read(event))
    loaders = set()
    for path in ev.sources.containing(DYNAMIC):
        for node, span, owner in _computed(ev, path):
            named = suffixes(node)
            if Location(path, span) not in known:
                found |= {suffix: path for suffix in named if suffix not in found}
            if owner and not named and not is_test(path):
                loaders.add(owner)
    return found, frozenset(loaders)


def _is_read(event: Event) -> bool:
    return isinstance(event, Autodiscovering) or (isinstance(event, Importing) and event.module is not None)


def _computed(ev: Evaluator, path: str) -> Iterator[tuple[Call, Span, str]]:
    """Yield the calls in a file that import a name which is not one literal, each with its function."""
    idle_until = 0
    around: list[tuple[int, str]] = []
    for node in everything(ev.sources, path, DYNAMIC):
        match node:
            case FunctionDef(name="ready", span=span) if ev.apps.complete:
                idle_until = span.end_line
            case FunctionDef(name=name, span=span):
                around.append((span.end_line, name))
            case Call(
                func=func, args=(Argument(value=Constant(value=str(text)), keyword=None | "name"), *_)
            ) if not (text.startswith(".") or func in AUTODISCOVER):
                continue
            case Call(func=Name(id=name) | Attribute(attr=name), span=span) if name in DYNAMIC:
                if span.line > idle_until:
                    yield node, span, next((owner for end, owner in reversed(around) if end >= span.line), "")
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
