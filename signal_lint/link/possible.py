"""What may be installed beside the apps that are known to be, where their list could not be read whole.

Invariant: no state rests on the absence of an app from a list of which a part is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from signal_lint.django.autodiscover import DISCOVERIES
from signal_lint.link.apps import installed, packages
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.imports import Imports
from signal_lint.link.installed import Installed
from signal_lint.link.modules import parent
from signal_lint.link.places import is_test
from signal_lint.link.reach import State
from signal_lint.link.startup import Root, app_roots, event_roots, run_ready, submodule_roots
from signal_lint.source import at_line
from signal_lint.startup import Evidence

#: Words in paths of settings that are for trying a package out: who installs it, they do not say.
TRIALS = frozenset(
    {
        *("demo", "demos", "demoproject", "example", "examples", "exampleproject", "playground", "sample"),
        *("samples", "sampleproject", "sandbox", "test", "testapp", "testing", "testproject", "tests"),
        *("testsettings", "testsite"),
    }
)


def possible_roots(ev: Evaluator, imports: Imports) -> Iterator[Root]:
    """Yield what Django imports of apps that may be installed, and what an unknown app may import of all."""
    if ev.apps.complete or not ev.apps.known:
        return
    for app in _possible_apps(ev):
        says = f"`{app.entry}` may be an installed app: INSTALLED_APPS is not known fully"
        ready = () if app.config is None else run_ready(ev, app, app.config).events
        found = [
            *app_roots(ev, app),
            *(r for event in ready for r in event_roots(ev, ev.apps, event, imports)),
        ]
        for root in found:
            yield Root(root.path, "apps", Evidence(root.evidence.location, says))
    for name in sorted({name for each in DISCOVERIES for name in each.modules}):
        says = (
            f"an app that imports `{name}` of every app may be installed: INSTALLED_APPS is not known fully"
        )
        for app in ev.apps.entries:
            for root in submodule_roots(ev, app, name, "autodiscover"):
                yield Root(root.path, root.via, Evidence(root.evidence.location, says))


def _possible_apps(ev: Evaluator) -> Iterator[Installed]:
    for name in packages(ev):
        if ev.apps.of_module((name,)) is None:
            yield installed(ev, name, None)


def unlisted(ev: Evaluator, states: dict[str, State]) -> dict[str, State]:
    """Return the states of modules that start-up may load after all, for their app may be installed."""
    found = {}
    names = frozenset(packages(ev))
    for path, state in states.items():
        if state.loaded not in ("never", "late") or is_test(path):
            continue
        own = ev.modules.names(path)
        if ev.apps.known and ev.apps.of_module(own) is not None and not is_of_an_inner_app(ev, path):
            continue
        is_possible = any(f"{name}.".startswith(f"{app}.") for name in own for app in names)
        reason = _reason(ev) if state.loaded == "never" or is_possible else ""
        if reason:
            found[path] = State("unknown", "apps", reason, (Evidence(at_line(path, 1), reason),))
    return found


def is_of_an_inner_app(ev: Evaluator, path: str) -> bool:
    """Tell whether a module is of an app that is not installed, in the package of one that is."""
    outer = ev.apps.of_module(ev.modules.names(path)) if ev.apps.known else None
    inner = parent(path)
    while outer is not None and outer.path is not None and inner not in (parent(outer.path), ""):
        # Either is what an app alone has.
        if any(ev.modules.submodule(f"{inner}/", name) for name in ("apps", "migrations")):
            return True
        inner = parent(inner)
    return False


def _reason(ev: Evaluator) -> str:
    """Say why an app that is not known to be installed may be, "" where the list of apps was read whole."""
    if not ev.apps.known:
        return "which apps are installed is not known"
    if not ev.apps.complete:
        return "its app may be installed: INSTALLED_APPS is not known fully"
    if all(map(_is_trial, ev.settings_paths)) and ev.settings_paths:
        return "its app may be installed elsewhere: the settings here are there to try it"
    return ""


def _is_trial(path: str) -> bool:
    """Tell whether settings are those of tests or of an example."""
    words = re.findall("[a-z]+", path.lower())
    return is_test(path) or not TRIALS.isdisjoint(words)
