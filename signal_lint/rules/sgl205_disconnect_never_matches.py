"""A `disconnect()` that disconnects nothing.

What it does
Compares each `disconnect()` with every connection of the same function to the same signal: one of
them must have the same sender and the same `dispatch_uid`. It also finds a receiver that the call
itself makes (a lambda, a partial, `Handlers().on_save`), a call with neither receiver nor
`dispatch_uid`, and a function that nothing in the project connects to the signal.

Why is this bad?
`disconnect()` returns `False` and says nothing where it finds no such connection. The receiver stays
connected: it runs in the tests that wanted to do without it, or in the migration that turned it off.

Example
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(post_save, sender=Order)
    def mail_owner(sender, instance, **kwargs):
        print("mail", instance)

    def import_orders(rows):
        post_save.disconnect(mail_owner)
        for code in rows:
            Order.objects.create(code=code)
        post_save.connect(mail_owner, sender=Order)

Use instead
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    from shop.models import Order

    @receiver(post_save, sender=Order)
    def mail_owner(sender, instance, **kwargs):
        print("mail", instance)

    def import_orders(rows):
        post_save.disconnect(mail_owner, sender=Order)
        for code in rows:
            Order.objects.create(code=code)
        post_save.connect(mail_owner, sender=Order)

Known limits
Silent in a loop over signals or senders, one of which is right, and where a connection that may
be the one depends on the run: a signal, a sender, a receiver or a `dispatch_uid` that is
computed. Silent for receivers of other packages, for methods, below decorators that are not
known, and for a function whose name is used for anything but calls and connections, because that
may connect it. Of two senders, each has to be a model of the project, or one has to be all
senders. All connections count, also those that nothing loads.

References
https://docs.djangoproject.com/en/stable/topics/signals/#disconnecting-signals
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection, Disconnection, Function, Sender
from signal_lint.findings import Finding, Related, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.rules.senders import class_name
from signal_lint.settings import Settings
from signal_lint.source import Location

CERTAIN = frozenset({"any", "model", "lazy"})
#: Decorators that give a function to no code of the project.
KEEPS = frozenset({"django.dispatch.receiver", "django.db.transaction.atomic"})


@rule("SGL205", severity=Severity.WARNING)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each place that disconnects nothing, whatever it goes through."""
    tries = project.lookup.disconnections()
    signals = dict.fromkeys(each.signal for each in tries)
    rivals = {of: [each for each in project.connections if each.signal in (of, None)] for of in signals}
    unmatched = [_is_unmatched(each, rivals[each.signal]) for each in tries]
    functions = [_plain(each) for each, alone in zip(tries, unmatched, strict=True) if alone]
    # Asked for together: to know it of one function, all files are looked through.
    passed_on = project.lookup.passed_on(frozenset(each.name for each in functions if each is not None))
    places: dict[Location, list[Finding | None]] = {}
    for tried, alone in zip(tries, unmatched, strict=True):
        finding = _finding(tried, rivals[tried.signal], passed_on) if alone else _idle(tried)
        places.setdefault(tried.location, []).append(finding)
    for first, *others in places.values():
        if first is not None and None not in others:
            yield first


def _idle(tried: Disconnection) -> Finding | None:
    """Return what is wrong with a disconnection by itself, None where nothing is for certain."""
    if not _is_known(tried) or tried.dispatch_uid is not None:
        return None
    if tried.receiver is None:
        said = "names neither a receiver nor a `dispatch_uid`"
        return Finding(tried.location, f"`{tried.signal_text}.disconnect()` {said}: it disconnects nothing")
    if tried.temporary:
        return Finding(
            tried.location,
            f"This call makes `{tried.receiver.text}` anew: nothing can have "
            f"connected it to `{_signal(tried)}`, and nothing is disconnected",
        )
    return None


def _is_known(tried: Disconnection) -> bool:
    return tried.signal is not None and tried.signal.is_model_signal is not None and tried.known_uid


def _is_unmatched(tried: Disconnection, rivals: list[Connection]) -> bool:
    """Tell whether no connection may be the one that a disconnection is for."""
    if not _is_known(tried) or _idle(tried) is not None:
        return False
    return not any(_may_match(each, tried) for each in rivals)


def _finding(tried: Disconnection, rivals: list[Connection], passed_on: frozenset[str]) -> Finding | None:
    """Return what is wrong with a disconnection that none of its rivals is for."""
    held = [each for each in rivals if each.dispatch_uid == tried.dispatch_uid is not None]
    function = _plain(tried)
    if function is None or function.name in passed_on:
        return _differing(tried, held) if held and tried.receiver is None else None
    mine = [each for each in rivals if _runs(each, function)]
    return _differing(tried, mine) if mine else _unconnected(tried, function)


def _plain(tried: Disconnection) -> Function | None:
    """Return the function that is disconnected, where its name stands for nothing else."""
    function = tried.receiver.function if tried.receiver and tried.receiver.kind == "function" else None
    if function is None or "." in function.qualname.rpartition("<locals>.")[2]:
        return None
    return function if KEEPS.issuperset(function.decorators) else None


def _may_match(connection: Connection, tried: Disconnection) -> bool:
    """Tell whether a connection may be the one: nothing of it certainly differs."""
    if connection.signal is None:
        return True
    if not connection.known_uid:
        same = True
    elif connection.dispatch_uid or tried.dispatch_uid:
        same = connection.dispatch_uid == tried.dispatch_uid
    else:
        function = tried.receiver.function if tried.receiver else None
        same = function is None or _may_run(connection, function)
    return same and not _differ(connection.sender, tried.sender)


def _may_run(connection: Connection, function: Function) -> bool:
    unknown = connection.receiver.function is None and connection.receiver.name is None
    return unknown or _runs(connection, function)


def _runs(connection: Connection, function: Function) -> bool:
    runs = connection.receiver.function
    return runs is not None and runs.location == function.location


def _differ(one: Sender, other: Sender) -> bool:
    """Tell whether two senders are certainly not the same."""
    if not CERTAIN.issuperset((one.kind, other.kind)):
        return False
    if "any" in (one.kind, other.kind):
        return one.kind != other.kind
    places = [sender.model.location for sender in (one, other) if sender.model is not None]
    return len(places) == 2 and None not in places and places[0] != places[1]


def _differing(tried: Disconnection, connections: list[Connection]) -> Finding:
    """Say with which senders and uids the receiver is connected, and with which it is not."""
    what = f"`{tried.receiver.text}`" if tried.receiver else "The receiver"
    ways = dict.fromkeys(_key(each.sender, each.dispatch_uid) for each in connections)
    return Finding(
        location=tried.location,
        message=(
            f"{what} stays connected to `{_signal(tried)}`: it is disconnected "
            f"{_key(tried.sender, tried.dispatch_uid)}, but connected {' and '.join(ways)}"
        ),
        related=tuple(Related(place, "Connected here") for place in _places(connections)),
    )


def _unconnected(tried: Disconnection, function: Function) -> Finding:
    return Finding(
        location=tried.location,
        message=(
            f"Nothing in the project connects `{function.qualname}` to `{_signal(tried)}`, "
            "so that nothing is disconnected"
        ),
        related=(Related(function.location, f"`{function.qualname}` is defined here"),),
    )


def _places(connections: list[Connection]) -> tuple[Location, ...]:
    return tuple(dict.fromkeys(connection.location for connection in connections))


def _key(sender: Sender, uid: str | None) -> str:
    of = "for all senders" if sender.kind == "any" else f"for `{class_name(sender)}`"
    return of if uid is None else f"{of} under the `dispatch_uid` `{uid}`"


def _signal(tried: Disconnection) -> str:
    return tried.signal.name.rpartition(".")[2] if tried.signal else tried.signal_text
