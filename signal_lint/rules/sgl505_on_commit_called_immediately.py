"""A function that is called at once, where it should be called after the commit.

What it does
Looks for `transaction.on_commit(f(x))` where what the call gives certainly cannot be called: the
result of a function that returns nothing, of `delay()` of a Celery task, of `send()` of a signal.

Why is this bad?
Python calls `f` before it calls `on_commit()`: inside the transaction, whether it is committed or
rolled back. A task may be started before the row that it asks for is there. `on_commit()` then gets
a result instead of a function, and raises a `TypeError`.

Example
    # shop/orders.py
    from django.core.mail import send_mail
    from django.db import transaction

    def pay(order):
        order.save()
        transaction.on_commit(send_mail("Paid", order.code, None, ["shop@example.com"]))

Use instead
    # shop/orders.py
    from functools import partial

    from django.core.mail import send_mail
    from django.db import transaction

    def pay(order):
        order.save()
        transaction.on_commit(partial(send_mail, "Paid", order.code, None, ["shop@example.com"]))

Known limits
Silent for whatever may return a function: calls that are not known, methods that are stubs, functions
under a decorator that is not known or with an alternative under a condition. Of tasks, only `delay()`
and `apply_async()` of functions that Celery's own decorators make tasks, without a `base`, and
`enqueue()` of Django's tasks. Silent where a `TypeError` is expected.

References
https://docs.djangoproject.com/en/stable/topics/db/transactions/#performing-actions-after-commit
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.calling import Result
from signal_lint.findings import Finding, Related, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.settings import Settings
from signal_lint.source import Location
from signal_lint.syntax import Call
from signal_lint.unparse import unparse

ON_COMMIT = ("django.db.transaction.on_commit", "django.db.connection.on_commit")
LONGEST = 60


@rule("SGL505", severity=Severity.ERROR, words=frozenset({"on_commit"}))
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find the calls whose result is handed to `on_commit`, at the call that runs too early."""
    for site in project.lookup.calls_of(*ON_COMMIT):
        call = _handed_over(site.call)
        result = project.lookup.not_callable(call, site) if call else None
        if call and result and not {"builtins.TypeError", None} & {*site.expected}:
            yield Finding(
                location=Location(site.location.path, call.span),
                message=_message(call, result),
                related=tuple(_related(call, result)),
                lines=(site.location.span.line,),
            )


def _handed_over(on_commit: Call) -> Call | None:
    """Return the call whose result `on_commit` gets for its function."""
    for argument in on_commit.args[:1]:
        if not (argument.star or argument.keyword):
            return argument.value if isinstance(argument.value, Call) else None
    named = (argument.value for argument in on_commit.args if argument.keyword == "func")
    return next((value for value in named if isinstance(value, Call)), None)


def _message(call: Call, result: Result) -> str:
    text = unparse(call)
    written = text if len(text) <= LONGEST else f"{unparse(call.func)}(…)"
    return (
        f"`{written}` runs at once and not after the commit, and gives {result.gives}, "
        "for which `on_commit` raises a TypeError"
    )


def _related(call: Call, result: Result) -> Iterator[Related]:
    if result.function is not None:
        yield Related(result.function, f"What `{unparse(call.func)}` runs is defined here")
