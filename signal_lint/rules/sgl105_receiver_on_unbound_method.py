"""A receiver that is connected while its class is still being made.

What it does
Looks for `@receiver` on a function whose first parameter is `self` or `cls`, also below
`@classmethod`, and for `@receiver` directly above `@staticmethod` or `@classmethod`.

Why is this bad?
A decorator in the body of a class gets the plain function, bound to nothing. Django calls it
with keyword arguments only, so that nothing fills `self` or `cls`, and every signal fails with
a `TypeError`. Above `@staticmethod` or `@classmethod` it gets an object that Django cannot
connect, and the import fails.

Example
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    class Index:
        @receiver(post_save)
        def on_save(self, sender, instance, **kwargs):
            print(instance)

Use instead
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    class Index:
        @staticmethod
        @receiver(post_save)
        def on_save(sender, instance, **kwargs):
            print(instance)

Known limits
Silent where a decorator that is not known stands below `@receiver`, because it may fill the
parameter, and for `cls` as a parameter of receivers of signals that are not Django's own, which
may send it. Silent above `@staticmethod` with `weak=False`: with a `dispatch_uid` this connects.
Looks at decorators only, not at `post_save.connect(Index.on_save)`.

References
https://docs.djangoproject.com/en/stable/topics/signals/#receiver-functions
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection, Function
from signal_lint.findings import Finding, Related, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.rules.passing import DESCRIPTORS, PASSES_ON, RECEIVER
from signal_lint.settings import Settings
from signal_lint.source import Location
from signal_lint.syntax import FunctionDef


@rule("SGL105", severity=Severity.ERROR)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each such function once, at its first connection that fails."""
    seen: set[Location] = set()
    for connection in project.connections:
        function = connection.receiver.function
        message = _message(connection, function) if function else ""
        if function and message and function.location not in seen:
            seen.add(function.location)
            yield Finding(
                location=function.location,
                message=message,
                related=(Related(connection.location, f"Connected to `{connection.signal_name}` here"),),
                lines=(*function.decorator_lines, function.location.span.line),
            )


def _message(connection: Connection, function: Function) -> str:
    """Return what fails, "" where nothing does for certain."""
    below = _decorators_below(connection, function)
    if below is None or not connection.signal:
        return ""
    others = [name for name in below if name != RECEIVER]
    if others and others[0] in DESCRIPTORS:
        name = str(others[0]).removeprefix("builtins.")
        return (
            f"`@receiver` stands above `@{name}` and gets an object that Django cannot connect, "
            f"so that the definition of `{function.qualname}` fails"
            if connection.weak
            else ""
        )
    name = _first_parameter(function)
    if name not in ("self", "cls") or not PASSES_ON.issuperset(others) or _may_send(connection, name):
        return ""
    return (
        f"`@receiver` connects `{function.qualname}` as a plain function: nothing fills `{name}`, "
        f"and every `{connection.signal_name}` fails with a TypeError"
    )


def _decorators_below(connection: Connection, function: Function) -> tuple[str | None, ...] | None:
    """Return what stands between the connecting decorator and the function, None without such a decorator."""
    if not isinstance(function.definition, FunctionDef):
        return None
    places = [
        Location(function.location.path, decorator.span) for decorator in function.definition.decorators
    ]
    if connection.location not in places:
        return None
    return function.decorators[places.index(connection.location) + 1 :]


def _first_parameter(function: Function) -> str:
    """Return the name of the first positional parameter as written, "" where it has a default."""
    written = function.definition.parameters
    first = (*written.positional_only, *written.positional)[:1]
    return next((parameter.name for parameter in first if parameter.default is None), "")


def _may_send(connection: Connection, name: str) -> bool:
    """Tell whether a signal may send an argument of that name; `send` has a `self` of its own."""
    return name != "self" and not (connection.signal and connection.signal.name.startswith("django."))
