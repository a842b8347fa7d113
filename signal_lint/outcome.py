"""What one run produced."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from signal_lint.findings import Diagnostic
from signal_lint.record import record
from signal_lint.supported import NO_EVIDENCE, DjangoRange

if TYPE_CHECKING:
    # Not needed for the outcome of a check that is known already.
    from signal_lint.project import Project

Inputs = tuple[tuple[bytes, bytes, bytes], ...]
"""What a run depended on, as the cache keeps it; empty where nothing is kept."""


@record
class Survey:
    """A mapped project: `files` were considered, of `parsed` at least a part went through the parser.

    `notes` are remarks for a person (one line each), which go to standard error.
    """

    project: Project
    files: int
    parsed: int
    notes: tuple[str, ...] = ()
    inputs: Inputs = field(default=(), compare=False)

    @property
    def uses_django(self) -> bool:
        """Whether the project uses Django at all."""
        return self.project.uses_django


@record
class Outcome:
    """A project that was checked; of its map, the number of connections. `notes` are as in a survey."""

    root: str
    uses_django: bool
    connections: int
    diagnostics: tuple[Diagnostic, ...]
    files: int
    parsed: int
    notes: tuple[str, ...] = ()
    django: DjangoRange = NO_EVIDENCE
    inputs: Inputs = field(default=(), compare=False)
