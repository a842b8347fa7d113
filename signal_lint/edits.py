"""Edits as data: what a fix changes in the code of a project.

Each edit names its place by the location of a node as it was read; the class says what happens there.
Nothing here touches text: `fixing` turns edits into a new text of their files.
"""

from __future__ import annotations

from signal_lint.record import record
from signal_lint.source import Location, at_line


@record
class AppendKwargs:
    """Add `**name` behind the last parameter of the function or lambda at `function`."""

    function: Location
    name: str


@record
class AddArgument:
    """Add `keyword=value` behind the last argument of the call at `call`."""

    call: Location
    keyword: str
    value: str


@record
class RemoveArgument:
    """Take the argument whose value is at `value` out of the call at `call`."""

    call: Location
    value: Location


@record
class ReplaceExpression:
    """Write `code` in place of the expression at `expression`."""

    expression: Location
    code: str


@record
class AwaitCall:
    """Write `await` in front of the call at `call`."""

    call: Location


@record
class RemoveStatement:
    """Delete the statement at `statement`."""

    statement: Location


@record
class RaiseDecorator:
    """Move the decorator at `decorator` to the top of the decorators of its function."""

    decorator: Location


@record
class AddImport:
    """Import `name` from `module` at the top of the file `path`, unless the file already does."""

    path: str
    module: str
    name: str


@record
class ImportInReady:
    """Import the module `module` in the `ready` function at `place`; in a class there, add a `ready()`."""

    place: Location
    module: str


Edit = (
    AppendKwargs
    | AddArgument
    | RemoveArgument
    | ReplaceExpression
    | AwaitCall
    | RemoveStatement
    | RaiseDecorator
    | AddImport
    | ImportInReady
)


def place_of(edit: Edit) -> Location:
    """Return where the code is that an edit is about; for a whole file, its start."""
    match edit:
        case AppendKwargs(function=place) | AddArgument(call=place) | RemoveArgument(call=place):
            return place
        case ReplaceExpression(expression=place) | AwaitCall(call=place) | RemoveStatement(statement=place):
            return place
        case RaiseDecorator(decorator=place) | ImportInReady(place=place):
            return place
        case _:
            return at_line(edit.path, 1)
