"""The outcome of a check: as it is known where nothing has changed, else as an analysis finds it."""

from __future__ import annotations

from collections.abc import Mapping

from signal_lint.cache.verdicts import recall
from signal_lint.outcome import Outcome
from signal_lint.settings import Settings


def checked(settings: Settings, unsaved: Mapping[str, bytes]) -> Outcome:
    """Check a project; `unsaved` holds texts of an editor by path, which count instead of the files."""
    known = None if unsaved else recall(settings)
    if known is not None:
        return known
    # Imports the linker: a tenth of a second that nobody should wait for where nothing has changed.
    from signal_lint.analysis import analyse

    return analyse(settings, unsaved)
