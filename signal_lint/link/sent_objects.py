"""What the project itself sends a signal with, read off its calls of `send`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from signal_lint.connections import SenderObject, Signal
from signal_lint.django.names import canonical
from signal_lint.django.signals import known_signal
from signal_lint.link.searching import whole
from signal_lint.link.values import Class, External, SignalObject, Value
from signal_lint.syntax import Attribute, Call, Constant, Expression, Name

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

SENDS = frozenset({"send", "send_robust", "asend", "asend_robust"})


def sent(ev: Evaluator, signal: Signal) -> frozenset[SenderObject]:
    """Return what objects the project sends a signal with, "" for one that is not known."""
    word = frozenset({signal.name.rpartition(".")[2]})
    sending = ev.sources.containing(SENDS)
    paths = [path for path in ev.sources.containing(word) if path in sending]
    return frozenset(found for path in paths for found in _sent_in(ev, path, signal, word))


def _sent_in(ev: Evaluator, path: str, signal: Signal, word: frozenset[str]) -> Iterator[SenderObject]:
    scope = ev.module_scope(path)
    nodes = (whole(ev.sources, path, each, word, SENDS) for each in scope.body)
    for node in chain.from_iterable(nodes):
        match node:
            case Call(func=Attribute(value=Name(id=last) | Attribute(attr=last) as base, attr=verb)) if (
                verb in SENDS and last in word
            ):
                if _may_be(ev.evaluate(base, scope), signal):
                    yield _object(ev, _sender(node), path)
            case _:
                continue


def _may_be(value: Value, signal: Signal) -> bool:
    """Tell whether a value may be a signal; what a function imports is not known here."""
    match value:
        case SignalObject(name=name):
            return name == signal.name
        case External(name=name):
            known = known_signal(canonical(name))
            return (canonical(name) if known is None else known.name) == signal.name
        case _:
            return True


def _sender(call: Call) -> Expression | None:
    named = (argument.value for argument in call.args if argument.keyword == "sender")
    first = (argument.value for argument in call.args[:1] if argument.keyword is None and not argument.star)
    return next(named, None) or next(first, None)


def _object(ev: Evaluator, sender: Expression | None, path: str) -> SenderObject:
    match sender:
        case Constant(value=None):
            return "none"
        case Constant(value=str()):
            return "string"
        case Attribute(attr="__class__") | Call(func=Name(id="type"), args=(_,)):
            return "class"
        case Name(id="self"):
            return "instance"
        case Name() | Attribute() if isinstance(ev.evaluate(sender, ev.module_scope(path)), Class):
            return "class"
        case _:
            return ""
