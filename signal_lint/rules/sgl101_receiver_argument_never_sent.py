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
from signal_lint.project import DjangoRange, Lookup, Project
from signal_lint.rule import rule
from signal_lint.rules.passing import passes_on
from signal_lint.settings import Settings
from signal_lint.source import Location

#: What every signal sends, and what SGL105 speaks of.
ALWAYS = frozenset({"sender", "signal", "self", "cls"})
#: The kinds of receivers whose parameters are known to be those that are written.
CALLED = frozenset({"function", "method", "lambda", "callable"})
#: What only some of Django's own calls pass, by the signal's name: when they do not.
LEFT_OUT = {"django.db.models.signals.post_migrate": "does not send after `flush`"}


@rule("SGL101", severity=Severity.ERROR)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each parameter of a function once, with every signal that does not fill it."""
    found: dict[tuple[Location, str], list[tuple[Connection, str]]] = {}
    functions: dict[Location, Function] = {}
    for connection in project.connections:
        signal, function = connection.signal, connection.receiver.function
        if signal is not None and function is not None and connection.receiver.kind in CALLED:
            functions[function.location] = function
            for name, by_position in _demanded(connection, function):
                why = _why_positional(signal) if by_position else _why(project, signal, name)
                if why:
                    found.setdefault((function.location, name), []).append((connection, why))
    for (location, name), rows in found.items():
        yield _finding(functions[location], name, rows)


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


def _why_positional(signal: Signal) -> str:
    return "sends by keyword only, while it takes it by position" if signal.known else ""


def _why(project: Project, signal: Signal, name: str) -> str:
    """Say why a signal does not fill a parameter, "" where it does or may."""
    if name in ALWAYS:
        return ""
    if signal.location is not None:
        return "is never sent with" if _is_never_sent(project.lookup, signal, name) else ""
    known = known_signal(signal.name)
    why = _by_table(known, name, project.django) if known is not None else ""
    return why if why and not _may_send(project.lookup, signal, name) else ""


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
    first, lowest = (".".join(map(str, version)) for version in (since, django.lowest))
    return f"sends from Django {first} on, while the project supports {lowest} ({django.source})"


def _is_never_sent(lookup: Lookup, signal: Signal, name: str) -> bool:
    """Tell whether the project sends its own signal, and never with an argument of that name."""
    sends = lookup.sends(signal)
    return (
        sends.complete
        and any(send.certain for send in sends.calls)
        and all(send.explicit and name not in send.keywords for send in sends.calls)
    )


def _may_send(lookup: Lookup, signal: Signal, name: str) -> bool:
    """Tell whether the project sends an argument of its own with a signal of somebody else."""
    return any(not send.explicit or name in send.keywords for send in lookup.sends(signal).calls)


def _finding(function: Function, name: str, rows: list[tuple[Connection, str]]) -> Finding:
    said = dict.fromkeys(f"`{connection.signal_name}` {why}" for connection, why in rows)
    certain = all(
        connection.signal is not None
        and (connection.signal.location is not None or connection.signal.name.startswith("django."))
        for connection, _ in rows
    )
    return Finding(
        location=function.location,
        message=(
            f"`{function.qualname}` demands `{name}`, which {', and '.join(said)}: "
            "the call ends in a TypeError"
        ),
        related=tuple(
            Related(connection.location, f"Connected to `{connection.signal_name}` here")
            for connection, _ in rows
        ),
        severity=None if certain else Severity.WARNING,
        lines=(*function.decorator_lines, function.location.span.line),
    )
