"""A function that one signal calls twice.

What it does
Looks for a function that is connected to one signal for all senders and again for one of them, or
for the same sender under a `dispatch_uid` and again without one, or under another.

Why is this bad?
Django recognises a connection by the function, or else by the `dispatch_uid`, together with the
sender. Where one of the two differs it is another connection, and the function runs once for each:
two mails, two rows, twice the count.

Example
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(post_save)
    @receiver(post_save, sender=Order)
    def mail_owner(sender, instance, **kwargs):
        print("mail", instance)

Use instead
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(post_save, sender=Order)
    def mail_owner(sender, instance, **kwargs):
        print("mail", instance)

Known limits
Looks at functions and static methods that start-up connects, outside tests and conditions;
without settings, only within one folder, because not all apps may be installed. Silent for a
sender or a `dispatch_uid` that is computed, for a function that some code of the project
disconnects from the signal, and below decorators that are not known, which may see to it that the
second call does nothing. Two methods of objects are left alone, because the objects may differ.

References
https://docs.djangoproject.com/en/stable/topics/signals/#preventing-duplicate-signals
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection, Function
from signal_lint.findings import Finding, Related, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.rules.senders import class_name
from signal_lint.settings import Settings
from signal_lint.source import Location

CERTAIN = frozenset({"any", "model", "class", "lazy"})
M2M_CHANGED = "django.db.models.signals.m2m_changed"
#: Signals that Django sends with an AppConfig, or with None.
NO_CLASS_SENDS = frozenset(
    {
        "django.core.signals.got_request_exception",
        "django.db.models.signals.pre_migrate",
        "django.db.models.signals.post_migrate",
    }
)
#: What calls the function that it decorates each time that it is called itself.
CALLS_ALWAYS = frozenset(
    {"django.dispatch.receiver", "django.db.transaction.atomic", "builtins.staticmethod"}
)


@rule("SGL209", severity=Severity.WARNING)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find the later of two connections of one function that one event calls, once for each place."""
    groups: dict[tuple[str, Location], list[Connection]] = {}
    for connection in project.connections:
        function = connection.receiver.function
        if connection.signal is not None and function is not None and _counts(connection, function):
            groups.setdefault((connection.signal.name, function.location), []).append(connection)
    for connections in groups.values():
        found: dict[Location, Finding] = {}
        for pair in _twice(connections):
            if _start_together(project, *pair) and not _is_disconnected(project, pair[0]):
                finding = _finding(*pair)
                found.setdefault(finding.location, finding)
        yield from found.values()


def _counts(connection: Connection, function: Function) -> bool:
    """Tell whether a connection is certainly made, and stays, with everything about it known."""
    made = connection.loaded == "startup" and connection.certain and connection.lost is None
    known = connection.known_uid and connection.sender.kind in CERTAIN and _sender(connection) is not None
    plain = connection.receiver.kind == "function" and "<locals>" not in function.qualname
    signal = connection.signal is not None and connection.signal.is_model_signal is not None
    return made and known and plain and signal and not connection.test and _is_called(function, connection)


def _is_called(function: Function, connection: Connection) -> bool:
    """Tell whether the signal is sent for the sender, and runs the function whole."""
    return CALLS_ALWAYS.issuperset(function.decorators) and _is_sent(connection)


def _is_sent(connection: Connection) -> bool:
    sender, signal = connection.sender, connection.signal
    if sender.kind == "any" or signal is None:
        return True
    if signal.name == M2M_CHANGED:
        return sender.model is not None and sender.model.auto_created is not None
    return signal.name not in NO_CLASS_SENDS and not (sender.model and sender.model.abstract)


def _sender(connection: Connection) -> str | None:
    """Return what tells one sender from another: "" for any sender, None where it is not known."""
    sender = connection.sender
    return "" if sender.kind == "any" else sender.name


def _twice(connections: list[Connection]) -> Iterator[tuple[Connection, Connection]]:
    """Yield pairs of connections that one event calls; the one for all senders is the first."""
    ordered = sorted(connections, key=lambda each: each.sender.kind != "any")
    for number, later in enumerate(ordered):
        for first in ordered[:number]:
            overlap = _sender(first) in ("", _sender(later))
            if overlap and (_sender(first), first.dispatch_uid) != (_sender(later), later.dispatch_uid):
                yield first, later


def _start_together(project: Project, first: Connection, later: Connection) -> bool:
    """Tell whether one start makes both; of apps that no settings name, only some may be installed."""
    folders = {each.location.path.rpartition("/")[0] for each in (first, later)}
    return bool(project.apps) or len(folders) == 1


def _is_disconnected(project: Project, connection: Connection) -> bool:
    """Tell whether some code disconnects a function of a connection from its signal, for any sender."""
    place = connection.receiver.location
    return any(
        each.signal == connection.signal
        and (each.receiver is None or each.receiver.location in (None, place))
        for each in project.lookup.disconnections()
    )


def _finding(first: Connection, later: Connection) -> Finding:
    function = later.receiver.function
    name = function.qualname if function else ""
    of = f" of `{class_name(later.sender)}`" if later.sender.text else ""
    if _sender(first) == _sender(later):
        how = f"is connected {_under(first)} and again {_under(later)}"
    else:
        how = "is connected for all senders, and again for this one"
    return Finding(
        location=later.location,
        message=f"`{name}` runs twice for each `{later.signal_name}`{of}: it {how}",
        related=(Related(first.location, f"`{name}` is connected to `{first.signal_name}` here, too"),),
        lines=(*function.decorator_lines, function.location.span.line) if function else (),
    )


def _under(connection: Connection) -> str:
    uid = connection.dispatch_uid
    return "without a `dispatch_uid`" if uid is None else f"under the `dispatch_uid` `{uid}`"
