"""Which calls of `connect` are which rows of the map: by place, signal, sender and receiver."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from signal_lint.connections import Connection, Sender
from signal_lint.django.names import canonical
from signal_lint.verify.recording import Call


class Matching:
    """The rows of each call, and the calls of each row."""

    def __init__(self, rows: Sequence[Connection], calls: Sequence[Call]) -> None:
        self._by_path: dict[str, list[Connection]] = defaultdict(list)
        for row in rows:
            self._by_path[row.location.path].append(row)
        # By identity: a row holds the whole definition of its receiver, which takes long to hash.
        self._calls: dict[int, list[Call]] = defaultdict(list)
        for call in calls:
            for row in self.rows(call):
                self._calls[id(row)].append(call)

    def rows(self, call: Call) -> tuple[Connection, ...]:
        """Return the rows that a call is, by its exact line if there are any.

        Else any line of the statement will do: Python's versions differ in what they take for the line of a
        call that has several.
        """
        fitting = tuple(row for row in self.rows_there(call) if _fits(row, call))
        exact = tuple(row for row in fitting if (row.location.path, row.location.span.line) in call.stack)
        return exact or fitting

    def rows_there(self, call: Call) -> tuple[Connection, ...]:
        """Return the rows at the places that lead to a call: a wrapper's row is where the wrapper is used."""
        return tuple(
            row
            for path, line in call.stack
            for row in self._by_path[path]
            if _first(row) <= line <= _last(row)
        )

    def calls(self, row: Connection) -> Sequence[Call]:
        """Return the calls that a row stands for."""
        return self._calls[id(row)]


def is_computed(row: Connection) -> bool:
    """Tell whether a row leaves open which signal, sender or receiver it is about."""
    return row.signal is None or _is_any_of(row.sender) or _is_open(row)


def _first(row: Connection) -> int:
    return row.location.span.line


def _last(row: Connection) -> int:
    defined = row.receiver.location
    if row.form == "decorator" and defined is not None and defined.path == row.location.path:
        return max(row.location.span.end_line, defined.span.line)
    return row.location.span.end_line


def _fits(row: Connection, call: Call) -> bool:
    return _fits_signal(row, call) and _fits_sender(row.sender, call) and _fits_receiver(row, call)


def _fits_signal(row: Connection, call: Call) -> bool:
    if row.signal is None or not call.signals:
        return True
    return canonical(row.signal.name) in {canonical(name) for name in call.signals}


def _fits_sender(sender: Sender, call: Call) -> bool:
    if sender.kind == "any":
        return not call.sender_names
    return _is_any_of(sender) or sender.label in call.sender_names or sender.name in call.sender_names


def _is_any_of(sender: Sender) -> bool:
    return sender.kind != "any" and sender.name is None and sender.label is None


def _fits_receiver(row: Connection, call: Call) -> bool:
    wrapper = row.receiver.wrapper
    names = {row.receiver.name, *(() if wrapper is None else (wrapper.name,))}
    if _is_open(row) or not names.isdisjoint((call.receiver, *call.also)):
        return True
    location = row.receiver.location if wrapper is None else wrapper.location
    return location is not None and (location.path, location.span.line) == call.defined


def _is_open(row: Connection) -> bool:
    """Tell whether it is open what runs: not named, or a decorator that is not known may have replaced it."""
    function = row.receiver.function
    return row.receiver.name is None or (function is not None and not function.known_signature)
