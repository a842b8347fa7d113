"""The map and a recording, compared both ways.

Invariant: a pure function. What the map leaves open (a computed sender, a receiver that is not known) fits
whatever Django has there; it is counted, and never held against either side.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from signal_lint.connections import Connection
from signal_lint.record import record
from signal_lint.verify.matching import Matching, is_computed
from signal_lint.verify.recording import Call, State

_Key = tuple[tuple[str, ...], tuple[str, ...], str, tuple[str, int] | None]

_UNREMARKABLE = "it is weakly referenced, and nothing else holds it; the map did not say so"
_FATES: dict[State, str] = {
    "live": "it connects only when the URLconf is imported",
    "duplicate": "Django took it for a connection that it had already",
    "disconnected": "something disconnects it again",
    "refused": "connecting raised an error",
}


@record
class Entry:
    """One connection that is worth telling: where it is made, of what, and why it is told."""

    path: str
    line: int
    signal: str
    sender: str | None
    receiver: str
    reason: str


@record
class Verdict:
    """What the map and Django say of each other.

    `agreed` connections are in both, `computed` of them with a signal, sender or receiver that the map could
    not name; `undecided` ones are in Django, and the map left open whether they are. `outside` are made by
    files that are not analysed. `missing_in_django` and `missing_on_map` are disagreements; `lost` receivers
    are gone from Django, whatever the map says; `not_connected` are so on both sides.
    """

    agreed: int
    computed: int
    undecided: int
    outside: int
    missing_in_django: tuple[Entry, ...]
    missing_on_map: tuple[Entry, ...]
    lost: tuple[Entry, ...]
    not_connected: tuple[Entry, ...]

    @property
    def is_clean(self) -> bool:
        """Whether there is no disagreement, and no receiver was lost."""
        return not (self.missing_in_django or self.missing_on_map or self.lost)


def compare(
    rows: Sequence[Connection], calls: Sequence[Call], files: Collection[str], asked: Callable[[str], bool]
) -> Verdict:
    """Compare the rows of the map with the calls of a recording, and tell of the paths that are asked for.

    `files` are the analysed ones. All rows and calls take part in the comparison: what one file connects may
    be a row of another.
    """
    ours = [call for call in calls if call.stack and call.stack[0][0] in files]
    matching = Matching(rows, ours)
    held = {_key(call) for call in ours if call.state == "live" and call.phase == "setup"}
    live: list[Connection] = []
    absent: list[Connection] = []
    for row in (row for row in rows if asked(row.location.path)):
        (live if any(_is_held(call, held) for call in matching.calls(row)) else absent).append(row)
    agreed = [row for row in live if _is_said_to_live(row)]
    wanted = [call for call in ours if asked(call.stack[0][0])]
    return Verdict(
        agreed=len(agreed),
        computed=sum(map(is_computed, agreed)),
        undecided=sum(row.loaded == "unknown" for row in live),
        outside=len(calls) - len(ours),
        missing_in_django=_told(_missing_in_django(absent, matching)),
        missing_on_map=_told(_missing_on_map(wanted, matching)),
        lost=_told(_lost(wanted, matching)),
        not_connected=_told(_not_connected(absent, matching)),
    )


def _told(entries: Iterator[Entry]) -> tuple[Entry, ...]:
    """Return the entries by place, each once: a loop makes the same connection many times."""
    return tuple(
        sorted(set(entries), key=lambda e: (e.path, e.line, e.signal, e.sender or "", e.receiver, e.reason))
    )


def _is_held(call: Call, held: Collection[_Key]) -> bool:
    """Tell whether Django has the connection after set-up; to connect a receiver again changes nothing."""
    return call.phase == "setup" and call.state in ("live", "duplicate") and _key(call) in held


def _key(call: Call) -> _Key:
    return call.signals, call.sender_names, call.receiver, call.defined


def _is_said_to_live(row: Connection) -> bool:
    # What the map calls refused is refused under DEBUG alone.
    return row.loaded == "startup" and (row.lost is None or row.lost.kind == "refused")


def _missing_in_django(absent: Sequence[Connection], matching: Matching) -> Iterator[Entry]:
    for row in absent:
        if row.loaded != "startup" or row.lost is not None or row.condition is not None:
            continue
        states = {call.state for call in matching.calls(row)}
        if "collected" in states:
            continue  # it is told as lost
        told = next(
            (reason for state, reason in _FATES.items() if state in states), "Django is never told to"
        )
        yield _row_entry(row, f"{told}, but the map says {row.reason}")


def _missing_on_map(calls: Sequence[Call], matching: Matching) -> Iterator[Entry]:
    for call in calls:
        if call.state != "live":
            continue
        rows = matching.rows(call)
        if not rows:
            yield _call_entry(call, _nearest(matching.rows_there(call)))
        elif not any(_allows(row, call) for row in rows):
            yield _call_entry(call, _denial(rows[0]))


def _allows(row: Connection, call: Call) -> bool:
    """Tell whether a row of the map is in keeping with a live connection."""
    match row.loaded:
        case "startup":
            return _is_said_to_live(row)
        case "late":
            return call.phase == "urlconf"
        case "never":
            return False
        case _:
            return True


def _nearest(there: Sequence[Connection]) -> str:
    if not there:
        return "the map knows of no connection here"
    row = there[0]
    sender = _sender(row)
    of = f"`{sender}`" if sender else "any sender"
    return f"the map has `{_receiver(row)}` for `{_signal(row)}` of {of} here"


def _denial(row: Connection) -> str:
    if row.loaded == "startup" and row.lost is not None:
        return f"the map says that it is {row.lost.kind}: {row.lost.reason}"
    return (
        f"the map says that it is {'loaded late' if row.loaded == 'late' else 'never loaded'}: {row.reason}"
    )


def _lost(calls: Sequence[Call], matching: Matching) -> Iterator[Entry]:
    for call in calls:
        if call.state == "collected":
            fates = [row.lost.reason for row in matching.rows(call) if row.lost is not None]
            yield _call_entry(call, f"as the map says, {fates[0]}" if fates else _UNREMARKABLE)


def _not_connected(absent: Sequence[Connection], matching: Matching) -> Iterator[Entry]:
    for row in absent:
        if any(call.state == "collected" for call in matching.calls(row)):
            continue  # it is told as lost
        if row.loaded != "startup":
            yield _row_entry(row, row.reason)
        elif row.lost is not None:
            yield _row_entry(row, f"{row.lost.kind}: {row.lost.reason}")
        elif row.condition is not None:
            yield _row_entry(row, f"it is connected only if {row.condition}")


def _row_entry(row: Connection, reason: str) -> Entry:
    place = row.location
    return Entry(place.path, place.span.line, _signal(row), _sender(row), _receiver(row), reason)


def _call_entry(call: Call, reason: str) -> Entry:
    path, line = call.stack[0]
    signal = next(iter(call.signals), "a signal that no module holds")
    return Entry(path, line, signal, next(iter(call.sender_names), None), call.receiver, reason)


def _signal(row: Connection) -> str:
    return row.signal.name if row.signal else row.signal_text


def _sender(row: Connection) -> str | None:
    sender = row.sender
    return None if sender.kind == "any" else sender.label or sender.name or sender.text


def _receiver(row: Connection) -> str:
    return row.receiver.name or row.receiver.text
