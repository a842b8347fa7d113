"""Which receivers a signal of a model reaches, and in which order Django calls them.

Django compares a sender by identity: neither heirs nor the model behind a proxy are the same. It calls
receivers in the order in which they were connected, since 5.0 those that are coroutines last.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from signal_lint.connections import Connection, Sender
from signal_lint.models import Model
from signal_lint.project import Project
from signal_lint.record import record
from signal_lint.syntax import FunctionDef

SIGNALS = "django.db.models.signals."
#: What certainly is no model class.
NO_CLASS = frozenset(
    {"list", "tuple", "set", "dict", "number", "function", "manager", "field", "many-to-many field"}
    | {"instance", "module"}
)
UNORDERED = "it is not seen when start-up connects it, or whether"
LATE = "only once its module is loaded, after start-up"
WITHOUT_KWARGS = "it takes no `**kwargs`, so that Django cannot call it, and raises"
COROUTINE = "it is a coroutine, which Django awaits since 5.0"

Outcome = Literal["runs", "may run", "does not run"]


@record
class Reception:
    """A connection to a signal of a model, and whether its receiver runs; `reason` is why not, or perhaps."""

    connection: Connection
    outcome: Outcome
    reason: str


class Receptions:
    """The connections of a project, by signal and in order."""

    def __init__(self, project: Project) -> None:
        self._project = project
        places = project.startup.connecting()
        self._numbers = {place: number for number, place in enumerate(places)}
        self._last = len(places)

    def of(self, signal: str, model: Model) -> tuple[Reception, ...]:
        """Return who gets a signal of a model, by the signal's last name, in the order of the calls."""
        found = sorted(
            (
                self._reception(connection, model)
                for connection in self._project.connections
                if connection.signal is not None
                and connection.signal.name == f"{SIGNALS}{signal}"
                and reaches(connection.sender, model) is not False
            ),
            key=self._order,
        )
        return tuple(_without_repetitions(found))

    def unresolved(self) -> Iterator[Connection]:
        """Yield what is connected to a signal that is not known, which may be any."""
        for connection in self._project.connections:
            if connection.signal is None and connection.loaded != "never" and not connection.test:
                yield connection

    def _order(self, reception: Reception) -> tuple[bool, bool, int]:
        place = reception.connection.location
        never = reception.outcome == "does not run"
        return never, _is_coroutine(reception.connection), self._numbers.get(place, self._last)

    def _reception(self, connection: Connection, model: Model) -> Reception:
        if connection.test:
            return Reception(connection, "does not run", "only tests load it")
        if connection.loaded == "never":
            return Reception(connection, "does not run", connection.reason)
        if connection.lost is not None:
            lost = connection.lost
            return Reception(connection, "does not run", f"{lost.kind}: {lost.reason}")
        doubts = tuple(self._doubts(connection, model))
        return Reception(connection, "may run" if doubts else "runs", "; ".join(doubts))

    def _doubts(self, connection: Connection, model: Model) -> Iterator[str]:
        if connection.loaded == "late":
            yield f"{LATE} ({connection.reason})"
        elif connection.loaded == "unknown":
            yield connection.reason
        elif connection.location not in self._numbers:
            yield UNORDERED
        if reaches(connection.sender, model) is None:
            yield f"its sender `{connection.sender.text}` is not resolved"
        if not connection.certain:
            yield f"it is connected only if {connection.condition}"
        if connection.receiver.accepts_kwargs is False:
            yield WITHOUT_KWARGS
        if _is_coroutine(connection):
            yield COROUTINE


def reaches(sender: Sender, model: Model) -> bool | None:
    """Tell whether what a receiver is connected to is a model, None where that is not known."""
    if sender.kind == "any":
        return True
    if sender.model is not None:
        return sender.model.name == model.name and not sender.model.abstract
    if sender.is_a in NO_CLASS:
        return False
    if sender.kind == "class" and sender.name is not None:
        # A package may offer a model under the name of another module than the one that defines it.
        is_alike = sender.name.rpartition(".")[2] == model.name.rpartition(".")[2]
        return None if is_alike else False
    if sender.label is not None and "." in sender.label and model.label is not None:
        return sender.label.lower() == model.label.lower()
    return None


def _is_coroutine(connection: Connection) -> bool:
    function = connection.receiver.function
    definition = None if function is None else function.definition
    return isinstance(definition, FunctionDef) and definition.is_async


def _without_repetitions(found: list[Reception]) -> Iterator[Reception]:
    """Leave out the second of two connections that Django takes for one."""
    seen: set[tuple[object, ...]] = set()
    for reception in found:
        connection = reception.connection
        receiver, sender = connection.receiver, connection.sender
        key = (
            connection.dispatch_uid or receiver.name,
            sender.kind == "any",
            sender.model.name if sender.model else sender.text,
        )
        is_one = connection.known_uid and (connection.dispatch_uid is not None or receiver.kind == "function")
        if not is_one or receiver.name is None:
            yield reception
        elif key not in seen or reception.outcome == "does not run":
            seen |= {key} if reception.outcome == "runs" else set()
            yield reception
