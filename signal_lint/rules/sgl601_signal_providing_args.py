"""A signal that is made with `providing_args`, which Django 4.0 removed.

What it does
Looks for `Signal(providing_args=[…])` and for a list or tuple as the first argument of `Signal`,
which is where `providing_args` stood.

Why is this bad?
The argument never did anything but document. From Django 4.0 on, the keyword raises a `TypeError`
when the module is imported. A list in its place says nothing, but is taken for `use_caching`: it
turns on a cache of senders, in which `None` or a text is no sender, so that sending from one of
these raises a `TypeError` too.

Example
    # shop/signals.py
    from django.dispatch import Signal

    order_paid = Signal(providing_args=["order", "amount"])

Use instead
    # shop/signals.py
    from django.dispatch import Signal

    # Sent with `order` and `amount`.
    order_paid = Signal()

Fix safety
Safe: without the argument, the signal sends what it sent. Comments inside the list are lost.

Known limits
An error where all Djangos that the project runs on raise it, which are those from 4.0 on; a warning where
only some do, as with `Django>=1.4`, and where the newest only deprecates the argument, which 3.1 and 3.2 do.
Silent where the project runs on nothing from 4.0 on, but on a Django before 3.1. The message says which
Django was assumed, and from what. Silent for an empty list, which turns on nothing, within `if` and `try`,
which may ask for the version, and for subclasses of `Signal` with an `__init__` of their own. Of
subclasses, the positional form is seen only in modules that name `Signal` itself.

References
https://docs.djangoproject.com/en/stable/releases/4.0/#features-removed-in-4-0
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.calling import CallSite
from signal_lint.edits import RemoveArgument
from signal_lint.findings import Finding, Fix, Related, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.settings import Settings
from signal_lint.source import Location
from signal_lint.supported import DjangoRange, Version, is_from, told
from signal_lint.syntax import Argument, Call, Sequence
from signal_lint.unparse import unparse

DEPRECATED: Version = (3, 1)
REMOVED: Version = (4, 0)
ERROR = "which raises a TypeError from Django 4.0 on"


@rule(
    "SGL601",
    severity=Severity.ERROR,
    fix="safe",
    words=frozenset({"Signal", "ModelSignal", "providing_args"}),
)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find the signals that are made with a list of arguments, whatever the version."""
    django = project.django
    if not (is_from(django, DEPRECATED) or _may_be_removed(django)):
        return
    for site in project.lookup.calls_of("django.dispatch.Signal"):
        given = _given(site.call)
        if given and not site.conditional and not site.expected:
            yield _finding(site, given, django)


def _may_be_removed(django: DjangoRange) -> bool:
    """Tell whether something says that the project runs on a Django before 4.0, and on one from it on."""
    return django.highest is None or django.highest >= REMOVED


def _finding(site: CallSite, given: Argument, django: DjangoRange) -> Finding:
    name = unparse(site.call.func)
    edit = RemoveArgument(site.location, Location(site.location.path, given.span))
    return Finding(
        location=site.location,
        message=f"{_message(site.call, name, given)} ({told(django)})",
        related=(Related(site.defined, f"`{name}` is defined here, without `__init__`"),)
        if site.defined
        else (),
        fix=Fix("Remove the argument", "safe", (edit,)) if _is_removable(site.call, given, django) else None,
        severity=None if is_from(django, REMOVED) else Severity.WARNING,
    )


def _given(call: Call) -> Argument | None:
    """Return what is certainly given for `providing_args`, None where nothing is."""
    named = next((argument for argument in call.args if argument.keyword == "providing_args"), None)
    if named or any(argument.star for argument in call.args):
        return named
    positional = [argument for argument in call.args if not argument.keyword]
    is_list = bool(positional) and _is_list(positional[0])
    return positional[0] if len(positional) == 2 or is_list else None


def _is_list(argument: Argument) -> bool:
    return isinstance(argument.value, Sequence) and bool(argument.value.elts)


def _is_removable(call: Call, given: Argument, django: DjangoRange) -> bool:
    """Tell whether taking an argument out leaves everything else as it is: it is a keyword, or a literal.

    Before Django 4.0, what follows by position would take its place.
    """
    if given.keyword is not None:
        return True
    alone = len([argument for argument in call.args if not argument.keyword]) == 1
    return _is_list(given) and (alone or is_from(django, REMOVED))


def _message(call: Call, name: str, given: Argument) -> str:
    if given.keyword:
        return f"`{name}` is given `providing_args`, {ERROR}"
    text = f"`{name}` is given `{unparse(given.value)}` in the place of `providing_args`"
    if len(call.args) > 1:
        return f"{text} and `use_caching` besides, {ERROR}"
    return (
        f"{text}, which Django takes for `use_caching` from 4.0 on: sending from None or a text "
        "raises a TypeError"
    )
