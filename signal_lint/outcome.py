"""What one run produced."""

from __future__ import annotations

from signal_lint.findings import Diagnostic
from signal_lint.project import Project
from signal_lint.record import record


@record
class Outcome:
    """`files` were considered, of `parsed` at least a part went through the parser.

    `notes` are remarks for a person (one line each), which go to standard error.
    """

    project: Project
    diagnostics: tuple[Diagnostic, ...]
    files: int
    parsed: int
    notes: tuple[str, ...] = ()
