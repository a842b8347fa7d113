"""What several rules say of a receiver that sends its own signal again: where, how, of which sender."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from signal_lint.connections import Connection, Function
from signal_lint.findings import Finding, Fix, Related, Severity
from signal_lint.flow.calls import Hop
from signal_lint.flow.recursion import Resending
from signal_lint.project import Project
from signal_lint.source import Location
from signal_lint.syntax import Call, Expression
from signal_lint.unparse import unparse

# Django never calls these, so that nothing can recurse.
SILENCED = frozenset({"collected", "replaced", "disconnected", "duplicate"})
LONGEST = 60

Case = tuple[Connection, Resending]


def connections_of(project: Project, signal: str) -> Iterator[Connection]:
    """Yield what is connected to a signal and stays connected."""
    for connection in project.connections:
        silenced = connection.lost is not None and connection.lost.kind in SILENCED
        if connection.signal is not None and connection.signal.name == signal and not silenced:
            yield connection


def recursion_findings(
    cases: Iterator[Case],
    signal: str,
    consequence: Callable[[Resending], str] | str,
    effect: str = "",
    fix: Callable[[Resending], Fix | None] = lambda _: None,
) -> Iterator[Finding]:
    """Yield one finding for each call, whatever its receiver is connected to.

    `effect` is what the last call of a chain does, where it is not sending the signal again.
    """
    found: dict[Location, list[Case]] = defaultdict(list)
    for connection, resending in cases:
        found[resending.location].append((connection, resending))
    for location, alike in found.items():
        # The worst of them speaks: an error before a warning, the shortest way before a longer one.
        _, worst = min(alike, key=lambda case: (not case[1].is_certain, len(case[1].hops)))
        connections = [connection for connection, _ in alike]
        receiver = received_by(connections)
        senders = senders_of(connections)
        what_happens = consequence if isinstance(consequence, str) else consequence(worst)
        written = shortened(worst.hops[0].call if worst.hops else worst.call)
        yield Finding(
            location=location,
            message=f"{written} in a `{signal}` receiver of {senders} {what_happens}",
            related=(
                connected_to(receiver, signal, senders),
                *chain(worst.hops, worst.call, effect or f"sends `{signal}` again"),
            ),
            fix=fix(worst),
            severity=None if worst.is_certain else Severity.WARNING,
            lines=(*receiver.decorator_lines, receiver.location.span.line),
        )


def received_by(connections: list[Connection]) -> Function:
    """Return the receiver of connections that share one whose source is known."""
    functions = (connection.receiver.function for connection in connections)
    return next(function for function in functions if function is not None)


def senders_of(connections: list[Connection]) -> str:
    """Enumerate the senders of several connections."""
    named: dict[str, None] = {}
    for connection in connections:
        sender = connection.sender
        written = sender.label or sender.name or sender.text
        named["every model" if sender.kind == "any" else f"`{written}`"] = None
    *most, last = named
    return f"{', '.join(most)} and {last}" if most else last


def connected_to(receiver: Function, signal: str, senders: str) -> Related:
    """Show a receiver, with what it is connected to."""
    return Related(receiver.location, f"`{receiver.qualname}` is connected to `{signal}` of {senders}")


def shortened(written: Expression) -> str:
    """Return an expression as written, a call without its arguments where it is long."""
    text = unparse(written)
    if len(text) > LONGEST and isinstance(written, Call):
        text = f"{unparse(written.func)}(…)"
    return f"`{text}`"


def chain(hops: tuple[Hop, ...], written: Expression, effect: str) -> Iterator[Related]:
    """Show the way from a receiver to what is done by way of others; nothing for what it does itself."""
    for hop in hops:
        yield Related(hop.function.location, f"`{unparse(hop.call.func)}()` runs `{hop.function.qualname}`")
    if hops and isinstance(written, Call):
        place = Location(hops[-1].function.location.path, written.span)
        yield Related(place, f"`{unparse(written.func)}()` {effect}")
