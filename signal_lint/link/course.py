"""What rules may ask about the course of start-up."""

from __future__ import annotations

from signal_lint.link.early import early_uses
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.happenings import Happening
from signal_lint.link.hooks import after_models
from signal_lint.link.imports import Imports
from signal_lint.link.sequence import Sequence
from signal_lint.link.startup import Ready
from signal_lint.link.twice import two_names
from signal_lint.source import Location
from signal_lint.startup import EarlyUse, Evidence, TwoNames


class Course:
    """`project.StartUp`, answered from the project's files."""

    def __init__(
        self,
        ev: Evaluator,
        imports: Imports,
        readies: tuple[Ready, ...],
        happenings: tuple[Happening, ...],
        sequence: Sequence,
    ) -> None:
        self._ev = ev
        self._paths = frozenset(ev.sources.paths)
        self._sequence = sequence
        self._imports = imports
        self._readies = readies
        self._happenings = happenings

    def holds(self, path: str) -> bool:
        modules = self._ev.modules
        return path in self._paths and any(
            # By a name that begins with a mere folder, another project's files could be imported as well.
            modules.find(name) == path and (modules.find(name.partition(".")[0]) or "").endswith(".py")
            for name in modules.names(path)
        )

    def serves(self, path: str) -> bool:
        names = self._ev.modules.names(path)
        return path in self._paths and self._ev.apps.of_module(names) is not None

    def early_uses(self) -> tuple[EarlyUse, ...]:
        return tuple(early_uses(self._ev))

    def after_models(self, place: Location) -> tuple[Evidence, ...]:
        made = [each for each in self._happenings if each.event.location == place]
        return after_models(self._ev, self._imports, self._readies, tuple(made))

    def two_names(self) -> tuple[TwoNames, ...]:
        connecting = frozenset(each.by for each in self._happenings if isinstance(each.by, str))
        return two_names(self._ev, self._readies, connecting)

    def connecting(self) -> tuple[Location, ...]:
        return self._sequence.places
