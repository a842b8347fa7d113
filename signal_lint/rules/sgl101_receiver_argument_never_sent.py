"""A receiver that demands an argument which its signal does not send.

What it does
Compares the parameters of every receiver that have no default with what its signal sends: Django's
signals in the versions that the project supports, the signals of known packages, and the project's
own where every call of `send()` names what it sends.

Why is this bad?
Signals send everything by keyword, `sender` and `signal` included. A parameter that no keyword fills,
because it has another name or stands before a `/`, makes every signal end in a `TypeError`. Django does
not look for this when it connects the receiver.

Example
    # shop/signals.py
    from django.db.models.signals import pre_save
    from django.dispatch import receiver

    @receiver(pre_save)
    def index_order(sender, instance, created, **kwargs):
        print(instance, created)

Use instead
    # shop/signals.py
    from django.db.models.signals import pre_save
    from django.dispatch import receiver

    @receiver(pre_save)
    def index_order(sender, instance, **kwargs):
        print(instance, instance._state.adding)

Known limits
Of an argument that Django sends from some version on, only where the lowest Django of the project is
known. Silent below decorators that are not known, which may fill it, for `self` and `cls`, which `SGL105`
looks at, for the `environ` and `scope` of `request_started`, and where the project itself sends the argument
with the signal. A signal of the project has to be made of a class of Django's, in a module, and to be used
by its own name, for nothing but connecting and sending. Of packages, the newest release is known, so that
what is said of their signals is a warning.

References
https://docs.djangoproject.com/en/stable/ref/signals/
https://docs.djangoproject.com/en/stable/topics/signals/#sending-signals
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection, Function, Signal
from signal_lint.django.signals import KnownSignal, known_signal
from signal_lint.findings import Finding, Related, Severity
from signal_lint.project import Project
from signal_lint.record import record
from signal_lint.rule import rule
from signal_lint.rules.passing import passes_on
from signal_lint.settings import Settings
from signal_lint.source import Location
from signal_lint.supported import DjangoRange, told

#: What every signal sends, and what SGL105 speaks of.
ALWAYS = frozenset({"sender", "signal", "self", "cls"})
#: The kinds of receivers whose parameters are known to be those that are written.
CALLED = frozenset({"function", "method", "lambda", "callable"})
#: What only some of Django's own calls pass, by the signal's name: when they do not.
LEFT_OUT = {"django.db.models.signals.post_migrate": "does not send after `flush`"}


@record
class Demand:
    """A parameter that a signal has to fill; `by_position` where no keyword can."""

    connection: Connection
    signal: Signal
    function: Function
    name: str
    by_position: bool


@rule("SGL101", severity=Severity.ERROR)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each parameter of a function once, with every signal that does not fill it."""
    demands = [*_demands(project.connections)]
    own = {(each.signal, each.name) for each in demands if each.signal.location is not None}
    unsent = project.lookup.never_sent(frozenset(own))
    found: dict[tuple[Location, str], list[tuple[Demand, str]]] = {}
    for demand in demands:
        why = _why(project, demand, unsent)
        if why:
            found.setdefault((demand.function.location, demand.name), []).append((demand, why))
    for rows in found.values():
        yield _finding(rows)


def _demands(connections: tuple[Connection, ...]) -> Iterator[Demand]:
    for connection in connections:
        signal, function = connection.signal, connection.receiver.function
        if signal is not None and function is not None and connection.receiver.kind in CALLED:
            for name, by_position in _demanded(connection, function):
                if by_position or name not in ALWAYS:
                    yield Demand(connection, signal, function, name, by_position)


def _demanded(connection: Connection, function: Function) -> Iterator[tuple[str, bool]]:
    """Yield the parameters without a default, and whether they can be given by position only."""
    if not passes_on(function) or function.qualname.rpartition(".")[2] == "__init__":
        return
    groups = function.parameters
    positional = [
        *((each, True) for each in groups.positional_only),
        *((each, False) for each in groups.positional),
    ]
    bound = connection.receiver.kind in ("method", "callable")
    for parameter, by_position in (*positional[bound:], *((each, False) for each in groups.keyword_only)):
        if parameter.default is None and parameter.name not in ("self", "cls"):
            yield parameter.name, by_position


def _why(project: Project, demand: Demand, unsent: frozenset[tuple[Signal, str]]) -> str:
    """Say why a signal does not fill a parameter, "" where it does or may."""
    signal, name = demand.signal, demand.name
    if demand.by_position:
        return "sends by keyword only, while it takes it by position" if signal.known else ""
    if signal.location is not None:
        return "is never sent with" if (signal, name) in unsent else ""
    known = known_signal(signal.name)
    why = _by_table(known, name, project.django) if known is not None else ""
    return why if why and not project.lookup.may_send(signal, name) else ""


def _by_table(signal: KnownSignal, name: str, django: DjangoRange) -> str:
    if not signal.complete or signal.removed is not None or name in signal.always:
        return ""
    if name in signal.sometimes:
        return LEFT_OUT.get(signal.name, "")
    since = dict(signal.since).get(name)
    if since is None:
        return "never sends"
    if django.lowest is None or django.lowest >= since:
        return ""
    return f"sends from Django {since[0]}.{since[1]} on ({told(django)})"


def _finding(rows: list[tuple[Demand, str]]) -> Finding:
    said = dict.fromkeys(f"`{demand.connection.signal_name}` {why}" for demand, why in rows)
    certain = all(
        demand.signal.location is not None or demand.signal.name.startswith("django.") for demand, _ in rows
    )
    function, name = rows[-1][0].function, rows[-1][0].name
    return Finding(
        location=function.location,
        message=(
            f"`{function.qualname}` demands `{name}`, which {', and '.join(said)}: "
            "the call ends in a TypeError"
        ),
        related=tuple(
            Related(demand.connection.location, f"Connected to `{demand.connection.signal_name}` here")
            for demand, _ in rows
        ),
        severity=None if certain else Severity.WARNING,
        lines=(*function.decorator_lines, function.location.span.line),
    )
