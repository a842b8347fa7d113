"""What is connected only by a `ready()`: when Django calls it, the models of all apps are there."""

from __future__ import annotations

from functools import partial

from signal_lint.link.doubts import doubted
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.happenings import Happening
from signal_lint.link.imports import Imports
from signal_lint.link.late import late_roots
from signal_lint.link.reach import Reach
from signal_lint.link.searching import everything
from signal_lint.link.startup import Ready, startup_roots
from signal_lint.link.values import Function
from signal_lint.source import Location
from signal_lint.startup import Evidence
from signal_lint.syntax import Call, Name

#: Names by which code goes through the models that are there already.
EXISTING = frozenset({"get_models", "all_models", "get_app_config", "get_app_configs"})
#: Names by which code makes models while it runs.
MAKING = frozenset({"ModelBase", "new_class"})
TYPE = frozenset({"type"})


def after_models(
    ev: Evaluator, imports: Imports, readies: tuple[Ready, ...], made: tuple[Happening, ...]
) -> tuple[Evidence, ...]:
    """Return what shows that whatever makes a connection does so when all models are there, else nothing."""
    chains = [_chain(ev, imports, readies, each.by) for each in made]
    places = [*(each.event.location for each in made), *(s.location for chain in chains for s in chain)]
    if not all(chains) or _sees_models(ev, {place.path for place in places}):
        return ()
    return next(iter(chains), ())


def _chain(
    ev: Evaluator, imports: Imports, readies: tuple[Ready, ...], by: str | Ready | Function
) -> tuple[Evidence, ...]:
    match by:
        case Ready(config=config, method=Function(path=path, span=span), app=app) if app.settled:
            says = f"`{ev.dotted(config)}.ready()` runs when the models of all apps are there"
            return (Evidence(Location(path, span), says),)
        case str():
            return _imported_by_ready(ev, imports, readies, by)
        case _:
            return ()


def _imported_by_ready(
    ev: Evaluator, imports: Imports, readies: tuple[Ready, ...], path: str
) -> tuple[Evidence, ...]:
    """Return the way from a `ready()` to a module that nothing else may import before."""
    roots = tuple(startup_roots(ev, ev.apps, tuple(r for r in readies if r.app.settled), imports))
    others = tuple(root for root in roots if root.via != "ready")
    handlers = tuple(root for root in late_roots(ev) if root.via == "handler")
    doubts = partial(doubted, ev, readies=readies)
    if Reach(ev, imports, (others, handlers), doubts).settle((path,))[path].loaded != "never":
        return ()
    state = Reach(ev, imports, (roots, ()), lambda _: {}).settle((path,))[path]
    return state.chain if state.via == "ready" else ()


def _sees_models(ev: Evaluator, paths: set[str]) -> bool:
    """Tell whether files go through the models that are there, or the project makes models while it runs."""
    if paths & ev.sources.containing(EXISTING).keys() or ev.sources.containing(MAKING):
        return True
    return any(
        isinstance(node, Call) and node.func == Name("type") and len(node.args) == 3
        for path in ev.sources.containing(TYPE)
        for node in everything(ev.sources, path, TYPE)
    )
