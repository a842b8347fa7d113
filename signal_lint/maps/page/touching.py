"""Which findings concern a connection: they point at its site, or into its receiver.

A finding points at its own place and at the related ones, which prove or explain it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from signal_lint.connections import Connection
from signal_lint.findings import Diagnostic
from signal_lint.source import Location


class Touching:
    """The findings of a run, for one connection after the other; it remembers which concerned any."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self._diagnostics = diagnostics
        self._used: set[int] = set()
        self._by_path: dict[str, list[tuple[Location, int]]] = {}
        for number, diagnostic in enumerate(diagnostics):
            related = (each.location for each in diagnostic.related)
            for location in (diagnostic.location, *related):
                self._by_path.setdefault(location.path, []).append((location, number))

    def connection(self, connection: Connection) -> list[Diagnostic]:
        """Return the findings that concern a connection, in the order of the run."""
        places = (connection.location, connection.receiver.location)
        numbers = {number for place in places if place for number in self._inside(place)}
        self._used |= numbers
        return [self._diagnostics[number] for number in sorted(numbers)]

    def nothing(self) -> Iterable[Diagnostic]:
        """Yield the findings that concerned none of the connections asked for so far."""
        return (each for number, each in enumerate(self._diagnostics) if number not in self._used)

    def _inside(self, place: Location) -> Iterable[int]:
        first, last = place.span.line, place.span.end_line
        for location, number in self._by_path.get(place.path, ()):
            if first <= location.span.line <= last:
                yield number
