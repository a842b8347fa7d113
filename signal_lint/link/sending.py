"""What the project itself sends with a signal, read off every call of `send()` on it.

Invariant: all is known only where each use of the signal's name in the project is one of those below; one
that is passed on, stored or looked up by name may be sent anywhere, with anything.
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.calling import Send, Sends
from signal_lint.connections import Signal
from signal_lint.django.names import canonical
from signal_lint.django.signals import SIGNAL_CLASSES
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.places import is_test
from signal_lint.link.searching import everything
from signal_lint.link.values import External, Given, Returned, SignalObject, Unknown
from signal_lint.source import Location
from signal_lint.syntax import (
    Argument,
    Assign,
    Attribute,
    AugAssign,
    Call,
    Constant,
    Expression,
    ImportFrom,
    Name,
    Sequence,
    Statement,
)

SENDS = frozenset({"send", "send_robust", "asend", "asend_robust"})
#: The methods of a signal that hand it to nobody.
HARMLESS = frozenset({"connect", "disconnect", "has_listeners"})


def sends(ev: Evaluator, signal: Signal) -> Sends:
    """Return every call that sends a signal, or may do so, and whether these are all."""
    name = signal.name.rpartition(".")[2]
    calls: list[Send] = []
    known = signal.location is None or _is_plain(ev, signal, name)
    for path in ev.sources.containing(frozenset({name})):
        uses = [*everything(ev.sources, path, frozenset({name}))]
        found = [send for use in uses if (send := _send(ev, signal, name, path, use))]
        count = sum(_is_use(ev, signal, name, path, use) for use in uses)
        explained = sum(_explains(ev, signal, name, path, use) for use in uses)
        known = known and count == explained and not any(_renames(use, name) for use in uses)
        calls += found
    return Sends(tuple(sorted(calls, key=_place)), known)


def _place(send: Send) -> Location:
    return send.location


def _is_plain(ev: Evaluator, signal: Signal, name: str) -> bool:
    """Tell whether a module makes the signal of a class of Django's, whose `send()` adds nothing."""
    location = signal.location
    if location is None or signal.name != f"{ev.modules.name(location.path)}.{name}":
        return False
    for each in everything(ev.sources, location.path, frozenset({name})):
        if isinstance(each, Assign) and each.span == location.span and each.value is not None:
            value = ev.evaluate(each.value, ev.module_scope(location.path, location.span.line))
            return isinstance(value, Returned) and (
                value.callee.name in SIGNAL_CLASSES and value.callee.name.startswith("django.")
            )
    return False


def _is_use(ev: Evaluator, signal: Signal, name: str, path: str, node: Statement | Expression) -> bool:
    """Tell whether a node names the signal, or may do so; so may a text that ends with its name."""
    match node:
        case Name(id=found) | Attribute(attr=found):
            return found == name and _is_certain(ev, signal, path, node) is not False
        case Constant(value=str(text)):
            return text.rpartition(".")[2] == name
        case _:
            return False


def _is_certain(ev: Evaluator, signal: Signal, path: str, node: Expression) -> bool | None:
    """Tell whether an expression is the signal, None where that is not known."""
    value = ev.evaluate(node, ev.module_scope(path))
    match value:
        case SignalObject(location=location):
            return location == signal.location
        case External(name=dotted):
            return canonical(dotted) == signal.name
        case Unknown() | Given():
            return None
        case _:
            return False


def _explains(ev: Evaluator, signal: Signal, name: str, path: str, node: Statement | Expression) -> int:
    """Return how many uses of the signal a node accounts for, as what neither passes it on nor stores it."""
    return sum(_is_use(ev, signal, name, path, each) for each in _harmless(ev, signal, path, node))


def _harmless(ev: Evaluator, signal: Signal, path: str, node: Statement | Expression) -> Iterator[Expression]:
    match node:
        case Call(func=Attribute(value=of, attr=verb)) if verb in SENDS | HARMLESS:
            yield of
        case Call(func=func, args=(Argument(value=first, star=""), *_)) if _is_receiver(ev, path, func):
            yield from first.elts if isinstance(first, Sequence) else (first,)
        case Assign(targets=(Name(id="__all__"),), value=Sequence(elts=names)):
            yield from names
        case AugAssign(target=Name(id="__all__"), value=Sequence(elts=names)):
            yield from names
        case Assign(targets=(target,), span=span) if signal.location == Location(path, span):
            yield target
        case _:
            return


def _is_receiver(ev: Evaluator, path: str, func: Expression) -> bool:
    value = ev.evaluate(func, ev.module_scope(path))
    return isinstance(value, External) and canonical(value.name) == "django.dispatch.receiver"


def _renames(node: Statement | Expression, name: str) -> bool:
    """Tell whether an import gives the signal another name, under which it is not looked for."""
    return isinstance(node, ImportFrom) and any(
        alias.name == name and alias.asname not in (None, name) for alias in node.names
    )


def _send(ev: Evaluator, signal: Signal, name: str, path: str, node: Statement | Expression) -> Send | None:
    match node:
        case Call(func=Attribute(value=of, attr=verb), args=args, span=span) if verb in SENDS and _is_use(
            ev, signal, name, path, of
        ):
            keywords = tuple(each.keyword for each in args if each.keyword is not None)
            explicit = all(not each.star for each in args)
            certain = _is_certain(ev, signal, path, of) is True
            return Send(Location(path, span), keywords, explicit, certain, is_test(path))
        case _:
            return None
