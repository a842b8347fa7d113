"""What a started project told its signals, as the recorder wrote it."""

from __future__ import annotations

import json
from typing import Literal

from signal_lint.record import record

Phase = Literal["setup", "urlconf"]
State = Literal["live", "collected", "duplicate", "disconnected", "refused"]


@record
class Failure:
    """What a project raised: the last line of the traceback, and all of it."""

    line: str
    traceback: str


@record
class Call:
    """One call of `Signal.connect`.

    `signals` are the dotted names of one signal, none where no module holds it. `sender_names` are those of
    one sender, the label of a model first; none stands for any sender. `receiver` is the dotted name of what
    runs, `also` those that it has in packages that pass it on; `defined` the path and line of its `def` where
    the project holds it. `stack` are the paths and lines of the project that lead to the call, the connecting
    one first; empty where others connect.
    """

    signals: tuple[str, ...]
    sender_names: tuple[str, ...]
    receiver: str
    defined: tuple[str, int] | None
    stack: tuple[tuple[str, int], ...]
    phase: Phase
    state: State
    also: tuple[str, ...] = ()


@record
class Recording:
    """One start of a project: what kept it from starting, and what its URLconf raised, if anything did."""

    django: str
    calls: tuple[Call, ...]
    error: Failure | None
    urlconf_error: Failure | None


def parse_recording(text: str) -> Recording:
    """Return the recording of a document; raise a ValueError where it is not one."""
    document: object = json.loads(text)
    match document:
        case {"django": str(django), "records": [*records], "error": error, "urlconf_error": urlconf_error}:
            calls = tuple(_call(each) for each in records)
            return Recording(django, calls, _failure(error), _failure(urlconf_error))
        case _:
            raise ValueError("not the document of a recorder")


def _failure(value: object) -> Failure | None:
    match value:
        case {"line": str(line), "traceback": str(traceback)}:
            return Failure(line, traceback)
        case _:
            return None


def _call(value: object) -> Call:
    match value:
        case {
            "signals": [*signals],
            "sender": [*sender_names],
            "receiver": {"names": [str(receiver), *also], "path": path, "line": line},
            "stack": [*stack],
            "phase": ("setup" | "urlconf") as phase,
            "state": ("live" | "collected" | "duplicate" | "disconnected" | "refused") as state,
        }:
            return Call(
                signals=_texts(signals),
                sender_names=_texts(sender_names),
                receiver=receiver,
                defined=_place([path, line]),
                stack=tuple(place for frame in stack if (place := _place(frame))),
                phase=phase,
                state=state,
                also=_texts(also),
            )
        case _:
            raise ValueError("not the record of a connection")


def _texts(values: list[object]) -> tuple[str, ...]:
    return tuple(value for value in values if isinstance(value, str))


def _place(value: object) -> tuple[str, int] | None:
    match value:
        case [str(path), int(line)]:
            return path, line
        case _:
            return None
