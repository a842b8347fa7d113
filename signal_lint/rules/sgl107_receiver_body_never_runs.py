"""A receiver that Django calls without running its body.

What it does
Looks for receivers of Django's own signals that are generators, with a `yield` in the function
itself, and for `async def` receivers in projects that support a Django before 5.0.

Why is this bad?
Calling a generator makes an object that waits to be iterated over, and Django throws it away. The
same becomes of the coroutine of an `async def` before Django 5.0, which first awaits receivers.
Nothing raises: the body never runs.

Example
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @receiver(post_save)
    def index_order(sender, instance, **kwargs):
        print(instance)
        yield instance

Use instead
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @receiver(post_save)
    def index_order(sender, instance, **kwargs):
        print(instance)

Known limits
Silent for signals of the project and of packages, whose senders may use what receivers return; under
a decorator that is not known, which may run the body; for `async def` where nothing says which Django
is supported, and under a condition, which may ask for the version.

References
https://docs.djangoproject.com/en/stable/topics/signals/#asynchronous-receivers
https://docs.djangoproject.com/en/stable/releases/5.0/#signals
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection, Function
from signal_lint.findings import Finding, Related, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.rules.passing import passes_on
from signal_lint.settings import Settings
from signal_lint.source import Location
from signal_lint.supported import told
from signal_lint.syntax import FunctionDef

AWAITS_RECEIVERS = (5, 0)


@rule("SGL107", severity=Severity.ERROR)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each such function once, at its first connection."""
    seen: set[Location] = set()
    for connection in project.connections:
        function = connection.receiver.function
        if function is None or function.location in seen or not _is_called_by_django(connection, function):
            continue
        what = _what_becomes_of(project, function)
        if what:
            seen.add(function.location)
            yield Finding(
                location=function.location,
                message=f"The body of `{function.qualname}` never runs: {what}",
                related=(Related(connection.location, f"Connected to `{connection.signal_name}` here"),),
                lines=(*function.decorator_lines, function.location.span.line),
            )


def _is_called_by_django(connection: Connection, function: Function) -> bool:
    """Tell whether Django calls the function as it is written, and drops what it returns."""
    of_django = connection.signal is not None and connection.signal.name.startswith("django.")
    return of_django and passes_on(function) and function.qualname.rpartition(".")[2] != "__init__"


def _what_becomes_of(project: Project, function: Function) -> str:
    """Say why the body does not run, "" where it does."""
    definition, django = function.definition, project.django
    if project.lookup.yields(function):
        return "it is a generator because of its `yield`, and Django does not iterate over it"
    if not isinstance(definition, FunctionDef) or not definition.is_async or django.lowest is None:
        return ""
    if django.lowest >= AWAITS_RECEIVERS or _is_conditional(function):
        return ""
    return f"it is `async`, and Django before 5.0 calls it without `await` ({told(django)})"


def _is_conditional(function: Function) -> bool:
    """Tell whether a function of a module is indented, below a test or an attempt."""
    return "." not in function.qualname and function.location.span.column > 0
