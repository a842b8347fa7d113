"""A trace as JSON, for tools.

Lines and columns are 1-based here, as wherever people or other tools read them. Keys stay; a new one bumps
nothing, a removal bumps the version.
"""

from __future__ import annotations

import json

from signal_lint.models import Model
from signal_lint.source import Location
from signal_lint.syntax import Constant, Expression
from signal_lint.tracing.conditions import readable
from signal_lint.tracing.reception import SIGNALS
from signal_lint.tracing.trace import Follow, Run, Sent, Trace

VERSION = 1

_Row = dict[str, object]


def json_trace(trace: Trace, root: str) -> str:
    """Return a trace of the project at a root as JSON."""
    document = {
        "version": VERSION,
        "root": root,
        "operation": trace.operation,
        "model": _model(trace.model),
        "signals": [_sent(each) for each in trace.sent],
        "remarks": list(trace.remarks),
    }
    return json.dumps(document, indent=2) + "\n"


def _sent(sent: Sent) -> _Row:
    emission = sent.emission
    return {
        "signal": f"{SIGNALS}{emission.signal}",
        "sender": _model(emission.known.model),
        "carried": {name: _value(value) for name, value in sorted(emission.known.carried.items())},
        "when": emission.when or None,
        "skipped": emission.skipped or None,
        "receivers": [_run(run) for run in sent.runs],
    }


def _run(run: Run) -> _Row:
    receiver = run.connection.receiver
    return {
        "number": run.number or None,
        "name": receiver.name,
        "text": receiver.text,
        "kind": receiver.kind,
        **_place(receiver.location),
        "connected": _place(run.connection.location),
        "outcome": run.outcome,
        "reason": run.reason or None,
        "certain": run.certain,
        "back_to": run.back_to or None,
        "cut": run.cut or None,
        "writes": [_follow(each) for each in run.follows],
        "unread": [{"text": each.text, **_place(each.location)} for each in run.unread],
    }


def _follow(follow: Follow) -> _Row:
    write = follow.effect.write
    return {
        "verb": write.verb,
        "model": _model(write.model),
        **_place(write.location),
        "when": list(write.when),
        "certain": write.certain,
        "doubts": list(follow.effect.doubts),
        "remarks": list(follow.remarks),
        "signals": [_sent(each) for each in follow.sent],
    }


def _model(model: Model) -> _Row:
    return {"name": model.name, "label": model.label, **_place(model.location)}


def _value(value: Expression) -> object:
    """Return what a signal carries: a constant of Python's as JSON has it, anything else as text."""
    match value:
        case Constant(value=bool() | None as constant):
            return constant
        case _:
            return readable(value)


def _place(location: Location | None) -> _Row:
    if location is None:
        return {"path": None, "line": None, "column": None}
    return {"path": location.path, "line": location.span.line, "column": location.span.column + 1}
