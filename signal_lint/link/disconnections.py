"""What the project disconnects, and whether anything else may connect what it names.

This reads files that nothing else does, those that disconnect without connecting: hence only when asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from signal_lint.connections import Disconnection
from signal_lint.link.connections import is_uid_known, receiver_of, sender_of, signal_of, uid_of
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Disconnecting
from signal_lint.link.happenings import Happening
from signal_lint.link.imports import Imports
from signal_lint.link.keeping import is_decorated
from signal_lint.link.searching import everything
from signal_lint.link.sites import Sites
from signal_lint.link.temporaries import is_made
from signal_lint.link.values import Function, Instance, Method, Partial
from signal_lint.source import Location
from signal_lint.syntax import Attribute, Call, Constant, Expression, ImportFrom, Lambda, Name, Statement

CONNECTS = frozenset({"connect", "receiver"})
DISCONNECTS = frozenset({"disconnect"})


class Disconnections:
    """The disconnections of a project. `happenings` are those of the files that connect."""

    def __init__(self, ev: Evaluator, imports: Imports, happenings: tuple[Happening, ...]) -> None:
        self._ev = ev
        self._imports = imports
        self._happenings = happenings
        self._is_complete = False
        self._rows: tuple[Disconnection, ...] | None = None

    def rows(self) -> tuple[Disconnection, ...]:
        """Return every disconnection, sorted by place."""
        if self._rows is None:
            events = [h.event for h in self._all() if isinstance(h.event, Disconnecting)]
            rows = dict.fromkeys(_row(self._ev, event) for event in events)
            self._rows = tuple(sorted(rows, key=lambda row: (row.location, row.signal_text)))
        return self._rows

    def passed_on(self, names: frozenset[str]) -> frozenset[str]:
        """Return which names of functions some code may hand to what is no connection that is known.

        Whatever has the name counts, and a string that ends with it: that may be how the function is found.
        """
        found: set[str] = set()
        known = frozenset(each.event.location for each in self._all()) if names else frozenset()
        for path in self._ev.sources.containing(names):
            uses: Counter[str] = Counter()
            for node in everything(self._ev.sources, path, names):
                for name, count in _uses(node, path, known):
                    uses[name] += count
            found |= {name for name in names if uses[name]}
        return frozenset(found)

    def _all(self) -> tuple[Happening, ...]:
        if not self._is_complete:
            self._is_complete = True
            holders = self._ev.sources.containing(DISCONNECTS).keys()
            more = Sites(self._ev, self._imports, ()).find_in(
                holders - self._ev.sources.containing(CONNECTS).keys()
            )
            met = {happening.event.location for happening in self._happenings}
            self._happenings += tuple(each for each in more if each.event.location not in met)
        return self._happenings


def _row(ev: Evaluator, event: Disconnecting) -> Disconnection:
    signal = signal_of(event.signal)
    receiver = None if event.receiver is None else receiver_of(ev, event.receiver, event.receiver_text)
    return Disconnection(
        location=event.location,
        signal=signal,
        signal_text=event.signal_text,
        sender=sender_of(ev, event, signal),
        receiver=receiver,
        temporary=_is_temporary(ev, event),
        dispatch_uid=uid_of(event),
        known_uid=is_uid_known(event),
    )


def _is_temporary(ev: Evaluator, event: Disconnecting) -> bool:
    """Tell whether the call itself makes what it disconnects, so that it is equal to nothing connected."""
    match event.receiver:
        case Function():
            return isinstance(event.receiver_node, Lambda)
        case Method(bound_to=Instance(args=tuple()), function=function) if is_decorated(ev, function):
            return False
        case Method(bound_to=Instance(args=tuple())) | Partial() | Instance(args=tuple()):
            return is_made(ev, event.receiver_node, event.scope)
        case _:
            return False


def _uses(node: Statement | Expression, path: str, known: frozenset[Location]) -> Iterator[tuple[str, int]]:
    """Yield by how much a node adds to the uses of a name: calls and known connections take theirs off.

    Under another name, nobody looks for it.
    """
    match node:
        case ImportFrom(names=aliases):
            yield from ((each.name, 1) for each in aliases if each.asname not in (None, each.name))
        case Call(func=func, args=args, span=span):
            is_known = Location(path, span) in known
            given = [each.value for each in args if is_known or each.keyword == "dispatch_uid"]
            yield from ((_name(part), -1) for part in (func, *given))
        case _:
            yield _name(node), 1


def _name(node: Statement | Expression) -> str:
    """Return the name that an expression is, or ends with, "" for all else."""
    match node:
        case Name(id=found) | Attribute(attr=found):
            return found
        case Constant(value=str(text)):
            return text.replace(":", ".").rpartition(".")[2]
        case _:
            return ""
