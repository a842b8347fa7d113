"""What a project sends with its signals: facts of the project, as `Lookup` tells them."""

from __future__ import annotations

from signal_lint.record import record
from signal_lint.source import Location


@record
class Send:
    """A call that sends a signal: the names of its arguments, and whether these are all (no `**`).

    `certain` is false where it may be another signal of that name.
    """

    location: Location
    keywords: tuple[str, ...]
    explicit: bool
    certain: bool
    test: bool


@record
class Sends:
    """What the project sends with a signal; `complete` is false where it may send more elsewhere."""

    calls: tuple[Send, ...]
    complete: bool
