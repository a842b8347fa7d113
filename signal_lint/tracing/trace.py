"""One operation on a model, followed: what Django sends, who runs, what these write, and so on inside.

Invariant: a step is certain only if everything that leads to it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from signal_lint.connections import Connection
from signal_lint.models import Model, Operation
from signal_lint.project import Project
from signal_lint.record import record
from signal_lint.startup import App
from signal_lint.tracing.conditions import Known
from signal_lint.tracing.operations import Emission, Sending, performed, relating, sending
from signal_lint.tracing.reception import Outcome, Reception, Receptions
from signal_lint.tracing.writes import Effect, Unread, effects

#: How deep receivers are followed that run inside others.
DEEPEST = 8
#: How many receivers one trace may show.
MOST = 1_000
TOO_DEEP = "deeper than is followed"
TOO_MANY = "more than is followed"


@record
class Follow:
    """A write of a receiver, and what Django sends for it."""

    effect: Effect
    sent: tuple[Sent, ...] = ()
    remarks: tuple[str, ...] = ()


@record
class Run:
    """A receiver that a signal reaches: `number` counts the calls, inside others behind a dot.

    `certain` is false where it, or anything that leads to it, is not. `back_to` is the number of the same
    call further out that this one would repeat, `cut` why it was not followed; "" for neither.
    """

    number: str
    connection: Connection
    outcome: Outcome
    reason: str
    certain: bool
    follows: tuple[Follow, ...] = ()
    unread: tuple[Unread, ...] = ()
    back_to: str = ""
    cut: str = ""


@record
class Sent:
    """A signal that Django sends, or skips, and the receivers that it reaches, in order."""

    emission: Emission
    runs: tuple[Run, ...]


@record
class Trace:
    """What one operation on a model comes to; `remarks` say what is not known of it."""

    model: Model
    operation: Operation
    sent: tuple[Sent, ...]
    remarks: tuple[str, ...]


def trace(project: Project, model: Model, operation: Operation) -> Trace:
    """Follow an operation on a model through the receivers of a project."""
    tracer = _Tracer(project)
    begun = performed(operation, model, project.lookup)
    sent = tracer.sent(begun, _Way((), certain=begun.surely, prefix=""), count(1))
    return Trace(model, operation, sent, (*begun.remarks, *_unknown(project, model, operation, tracer)))


@record
class _Way:
    """The calls around a point, outermost first: what was called with what, under which number."""

    calls: tuple[tuple[Connection, Known, str], ...]
    certain: bool
    prefix: str


class _Tracer:
    def __init__(self, project: Project) -> None:
        self._project = project
        self.receptions = Receptions(project)
        self._left = MOST

    def sent(self, begun: Sending, way: _Way, numbers: Iterator[int]) -> tuple[Sent, ...]:
        """Follow the signals of one operation; each call takes the next number."""
        return tuple(Sent(each, tuple(self._runs(each, way, numbers))) for each in begun.emissions)

    def _runs(self, emission: Emission, way: _Way, numbers: Iterator[int]) -> Iterator[Run]:
        certain = way.certain and not emission.when
        for reception in self.receptions.of(emission.signal, emission.known.model):
            connection = reception.connection
            if reception.outcome == "does not run":
                yield Run("", connection, reception.outcome, reception.reason, certain=False)
            elif emission.skipped:
                yield Run("", connection, "does not run", emission.skipped, certain=False)
            else:
                here = replace(way, certain=certain, prefix=f"{way.prefix}{next(numbers)}")
                yield self._run(reception, emission.known, here)

    def _run(self, reception: Reception, known: Known, way: _Way) -> Run:
        connection, outcome = reception.connection, reception.outcome
        certain = way.certain and outcome == "runs"
        run = Run(way.prefix, connection, outcome, reception.reason, certain)
        for other, carried, number in way.calls:
            if (other, carried) == (connection, known):
                return replace(run, back_to=number)
        self._left -= 1
        if len(way.calls) >= DEEPEST or self._left < 0:
            return replace(run, cut=TOO_DEEP if self._left >= 0 else TOO_MANY)
        calls = (*way.calls, (connection, known, way.prefix))
        found = effects(connection, known, self._project.lookup)
        inside = replace(way, calls=calls, certain=certain)
        return replace(run, follows=tuple(self._followed(found.effects, inside)), unread=found.unread)

    def _followed(self, found: tuple[Effect, ...], way: _Way) -> Iterator[Follow]:
        """Follow what a receiver writes, one after the other."""
        numbers = count(1)
        for effect in found:
            write = effect.write
            if effect.holder is not None:
                begun = relating(write.verb, write.model, effect.holder)
            else:
                begun = sending(write.verb, write.model, effect.carried, self._project.lookup)
            certain = way.certain and write.certain and not write.when and begun.surely
            sent = self.sent(begun, replace(way, certain=certain, prefix=f"{way.prefix}."), numbers)
            yield Follow(effect, sent, begun.remarks)


def _unknown(project: Project, model: Model, operation: Operation, tracer: _Tracer) -> Iterator[str]:
    """Say what a trace can't know, because it lies outside the project or was not resolved."""
    for connection in tracer.receptions.unresolved():
        place = f"{connection.location.path}:{connection.location.span.line}"
        yield f"the signal `{connection.signal_text}` is not resolved ({place}), and may be any"
    outside = [app.name for app in project.apps if _may_bear_on(app, model, operation, project)]
    if outside:
        yield f"receivers and keys of packages outside the project are not known: {', '.join(outside)}"


def _may_bear_on(app: App, model: Model, operation: Operation, project: Project) -> bool:
    if app.path is not None:
        return False
    user = project.lookup.user_model()
    of_django = model.location is None or (user is not None and user.label == model.label)
    return not app.name.startswith("django.") or (of_django and operation == "delete")
