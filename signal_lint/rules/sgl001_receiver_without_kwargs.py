"""A receiver that does not accept `**kwargs`.

What it does
Looks at every function, lambda, method, callable object and partial that is
connected to a Django signal, wherever it is defined, for `**kwargs` among its
parameters.

Why is this bad?
Signals send everything by keyword, and each version of Django may send more.
With `DEBUG` on, Django refuses such a receiver when it is connected; with `DEBUG`
off it connects silently, and the first signal fails with a `TypeError` unless the
receiver happens to name every argument, `signal` and `sender` included.
`*args` does not help.

Example
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @receiver(post_save)
    def index_order(sender, instance, created):
        print(instance, created)

Use instead
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @receiver(post_save)
    def index_order(sender, instance, created, **kwargs):
        print(instance, created)

Fix safety
Safe: more keyword arguments are accepted, nothing else changes.

Known limits
There is no fix where a decorator below the connection puts another function without
`**kwargs` in the place of the one that it decorates. Silent where a decorator that is not
known stands there, because it may have replaced the parameters.

References
https://docs.djangoproject.com/en/stable/topics/signals/#receiver-functions
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection, Function
from signal_lint.edits import AppendKwargs
from signal_lint.findings import Finding, Fix, Related, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.settings import Settings
from signal_lint.source import Location


@rule("SGL001", severity=Severity.ERROR, fix="safe")
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each refused receiver once, with everything it is connected to."""
    for location, connections in _by_definition(project).items():
        function = connections[0].receiver.function
        yield Finding(
            location=location,
            message=_message(connections),
            related=tuple(_related(connection) for connection in connections),
            fix=_fix(function) if function and not _is_replaced(function) else None,
            lines=(*function.decorator_lines, function.location.span.line) if function else (),
        )


def _by_definition(project: Project) -> dict[Location, list[Connection]]:
    """Group the connections that Django refuses by what they connect.

    A receiver outside the project has no place of its own here, so that its
    connection stands for it.
    """
    found: dict[Location, list[Connection]] = {}
    for connection in project.connections:
        if connection.signal and connection.signal.known and connection.receiver.accepts_kwargs is False:
            function = connection.receiver.function
            place = function.location if function else connection.location
            found.setdefault(place, []).append(connection)
    return found


def _message(connections: list[Connection]) -> str:
    receiver = connections[0].receiver
    signals = dict.fromkeys(connection.signal_name for connection in connections)
    function = receiver.function
    name = f"`{function.qualname if function else receiver.text}`"
    if function and _is_replaced(function):
        name = f"What the decorators of {name} make of it"
    return (
        f"{name} receives {_enumeration(list(signals))} but does not accept `**kwargs`, "
        "which Django demands of every receiver"
    )


def _is_replaced(function: Function) -> bool:
    """Tell whether a decorator puts a function with parameters of its own in the place of a function."""
    return function.parameters != function.definition.parameters


def _enumeration(names: list[str]) -> str:
    *rest, last = (f"`{name}`" for name in names)
    return f"{', '.join(rest)} and {last}" if rest else last


def _related(connection: Connection) -> Related:
    of = f" of `{connection.sender.text}`" if connection.sender.text else ""
    return Related(connection.location, f"Connected to `{connection.signal_name}`{of} here")


def _fix(function: Function) -> Fix:
    """Name the parameter `kwargs`, or freshly where the function has a parameter of that name."""
    parameters = function.parameters
    named = (*parameters.positional_only, *parameters.positional, *parameters.keyword_only)
    taken = {parameter.name for parameter in named} | {parameters.vararg}
    fresh = next(name for name in ("kwargs", "extra", "_kwargs", "_extra_kwargs") if name not in taken)
    return Fix(f"Add `**{fresh}` to the parameters", "safe", (AppendKwargs(function.location, fresh),))
