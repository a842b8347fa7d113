"""A receiver that nothing keeps: Django holds it weakly, and forgets it at once.

What it does
Looks for receivers that exist only for their connection: a lambda, a `partial()`, an
object, a method of an object, or the result of a call, written inside `connect(…)`; and
for functions and objects that are local to a function that runs at start-up, and that
nothing but the connection uses.

Why is this bad?
Django refers to receivers weakly. When the last other reference to one is gone, it is
garbage, and the connection is gone with it: no error, no warning, and it never runs.
With `DEBUG = True`, it may run all the same: where Django checks signatures, a cache
keeps some of them. With `weak=False`, Django keeps the receiver itself.

Example
    # shop/signals.py
    from functools import partial

    from django.db.models.signals import post_save

    def log(channel, sender, instance, **kwargs):
        print(channel, instance)

    post_save.connect(partial(log, "mail"))

Use instead
    # shop/signals.py
    from functools import partial

    from django.db.models.signals import post_save

    def log(channel, sender, instance, **kwargs):
        print(channel, instance)

    log_to_mail = partial(log, "mail")
    post_save.connect(log_to_mail)
    # Or: Django keeps what it connects.
    post_save.connect(partial(log, "console"), weak=False)

Fix safety
Unsafe: adds `weak=False`, so that the receiver begins to run, and is kept for as long as its signal.
Not offered where `weak` is given already, or may be by `*` or `**`.

Known limits
Silent for a local name in a function that start-up does not run: while such a function
runs, as in a test, the name keeps the receiver. Silent wherever something else may keep
it: a local name that is returned, stored or passed on, a decorator that is not known, a
class or a factory that does more than it shows. A local function that calls itself lives
until the next garbage collection.

References
https://docs.djangoproject.com/en/stable/topics/signals/#listening-to-signals
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection
from signal_lint.edits import AddArgument
from signal_lint.findings import Finding, Fix, Related, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.settings import Settings
from signal_lint.source import Location

LONGEST = 60
#: The place of `weak` among the parameters of `Signal.connect()`.
WEAK_PLACE = 3


@rule("SGL102", severity=Severity.ERROR, fix="unsafe")
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each lost receiver once at its connection, whatever it is connected to."""
    found: dict[tuple[Location, str], list[Connection]] = {}
    for connection in project.connections:
        if _is_garbage(connection):
            found.setdefault((connection.location, connection.receiver.text), []).append(connection)
    for (location, _), connections in found.items():
        function = connections[0].receiver.function
        yield Finding(
            location=location,
            message=_message(connections),
            related=tuple(_defined(connections[0])),
            fix=_fix(connections[0]),
            lines=(*function.decorator_lines, function.location.span.line) if function else (),
        )


def _is_garbage(connection: Connection) -> bool:
    """Tell whether nothing keeps the receiver: a local name does, until its function returns."""
    # A signal with a `connect` of its own may hold its receivers in another way.
    known = connection.signal is not None and connection.signal.is_model_signal is not None
    collected = connection.lost is not None and connection.lost.kind == "collected"
    return known and collected and (_is_inline(connection) or connection.loaded == "startup")


def _is_inline(connection: Connection) -> bool:
    text = connection.receiver.text
    return text.startswith("lambda") or "(" in text


def _message(connections: list[Connection]) -> str:
    signals = dict.fromkeys(f"`{each.signal.name.rpartition('.')[2]}`" for each in connections if each.signal)
    text = connections[0].receiver.text
    if _is_inline(connections[0]):
        until = "nothing else refers to it: it is gone when `connect()` returns"
    else:
        until = "only a local name refers to it: it is gone when the function around it returns"
    written = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return f"`{written}` is connected to {' and '.join(signals)} by a weak reference, and {until}"


def _defined(connection: Connection) -> Iterator[Related]:
    function = connection.receiver.function
    if function is not None and function.location != connection.location:
        yield Related(function.location, f"`{function.qualname}` is what Django would have called")


def _fix(connection: Connection) -> Fix | None:
    """Offer nothing where the call stands elsewhere, or `weak` is given, or may be by what is spread."""
    if connection.call is None:
        return None
    args = connection.call.args
    if any(argument.star or argument.keyword == "weak" for argument in args):
        return None
    if len([argument for argument in args if argument.keyword is None]) >= WEAK_PLACE:
        return None
    call = Location(connection.location.path, connection.call.span)
    return Fix("Add `weak=False`", "unsafe", (AddArgument(call, "weak", "False"),))
