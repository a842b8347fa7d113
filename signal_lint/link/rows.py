"""The project's connections and modules, put together from what happens and from what is loaded."""

from __future__ import annotations

from functools import partial

from signal_lint.connections import Connection, Receiver, Signal, identity
from signal_lint.link.apps import is_app_config
from signal_lint.link.attempts import Attempts, is_ready, owner_of
from signal_lint.link.conditions import both
from signal_lint.link.configs import Config
from signal_lint.link.connections import (
    is_uid_known,
    receiver_of,
    sender_of,
    signal_of,
    uid_of,
    weak_of,
    wrapped_receiver,
)
from signal_lint.link.doubts import doubted
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Connecting, Event
from signal_lint.link.fates import Fates
from signal_lint.link.happenings import Happening
from signal_lint.link.imports import Imports
from signal_lint.link.installed import Installed
from signal_lint.link.late import late_roots
from signal_lint.link.modules import parent
from signal_lint.link.obstacles import obstacle_of
from signal_lint.link.places import is_test
from signal_lint.link.possible import is_of_an_inner_app, possible_roots, unlisted
from signal_lint.link.reach import Reach, State
from signal_lint.link.startup import Ready, Root, event_roots, listed, startup_roots
from signal_lint.link.values import Function
from signal_lint.source import Location
from signal_lint.startup import App, AppConfig, Connects, Evidence, Loaded, Module
from signal_lint.supported import told

MODEL_SIGNALS = "django.db.models.signals."
#: Which state wins where one connection happens in several ways.
RANK: dict[Loaded, int] = {"startup": 0, "late": 1, "unknown": 2, "never": 3}


class Rows:
    """What `link` returns of connections, modules and apps."""

    def __init__(
        self, ev: Evaluator, imports: Imports, readies: tuple[Ready, ...], found: tuple[Config, ...]
    ) -> None:
        self._ev = ev
        self._imports = imports
        self._readies = readies
        self._attempts = Attempts(ev, imports, readies)
        self._configs = {config.of: config.config for config in found}
        self._idle = tuple(config for config in found if config.config.selected is False)
        self._apps = {app.name: self._app(app) for app in ev.apps.entries}
        self._states: dict[str, State] = {}
        self._happenings: tuple[Happening, ...] = ()
        self._fates = Fates(ev, ())

    def settle(self, happenings: tuple[Happening, ...]) -> None:
        """Work out when each module that connects is loaded."""
        self._happenings = happenings
        paths = {_path(happening) for happening in happenings}
        self._states = self._reached(paths)
        self._states |= unlisted(self._ev, {path: self._states[path] for path in sorted(paths)})
        # What start-up does not run undoes nothing.
        effective = [
            h for h in happenings if isinstance(h.event, Connecting) or self._when(h)[0] == "startup"
        ]
        self._fates = Fates(self._ev, tuple(effective))

    def _reached(self, paths: set[str]) -> dict[str, State]:
        """Return when modules are loaded; what only some of the project's Djangos load is not known."""
        sure = tuple(ready for ready in self._readies if not ready.app.varies)
        states = self._states_with(sure, paths)
        if sure != self._readies:
            for path, state in self._states_with(self._readies, paths).items():
                if state.loaded == "startup" != states[path].loaded:
                    reason = f"{state.reason}, but {told(self._ev.django)} does not always run that"
                    states[path] = State("unknown", state.via, reason, state.chain)
        return states

    def _states_with(self, readies: tuple[Ready, ...], paths: set[str]) -> dict[str, State]:
        roots = tuple(startup_roots(self._ev, self._ev.apps, readies, self._imports))
        doubts = partial(doubted, self._ev, readies=self._readies)
        reach = Reach(self._ev, self._imports, (roots, late_roots(self._ev)), doubts)
        return reach.settle(paths, possible_roots(self._ev, self._imports))

    def connections(self) -> tuple[Connection, ...]:
        """Return one connection for each site, signal, sender and receiver, sorted by place."""
        best: dict[tuple[object, ...], Connection] = {}
        for happening in self._happenings:
            if not isinstance(happening.event, Connecting):
                continue
            row = self._row(happening.event, happening)
            key = identity(row)
            if key not in best or _rank(row) < _rank(best[key]):
                best[key] = row
        return tuple(
            sorted(
                best.values(),
                key=lambda row: (row.location, row.signal_text, row.sender.text, row.sender.name or ""),
            )
        )

    def _row(self, event: Connecting, happening: Happening) -> Connection:
        ev = self._ev
        signal = signal_of(event.signal)
        loaded, reason = self._when(happening)
        loading = self._condition(happening)
        return Connection(
            form=event.form,
            location=event.location,
            signal=signal,
            signal_text=event.signal_text,
            sender=sender_of(ev, event, signal),
            receiver=self._receiver(event, signal),
            dispatch_uid=uid_of(event),
            weak=weak_of(event),
            scope=event.scope.kind,
            test=is_test(event.location.path),
            loaded=loaded,
            reason=reason,
            lost=self._fates.lost(event, happening),
            call=event.call,
            certain=event.certain and not loading,
            known_uid=is_uid_known(event),
            condition=both(loading, event.condition) or None,
        )

    def _receiver(self, event: Connecting, signal: Signal | None) -> Receiver:
        """Return what is connected, with its body where rules walk into it: those of model signals."""
        ev = self._ev
        is_walked = signal is not None and signal.name.startswith(MODEL_SIGNALS)
        value, wraps = event.receiver, event.wraps
        if is_walked:
            value = ev.whole(value) if isinstance(value, Function) else value
            wraps = None if wraps is None else ev.whole(wraps)
        found = receiver_of(ev, value, event.receiver_text)
        return found if wraps is None else wrapped_receiver(ev, found, wraps)

    def _when(self, happening: Happening) -> tuple[Loaded, str]:
        by = happening.by
        match by:
            case Ready(config=config, app=app):
                name = f"`{self._ev.dotted(config)}.ready()`"
                if not app.settled:
                    return "unknown", f"{name} connects it, if Django picks that config"
                return "startup", f"{name} connects it"
            case Function(path=path):
                state = self._states[path]
                if state.loaded == "never":
                    return "never", state.reason
                if self._ev.apps.complete and self._is_of_a_config(by):
                    return "never", f"Django does not call `{self._ev.dotted(by)}()`"
                return "unknown", f"nothing that start-up runs calls `{self._ev.dotted(by)}`"
            case path:
                state = self._states[path]
                missing = self._imports.missing(path, happening.event.location)
                if missing and state.loaded in ("startup", "late"):
                    return "unknown", f"the module imports `{missing}`, which is not in the project"
                return state.loaded, state.reason

    def _is_of_a_config(self, function: Function) -> bool:
        """Tell whether a function is the `ready()` of an AppConfig: nobody but Django calls that."""
        owner = owner_of(self._ev, function.path, function.qualname)
        return is_app_config(self._ev, owner) and is_ready(self._ev, function.path, function.qualname)

    def _condition(self, happening: Happening) -> str:
        """Return on what it depends whether what connects is loaded at start-up, "" for nothing."""
        match happening.by:
            case Ready(app=app):
                return listed(app)
            case str(path):
                return self._states[path].condition
            case _:
                return ""

    def modules(self) -> tuple[Module, ...]:
        """Return every module that connects when it is imported, sorted by path."""
        paths = {h.by for h in self._happenings if isinstance(h.by, str) and _is_own(h)}
        return tuple(self._module(path) for path in sorted(paths))

    def _app_of(self, path: str) -> Installed | None:
        return self._ev.apps.of_module(self._ev.modules.names(path)) if self._ev.apps.known else None

    def _module(self, path: str) -> Module:
        state = self._states[path]
        app = None if is_of_an_inner_app(self._ev, path) else self._app_of(path)
        attempt = obstacle = None
        if state.loaded == "never" and app is not None and app.path is not None and not is_test(path):
            attempt = self._attempts.for_module(path, parent(app.path))
            obstacle = obstacle_of(self._ev, path)
        return Module(
            name=self._ev.modules.name(path),
            path=path,
            app=None if app is None else self._apps[app.name],
            loaded=state.loaded,
            via=state.via,
            reason=state.reason,
            test=is_test(path),
            chain=state.chain or self._searched(path),
            passed_over=self._passed_over(path),
            connects=self._connects(path),
            attempt=attempt,
            obstacle=obstacle,
        )

    def _connects(self, path: str) -> tuple[Connects, ...]:
        made = [h for h in self._happenings if h.by == path and _is_own(h)]
        found = {Connects(h.event.location, _within(path, h)) for h in made}
        return tuple(sorted(found, key=lambda each: (each.place, each.connection)))

    def _searched(self, path: str) -> tuple[Evidence, ...]:
        edges = self._imports.importers(frozenset({path}))[path]
        name = self._ev.modules.name
        return tuple(Evidence(edge.location, f"`{name(importer)}` imports it") for importer, edge in edges)

    def _passed_over(self, path: str) -> AppConfig | None:
        for config in self._idle:
            for event in config.ready.events:
                if any(root.path == path for root in self._roots_of(event)):
                    return config.config
        return None

    def _roots_of(self, event: Event) -> tuple[Root, ...]:
        return tuple(event_roots(self._ev, self._ev.apps, event, self._imports))

    def apps(self) -> tuple[App, ...]:
        """Return the installed apps, in the order of INSTALLED_APPS."""
        return tuple(self._apps.values()) if self._ev.apps.known else ()

    def _app(self, app: Installed) -> App:
        folder = None if app.path is None else app.path.removesuffix("__init__.py").rstrip("/")
        config = None if app.config is None else self._configs.get(app.config)
        return App(app.name, app.label, folder, config, app.where, app.entry, app.sure)


def _rank(row: Connection) -> tuple[int, bool]:
    """Return what tells the row that says most of one connection: the lowest."""
    return RANK[row.loaded], row.condition is not None


def _is_own(happening: Happening) -> bool:
    """Tell whether a module connects for itself, and not by a hook that one of its classes runs."""
    return isinstance(happening.event, Connecting) and not happening.of_class


def _path(happening: Happening) -> str:
    match happening.by:
        case Ready(config=config):
            return config.path
        case Function(path=path):
            return path
        case path:
            return path


def _within(path: str, happening: Happening) -> Location:
    """Return where a module makes a connection: there, or by the statement that leads to another file."""
    place = happening.event.location
    return happening.statement if place.path != path and happening.statement else place
