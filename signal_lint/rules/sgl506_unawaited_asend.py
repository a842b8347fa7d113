"""An `asend()` that nobody awaits: no receiver runs.

What it does
Looks for `signal.asend(…)` and `signal.asend_robust(…)` as statements of their own.

Why is this bad?
Calling `asend()` only makes a coroutine. Without `await`, it is thrown away before it has begun: no
receiver runs, synchronous or not, and all that is left is a `RuntimeWarning` that the coroutine
was never awaited.

Example
    # shop/orders.py
    from django.dispatch import Signal

    order_paid = Signal()

    async def pay(order):
        order_paid.asend(sender=None, order=order)

Use instead
    # shop/orders.py
    from django.dispatch import Signal

    order_paid = Signal()

    async def pay(order):
        await order_paid.asend(sender=None, order=order)

Fix safety
Unsafe: with `await`, the receivers run, which they did not before, and what they raise is raised here.
There is a fix only inside `async def`: elsewhere, `send()` is what is meant.

Known limits
Looks at signals that are known to be Django's or made by one of its classes, without an `asend` of
their own. A coroutine that is assigned, returned or passed on may be awaited later.

References
https://docs.djangoproject.com/en/stable/topics/signals/#sending-signals-asynchronously
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.calling import CallSite
from signal_lint.edits import AwaitCall
from signal_lint.findings import Finding, Fix, Related, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.settings import Settings
from signal_lint.syntax import Attribute
from signal_lint.unparse import unparse

ASEND = ("django.dispatch.Signal.asend", "django.dispatch.Signal.asend_robust")
WARNED = frozenset({"builtins.RuntimeWarning", "builtins.Warning", None})


@rule("SGL506", severity=Severity.ERROR, fix="unsafe", words=frozenset({"asend", "asend_robust"}))
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find the calls that are whole statements."""
    for site in project.lookup.calls_of(*ASEND):
        if site.alone and isinstance(site.call.func, Attribute) and WARNED.isdisjoint(site.expected):
            yield _finding(site, site.call.func)


def _finding(site: CallSite, func: Attribute) -> Finding:
    signal = unparse(func.value)
    instead = "" if site.in_async else f"; outside `async def`, it takes `{func.attr[1:]}`"
    return Finding(
        location=site.location,
        message=f"`{unparse(func)}(…)` is never awaited: no receiver of `{signal}` runs{instead}",
        related=(Related(site.defined, f"`{signal}` is defined here"),) if site.defined else (),
        fix=Fix("Await it", "unsafe", (AwaitCall(site.location),)) if site.in_async else None,
    )
