"""Calls of Django's functions, classes and methods, wherever in a project they stand."""

from __future__ import annotations

from signal_lint.record import record
from signal_lint.source import Location
from signal_lint.syntax import Call


@record
class CallSite:
    """A call of something of Django, wherever in the project it stands.

    `defined` is where the project defines what is called, or what it is a method of. `alone` tells
    whether the call is a whole statement, so that nothing takes what it gives, `in_async` whether the
    innermost function around it is an `async def`, `conditional` whether a test, a loop or an earlier
    way out decides if it runs. `expected` are the dotted names of the errors and warnings that a `try`
    or `with` around it takes, None for one that is not known.
    """

    location: Location
    call: Call
    defined: Location | None
    alone: bool
    in_async: bool
    conditional: bool
    expected: tuple[str | None, ...]


@record
class Result:
    """What a call gives, in words (`None`, `a list`). `function` is where the project defines what runs."""

    gives: str
    function: Location | None
