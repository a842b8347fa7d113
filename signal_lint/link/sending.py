"""What the project itself sends with a signal, read off every call of `send()` on it.

Invariant: all is known only where each use of the signal's name in the project is one of those below; one
that is passed on, stored or looked up by name may be sent anywhere, with anything.
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Signal
from signal_lint.django.names import canonical
from signal_lint.django.signals import SIGNAL_CLASSES
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.places import is_test
from signal_lint.link.searching import everything, whole
from signal_lint.link.values import External, Given, Returned, SignalObject, Unknown
from signal_lint.record import record
from signal_lint.source import Location
from signal_lint.syntax import (
    Argument,
    Assign,
    Attribute,
    AugAssign,
    Call,
    Constant,
    Deferred,
    Expression,
    ImportFrom,
    Name,
    Sequence,
    Statement,
)

SENDS = frozenset({"send", "send_robust", "asend", "asend_robust"})
#: The methods of a signal that hand it to nobody.
HARMLESS = frozenset({"connect", "disconnect", "has_listeners"})


class Sending:
    """What the project sends with its signals, read only as far as an answer needs it."""

    def __init__(self, ev: Evaluator) -> None:
        self._ev = ev
        self._nearby: dict[Signal, _Sent] = {}
        self._anywhere: dict[Signal, _Sent] = {}
        self._known: dict[Signal, bool] = {}
        self._statements: dict[str, tuple[Statement, ...]] = {}

    def may_send(self, signal: Signal, argument: str) -> bool:
        """Tell whether a call that sends a signal, or may do so, may name an argument so."""
        if signal not in self._anywhere:
            holders = self._ev.sources.containing(frozenset({_last(signal)}))
            paths = [path for path in self._ev.sources.containing(SENDS) if path in holders]
            self._anywhere[signal] = _Sent(self._calls(signal, paths))
        return self._anywhere[signal].may_name(argument)

    def never_sent(self, asked: frozenset[tuple[Signal, str]]) -> frozenset[tuple[Signal, str]]:
        """Return which arguments of signals of the project it surely never sends with them."""
        plain = frozenset({signal for signal, _ in asked if _is_plain(self._ev, signal)})
        left = frozenset({each for each in asked if each[0] in plain and not self._sends_nearby(*each)})
        if left:
            # A look reads all files, so that one for each signal would be quadratic.
            self._ev.sources.containing(SENDS.union(_last(signal) for signal, _ in left))
        return frozenset({each for each in left if self._is_never_sent(*each)})

    def _sends_nearby(self, signal: Signal, argument: str) -> bool:
        """Like `may_send`, but read only the files that import the signal by name, which needs no look."""
        if signal not in self._nearby:
            paths = [
                path for path in self._ev.sources.importing(frozenset({_last(signal)})) if not is_test(path)
            ]
            self._nearby[signal] = _Sent(self._calls(signal, paths))
        return self._nearby[signal].may_name(argument)

    def _is_never_sent(self, signal: Signal, argument: str) -> bool:
        if self.may_send(signal, argument) or not self._anywhere[signal].certain:
            return False
        if signal not in self._known:
            self._known[signal] = _are_all_known(self._ev, signal)
        return self._known[signal]

    def _calls(self, signal: Signal, paths: list[str]) -> Iterator[_Send]:
        """Yield the calls in some files that send a signal, or may do so.

        Those in short statements come first: they are parsed fastest, and mostly all calls name the same.
        """
        name = _last(signal)
        found = [(path, each) for path in paths for each in self._sending(path)]
        for path, statement in sorted(found, key=_lines):
            for node in whole(self._ev.sources, path, statement, frozenset({name}), SENDS):
                send = _send(self._ev, signal, name, path, node)
                if send is not None:
                    yield send

    def _sending(self, path: str) -> tuple[Statement, ...]:
        """Return the statements of a file that hold a call of `send()`, or may do so."""
        if path not in self._statements:
            body, sources = self._ev.sources.facts(path).body, self._ev.sources
            self._statements[path] = tuple(
                each
                for each in body
                if not isinstance(each, Deferred) or sources.holds(path, each.key, SENDS)
            )
        return self._statements[path]


@record
class _Send:
    """A call that sends a signal: the names of its arguments, and whether these are all (no `**`).

    `certain` is false where it may be another signal of that name.
    """

    keywords: tuple[str, ...]
    explicit: bool
    certain: bool


class _Sent:
    """The calls that send one signal, taken one by one until one of them may name what is asked for."""

    def __init__(self, calls: Iterator[_Send]) -> None:
        self._calls = calls
        self._named: set[str] = set()
        self._explicit = True
        self.certain = False

    def may_name(self, argument: str) -> bool:
        while self._explicit and argument not in self._named:
            call = next(self._calls, None)
            if call is None:
                return False
            self._named.update(call.keywords)
            self._explicit = call.explicit
            self.certain = self.certain or call.certain
        return True


def may_send_in(ev: Evaluator, signal: Signal, path: str) -> bool:
    """Tell whether a file sends a signal, or hands it to what may send it."""
    name = _last(signal)
    uses = [*everything(ev.sources, path, frozenset({name}))]
    if any(_renames(use, name) for use in uses):
        return True
    count = sum(_is_use(ev, signal, name, path, use) for use in uses)
    return count != sum(_explains(ev, signal, path, use, HARMLESS) for use in uses)


def _last(signal: Signal) -> str:
    return signal.name.rpartition(".")[2]


def _lines(found: tuple[str, Statement]) -> int:
    span = found[1].span
    return span.end_line - span.line


def _are_all_known(ev: Evaluator, signal: Signal) -> bool:
    """Tell whether each use of a signal neither passes it on nor stores it."""
    name = _last(signal)
    for path in ev.sources.containing(frozenset({name})):
        uses = [*everything(ev.sources, path, frozenset({name}))]
        count = sum(_is_use(ev, signal, name, path, use) for use in uses)
        explained = sum(_explains(ev, signal, path, use, SENDS | HARMLESS) for use in uses)
        if count != explained or any(_renames(use, name) for use in uses):
            return False
    return True


def _is_plain(ev: Evaluator, signal: Signal) -> bool:
    """Tell whether a module makes the signal of a class of Django's, whose `send()` adds nothing."""
    location, name = signal.location, _last(signal)
    if location is None or signal.name != f"{ev.modules.name(location.path)}.{name}":
        return False
    body = ev.sources.facts(location.path).body
    for number in ev.index(location.path).get(name, ()):
        for each in whole(ev.sources, location.path, body[number]):
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


def _explains(
    ev: Evaluator, signal: Signal, path: str, node: Statement | Expression, verbs: frozenset[str]
) -> int:
    """Return how many uses of the signal a node accounts for, as what neither passes it on nor stores it."""
    harmless = _harmless(ev, signal, path, node, verbs)
    return sum(_is_use(ev, signal, _last(signal), path, each) for each in harmless)


def _harmless(
    ev: Evaluator, signal: Signal, path: str, node: Statement | Expression, verbs: frozenset[str]
) -> Iterator[Expression]:
    match node:
        case Call(func=Attribute(value=of, attr=verb)) if verb in verbs:
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


def _send(ev: Evaluator, signal: Signal, name: str, path: str, node: Statement | Expression) -> _Send | None:
    match node:
        case Call(func=Attribute(value=of, attr=verb), args=args) if verb in SENDS and _is_use(
            ev, signal, name, path, of
        ):
            keywords = tuple(each.keyword for each in args if each.keyword is not None)
            explicit = all(not each.star for each in args)
            return _Send(keywords, explicit, _is_certain(ev, signal, path, of) is True)
        case _:
            return None
