"""What code says for a Django that is no longer there."""

from __future__ import annotations

from signal_lint.record import record
from signal_lint.source import Location


@record
class DefaultAppConfig:
    """A module-level `default_app_config = …` of a package `__init__`.

    `target` is the dotted path, None where it is not a literal; `resolves` whether that class
    exists in the project, None where it lies outside; `picked_without` whether Django
    would select the same class without the line, None where not known; `guarded` whether
    a test of the Django version stands around it. `removable` is false where taking out the
    line alone would not leave valid code.
    """

    location: Location
    app: str
    target: str | None
    resolves: bool | None
    picked_without: bool | None
    guarded: bool
    removable: bool
    target_location: Location | None = None
