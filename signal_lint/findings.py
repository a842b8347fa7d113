"""What a rule says, and what it becomes once it is stamped.

A `Finding` carries no code, so a rule cannot misname itself; `checking` makes
it a `Diagnostic`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from signal_lint.edits import Edit
from signal_lint.record import record
from signal_lint.source import Location

Safety = Literal["safe", "unsafe"]

PROJECT_ITSELF = "."
"""The path of what belongs to no file; reported whatever the paths asked for."""


class Severity(StrEnum):
    """error: certain misbehaviour; warning: very likely; info: advice."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@record
class Related:
    """A place that proves or explains a finding."""

    location: Location
    message: str


@record
class Fix:
    """What to do about a finding: all of the edits, or none.

    `safety` says whether it may change what the code does, other than that the finding is gone.
    """

    title: str
    safety: Safety
    edits: tuple[Edit, ...]


@record
class Finding:
    """What one rule found in one place; a severity of None is the rule's own.

    `lines` are further lines on which a `# noqa` comment counts (the decorators
    and the `def` of a receiver). `help` says what to write where no fix does it, "" for nothing.
    """

    location: Location
    message: str
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None
    lines: tuple[int, ...] = ()
    help: str = ""


@record
class Diagnostic:
    """A finding with its rule's code and name.

    The fingerprint is made of code, path, message and a counter, without line
    numbers, so that moving code keeps it.
    """

    code: str
    name: str
    severity: Severity
    location: Location
    message: str
    related: tuple[Related, ...]
    fix: Fix | None
    fingerprint: str
    help: str = ""
