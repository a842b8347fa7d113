"""Values that know their name: a signal or an object is known by what it is first assigned to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from signal_lint.link.searching import everything
from signal_lint.link.values import Class, Instance, Returned, Scope, SignalObject, Value
from signal_lint.source import Location, Span
from signal_lint.syntax import Assign, Attribute, Constant, Name

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

STATES_MODULE = frozenset({"__module__"})


def named(ev: Evaluator, value: Value, name: str, scope: Scope, span: Span) -> Value:
    """Return a value as it is known by the name that an assignment gives it."""
    dotted = f"{ev.modules.name(scope.path)}.{ev.qualname(scope, name)}"
    match value:
        case Returned() | Instance() if kind := ev.signal_kind(value):
            is_model_signal = {"model": True, "plain": False}.get(kind)
            of = value.of if isinstance(value, Instance) else None
            return SignalObject(dotted, Location(scope.path, span), is_model_signal, of)
        case Instance(of=of, args=args, keywords=keywords, name=""):
            return Instance(of, args, keywords, dotted)
        case _:
            return value


def stated_module(ev: Evaluator, of: Class) -> str | None:
    """Return what `Model.__module__ = "…"`, at the level of its module, says a class is of."""
    if of.path not in ev.sources.containing(STATES_MODULE):
        return None
    target = Attribute(Name(of.qualname), "__module__")
    for node in everything(ev.sources, of.path, STATES_MODULE):
        match node:
            case Assign(targets=targets, value=Constant(value=str(module))) if target in targets:
                return module
            case _:
                continue
    return None
