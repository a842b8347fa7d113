"""When is a module loaded: decided backwards, from the module to what imports it.

From each module that connects, its importers are found, and theirs, until a module is met that Django
imports by itself. "Never" is said only when that search is exhausted and met nothing it could not read.

Invariant: what may load a module, but not certainly, makes its state unknown.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from signal_lint.link.attempts import is_ready
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.imports import NO_FILES, Edge, Imports
from signal_lint.link.places import is_test
from signal_lint.link.startup import Root
from signal_lint.record import record
from signal_lint.startup import Evidence, Loaded

#: What loads a module late in the processes that do not serve requests: those that do count first.
ELSEWHERE = (frozenset({"templatetags", "tasks"}), frozenset({"command", "migration"}))


@record
class State:
    """When a module is loaded, the kind of root that does it, why in one sentence, and the proof.

    `condition` says on what it depends whether it is, as far as `ready()` and the installed apps tell.
    """

    loaded: Loaded
    via: str
    reason: str
    chain: tuple[Evidence, ...] = ()
    condition: str = ""


NEVER = State("never", "", "")


class Reach:
    """The states of a project's modules."""

    def __init__(
        self,
        ev: Evaluator,
        imports: Imports,
        roots: tuple[Iterable[Root], Iterable[Root]],
        doubts: Callable[[frozenset[str]], dict[str, State]],
    ) -> None:
        """`roots` are those of start-up, then the late ones; `doubts` says what may load the others."""
        startup, late = roots
        self._ev = ev
        self._imports = imports
        self._doubts = doubts
        first = tuple(startup)
        self._startup = {root.path: root for root in reversed(first) if not root.condition}
        self._perhaps = {root.path: root for root in reversed(first) if root.condition}
        self._late = {root.path: root for root in reversed(tuple(late))}
        self._importers: dict[str, list[tuple[str, Edge]]] = {}
        self._states: dict[str, State] = {}
        #: The functions that import whose calls were looked for, None before any were.
        self._owners: frozenset[tuple[str, str]] | None = None

    def settle(self, targets: Iterable[str], possible: Iterable[Root] = ()) -> dict[str, State]:
        """Work out the states of these modules and of everything that leads to them.

        What is found to be loaded at start-up is searched no further; nor are tests that Django never loads.
        What `possible` roots lead to may be loaded at start-up.
        """
        frontier = frozenset(targets)
        while frontier or (frontier := self._called()):
            found = self._imports.importers(frontier - self._startup.keys(), self._loaded())
            self._importers |= found | {path: [] for path in frontier if path not in found}
            self._spread("startup", self._startup, "module")
            frontier = frozenset(
                importer
                for target, edges in self._importers.items()
                if target not in self._states
                for importer, _ in edges
                if importer not in self._importers and not self._is_idle_test(importer)
            )
        self._spread("startup", self._perhaps, "module")
        self._spread("unknown", {root.path: root for root in possible}, "module")
        of_requests = frozenset(root.via for root in self._late.values()).difference(*ELSEWHERE)
        for doors in (of_requests, *ELSEWHERE):
            late = {path: root for path, root in self._late.items() if root.via in doors}
            self._spread("late", late, "module")
        self._doubt()
        return self._states

    def _called(self) -> frozenset[str]:
        """Add what modules import by what they call; return those modules that are new.

        Only a module that start-up is not known to load is worth it.
        """
        left = {path: edges for path, edges in self._importers.items() if path not in self._states}
        left = {path: edges for path, edges in left.items() if not self._is_idle_test(path)}
        owners = frozenset(
            (importer, edge.owner)
            for edges in left.values()
            for importer, edge in edges
            if edge.runs == "function" and not is_test(importer)
        )
        if not left or (self._owners is not None and owners <= self._owners):
            return NO_FILES
        self._owners = owners
        for importer, edge in self._imports.called(owners):
            if edge.target in left and (importer, edge) not in left[edge.target]:
                left[edge.target].append((importer, edge))
        self._spread("startup", self._startup, "module")
        found = {importer for edges in left.values() for importer, _ in edges}
        return frozenset(
            path for path in found if path not in self._importers and not self._is_idle_test(path)
        )

    def _loaded(self) -> frozenset[str]:
        """Return what is known to be loaded at start-up: with it is loaded whatever it imports."""
        known = [path for path, state in self._states.items() if state.loaded == "startup"]
        return frozenset([*self._startup, *known])

    def _is_idle_test(self, path: str) -> bool:
        """Tell whether a file is test code, and of no app that is there to be tested with."""
        if not is_test(path) or path in self._startup or path in self._perhaps:
            return False
        app = self._ev.apps.of_module(self._ev.modules.names(path))
        return app is None or app.path is None or not is_test(app.path)

    def _spread(self, loaded: Loaded, roots: dict[str, Root], runs: str) -> None:
        outward: dict[str, list[tuple[str, Edge]]] = {}
        for target, edges in self._importers.items():
            for importer, edge in edges:
                if edge.runs == runs:
                    outward.setdefault(importer, []).append((target, edge))
        for path in sorted({*self._importers, *outward}):
            if path in roots and path not in self._states:
                root = roots[path]
                says, proof = root.evidence.message, (root.evidence,)
                self._states[path] = State(loaded, root.via, says, proof, root.condition)
        reached = deque([path for path, state in self._states.items() if state.loaded == loaded])
        while reached:
            path = reached.popleft()
            edges = [pair for pair in outward.get(path, ()) if pair[0] not in self._states]
            for target, edge in sorted(edges, key=lambda pair: (pair[0], pair[1].location)):
                if target not in self._states:
                    self._states[target] = self._behind(self._states[path], path, edge)
                    reached.append(target)

    def _behind(self, state: State, importer: str, edge: Edge) -> State:
        name = self._ev.modules.name(importer)
        step = Evidence(edge.location, f"`{name}` imports it")
        says, proof = f"imported by `{name}`", (*state.chain, step)
        return State(state.loaded, state.via, says, proof, state.condition)

    def _doubt(self) -> None:
        """Give the rest its state: unknown where something may load it, else never."""
        self._spread_doubt()
        left = frozenset(path for path in self._importers if path not in self._states)
        self._states |= self._doubts(left)
        self._spread_doubt()
        for path in self._importers:
            if path not in self._states:
                self._states[path] = State("never", "", self._unreached(path))

    def _spread_doubt(self) -> None:
        changed = True
        while changed:
            changed = False
            for path in sorted(self._importers):
                doubt = None if path in self._states else self._doubtful(path)
                if doubt is not None:
                    self._states[path] = doubt
                    changed = True

    def _doubtful(self, path: str) -> State | None:
        for importer, edge in self._importers[path]:
            name = self._ev.modules.name(importer)
            state = self._states.get(importer)
            step = Evidence(edge.location, f"`{name}` imports it")
            app = self._ev.apps.of_module(self._ev.modules.names(importer))
            is_followed = self._ev.apps.complete or (self._ev.apps.known and app is not None)
            if is_followed and is_ready(self._ev, importer, edge.owner):
                # Nobody but Django calls it, and what Django calls has been followed.
                continue
            if state is not None and edge.runs == "function":
                return State(
                    "unknown", "function", f"imported inside a function of `{name}`", (*state.chain, step)
                )
            if state is not None and state.loaded == "unknown":
                return State("unknown", state.via, f"imported by `{name}`", (*state.chain, step))
            if app is None and not is_test(importer):
                says = "in no installed app" if self._ev.apps.complete else "in no app known to be installed"
                reason = f"imported by `{name}`, which is {says}"
                return State("unknown", "script", reason, (step,))
        return None

    def _unreached(self, path: str) -> str:
        edges = self._importers[path]
        if not edges:
            return "no module of the project imports it"
        names = sorted({self._ev.modules.name(importer) for importer, _ in edges})
        if all(is_test(importer) for importer, _ in edges):
            return f"only tests import it (`{names[0]}`)"
        importer, edge = next(pair for pair in edges if not is_test(pair[0]))
        name = self._ev.modules.name(importer)
        if self._states.get(importer, NEVER).loaded != "never":
            return f"only `{name}` imports it, in `{edge.owner}()`, which Django does not call"
        return f"only `{name}` imports it, {self._why_idle(importer)}"

    def _why_idle(self, path: str) -> str:
        """Return why a module that imports another is itself never loaded, as a relative clause."""
        edges = self._importers[path]
        if not edges:
            return "which no module of the project imports"
        if all(is_test(importer) for importer, _ in edges):
            return "which only tests import"
        return f"which only modules import that are never loaded (`{self._ev.modules.name(edges[0][0])}`)"
