"""What a receiver does at a place, besides sending its own signal."""

from __future__ import annotations

from signal_lint.flow.calls import Hop
from signal_lint.record import record
from signal_lint.source import Location
from signal_lint.syntax import Expression


@record
class Act:
    """What an expression of a receiver does, in words; `written` is that expression.

    `location` is in the receiver itself; `hops` lead on from it to what is written.
    """

    location: Location
    written: Expression
    effect: str
    hops: tuple[Hop, ...] = ()
