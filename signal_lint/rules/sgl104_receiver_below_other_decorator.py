"""A receiver that is connected without a decorator that stands above its connection.

What it does
Looks for decorators above `@receiver` that give their function another one in its place:
those of the project by what they return, those of packages by what is known of them.

Why is this bad?
Decorators are applied from the bottom up. `@receiver` connects what it gets, which is the
function without the decorators above it. Whatever they do, skip fixtures, open a transaction,
hand over to a worker, they do for those who call the function by its name, and never for
a signal.

Example
    # shop/signals.py
    from django.db import transaction
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @transaction.atomic
    @receiver(post_save)
    def index_order(sender, instance, **kwargs):
        print(instance)

Use instead
    # shop/signals.py
    from django.db import transaction
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @receiver(post_save)
    @transaction.atomic
    def index_order(sender, instance, **kwargs):
        print(instance)

Fix safety
Unsafe: moves `@receiver` to the top, so that signals run the decorators too. What these make of
the function has to accept `**kwargs` then: `SGL001` is found where it does not.

Known limits
Silent about a decorator of the project that returns the function itself, or not always the same,
or nothing that can be told; about `@staticmethod`, other connections and whatever marks or
registers: `functools.wraps`, the decorators of `typing` and pytest, and those of packages with a
name that says so, such as `register`, `connect`, `hook` or `on`.

References
https://docs.djangoproject.com/en/stable/topics/signals/#connecting-receiver-functions
https://docs.python.org/3/reference/compound_stmts.html#function-definitions
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection, Function
from signal_lint.edits import RaiseDecorator
from signal_lint.findings import Finding, Fix, Related, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.settings import Settings
from signal_lint.source import Location
from signal_lint.syntax import Call, Decorator, FunctionDef
from signal_lint.unparse import unparse

DESCRIPTORS = frozenset({"builtins.staticmethod", "builtins.classmethod"})


@rule("SGL104", severity=Severity.WARNING, fix="unsafe")
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each connecting decorator below others once, whatever it connects to."""
    found: dict[Location, list[Connection]] = {}
    for connection in project.connections:
        if connection.form == "decorator":
            found.setdefault(connection.location, []).append(connection)
    for connections in found.values():
        function = connections[0].receiver.function
        if function is not None and isinstance(function.definition, FunctionDef):
            above = _above(connections[0], function.definition.decorators)
            skipped = [n for n in range(above) if project.lookup.hands_back(function, n) is False]
            if skipped:
                yield _finding(connections, function, function.definition.decorators, skipped)


def _above(connection: Connection, decorators: tuple[Decorator, ...]) -> int:
    """Return how many decorators stand above the one that connects, none where no decorator does."""
    path = connection.location.path
    places = [Location(path, decorator.span) for decorator in decorators]
    return places.index(connection.location) if connection.location in places else 0


def _finding(
    connections: list[Connection], function: Function, decorators: tuple[Decorator, ...], skipped: list[int]
) -> Finding:
    location = connections[0].location
    connecting = next(_written(each) for each in decorators if each.span == location.span)
    signals = _enumeration(list(dict.fromkeys(f"`{each.signal_name}`" for each in connections)), "or")
    names = _enumeration([_written(decorators[number]) for number in skipped], "and")
    move = Fix(f"Move {connecting} to the top", "unsafe", (RaiseDecorator(location),))
    return Finding(
        location=location,
        message=(
            f"{connecting} stands below {names} and connects `{function.qualname}` without "
            f"{'it' if len(skipped) == 1 else 'them'}, so that no {signals} ever runs {names}"
        ),
        related=tuple(_applied_later(decorators[number], location.path) for number in skipped),
        # Above `@staticmethod`, there is nothing that Django could connect.
        fix=move if DESCRIPTORS.isdisjoint(function.decorators) else None,
        lines=(*function.decorator_lines, function.location.span.line),
    )


def _applied_later(decorator: Decorator, path: str) -> Related:
    message = f"{_written(decorator)} is applied after the function is connected"
    return Related(Location(path, decorator.span), message)


def _written(decorator: Decorator) -> str:
    """Return a decorator as written, without its arguments."""
    expression = decorator.expression
    return f"`@{unparse(expression.func if isinstance(expression, Call) else expression)}`"


def _enumeration(names: list[str], conjunction: str) -> str:
    *rest, last = names
    return f"{', '.join(rest)} {conjunction} {last}" if rest else last
