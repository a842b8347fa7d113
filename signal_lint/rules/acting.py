"""What several rules say of what a receiver does: where, and to what it is connected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from signal_lint.connections import Connection
from signal_lint.findings import Finding
from signal_lint.flow.acts import Act
from signal_lint.project import Lookup, Project
from signal_lint.rules.recursions import (
    chain,
    connected_to,
    connections_of,
    received_by,
    senders_of,
    shortened,
)
from signal_lint.source import Location

Acts = Callable[[Connection, Lookup], Iterator[Act]]
BySignal = dict[str, list[Connection]]


def acting_findings(project: Project, signals: tuple[str, ...], acts: Acts, why: str) -> Iterator[Finding]:
    """Yield one finding for each place, whatever its receiver is connected to."""
    found: dict[Location, Act] = {}
    received: dict[Location, BySignal] = defaultdict(lambda: defaultdict(list))
    for signal in signals:
        for connection in connections_of(project, f"django.db.models.signals.{signal}"):
            # What a function connects when it runs is not what makes it run.
            for act in () if _connects_itself(connection) else acts(connection, project.lookup):
                found.setdefault(act.location, act)
                received[act.location][signal].append(connection)
    for location, act in found.items():
        yield _finding(act, received[location], why)


def _connects_itself(connection: Connection) -> bool:
    function, place = connection.receiver.function, connection.location
    if function is None or function.location.path != place.path or connection.form == "decorator":
        return False
    body = function.location.span
    return body.line < place.span.line <= body.end_line


def _finding(act: Act, received: BySignal, why: str) -> Finding:
    receiver = received_by([connection for connections in received.values() for connection in connections])
    senders = {signal: senders_of(connections) for signal, connections in received.items()}
    where = " and ".join(f"`{signal}` of {of}" for signal, of in senders.items())
    written = shortened(act.hops[0].call if act.hops else act.written)
    return Finding(
        location=act.location,
        message=f"{written} in a receiver of {where} {act.effect}{why}",
        related=(
            *(connected_to(receiver, signal, of) for signal, of in senders.items()),
            *chain(act.hops, act.written, act.effect),
        ),
        lines=(*receiver.decorator_lines, receiver.location.span.line),
    )
