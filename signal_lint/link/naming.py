"""Values that know their name: a signal or an object is known by what it is first assigned to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from signal_lint.link.values import Instance, Returned, Scope, SignalObject, Value
from signal_lint.source import Location, Span

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator


def named(ev: Evaluator, value: Value, name: str, scope: Scope, span: Span) -> Value:
    """Return a value as it is known by the name that an assignment gives it."""
    dotted = f"{ev.modules.name(scope.path)}.{ev.qualname(scope, name)}"
    match value:
        case Returned() | Instance() if kind := ev.signal_kind(value):
            return SignalObject(dotted, Location(scope.path, span), {"model": True, "plain": False}.get(kind))
        case Instance(of=of, args=args, keywords=keywords, name=""):
            return Instance(of, args, keywords, dotted)
        case _:
            return value
