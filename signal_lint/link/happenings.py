"""What happens to signals, and what runs it."""

from __future__ import annotations

from signal_lint.django.signals import is_lookalike
from signal_lint.link.class_making import classes_made_by
from signal_lint.link.connecting import is_signal
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Connecting, Disconnecting
from signal_lint.link.startup import Ready
from signal_lint.link.values import External, Function, Given, Instance, Returned, Unknown, Value
from signal_lint.record import record
from signal_lint.source import Location


@record
class Happening:
    """A connection or disconnection, and what runs it.

    `by` is the path of the module that runs it when it is imported, the `Ready` that does, or the function
    that would have to be called. `statement` is the place of the statement of the module that leads there;
    `of_class` says that it is a class statement, and what it runs a hook that stands elsewhere.
    """

    event: Connecting | Disconnecting
    by: str | Ready | Function
    statement: Location | None = None
    of_class: bool = False


def settled(ev: Evaluator, happenings: list[Happening]) -> tuple[Happening, ...]:
    """Leave out what a function does by itself where a real call is known, and what is no signal."""
    sure = [h for h in happenings if is_django(ev, h.event)]
    real = {h.event.location for h in sure if not isinstance(h.by, Function)}
    called = {h.event.location for h in sure if isinstance(h.by, Function) and not _depends_on_caller(h)}
    return tuple(
        h
        for h in sure
        if not isinstance(h.by, Function)
        or not (h.event.location in real or (_depends_on_caller(h) and h.event.location in called))
    )


def by_class_statements(ev: Evaluator, happenings: tuple[Happening, ...]) -> tuple[Happening, ...]:
    """Say of what a hook does that the modules do it whose class statements run it, where there are any."""
    made: dict[Function, dict[str, Location]] = {}
    found: list[Happening] = []
    for each in happenings:
        places: dict[str, Location] = {}
        if isinstance(each.by, Function):
            if each.by not in made:
                made[each.by] = {of.path: Location(of.path, of.span) for of in classes_made_by(ev, each.by)}
            places = made[each.by]
        more = [Happening(each.event, path, place, of_class=True) for path, place in places.items()]
        found += more or [each]
    return tuple(found)


def is_django(ev: Evaluator, event: Connecting | Disconnecting) -> bool:
    """Tell whether an event is of a Django signal; `receiver` takes those of other libraries too."""
    if event.form == "connect":
        # What is connected to something that is not known was judged by how that is written.
        is_likely = isinstance(event, Connecting) and isinstance(event.signal, External | Returned)
        return is_likely or is_signal(ev, event.signal)
    match event.signal:
        case External(name=name):
            return not is_lookalike(name)
        case Instance(of=of):
            order = ev.class_order(of)
            return is_signal(ev, event.signal) or any(isinstance(base, Unknown) for base in order)
        case _:
            return True


def _depends_on_caller(happening: Happening) -> bool:
    """Tell whether a connection depends on what a caller passes."""
    event = happening.event
    values: tuple[Value | None, ...] = (event.signal, event.sender, event.receiver)
    return any(isinstance(value, Given | Unknown) for value in values)
