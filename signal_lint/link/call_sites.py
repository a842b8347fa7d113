"""Where the project calls something of Django: by the words of the call first, then by what they mean."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.calling import CallSite
from signal_lint.django.names import canonical
from signal_lint.django.signals import SIGNAL_CLASSES
from signal_lint.link.classes import found_in_order
from signal_lint.link.connecting import is_signal
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.values import Class, External, Instance, Scope, SignalObject, Value
from signal_lint.link.visiting import Visited, visited
from signal_lint.record import record
from signal_lint.source import Location
from signal_lint.syntax import Attribute

SIGNAL = "django.dispatch.Signal"
#: The words of calls whose last name is not the only one: subclasses are told by an argument.
OF_SIGNAL = frozenset({"Signal", "ModelSignal", "providing_args"})
IMPORTS = frozenset({"import", "__import__"})


@record
class Target:
    """What a call calls, found; `defined` is None outside the project."""

    defined: Location | None


def calls_of(ev: Evaluator, names: tuple[str, ...]) -> Iterator[tuple[CallSite, Scope]]:
    """Yield the calls of what the dotted names stand for, each with the names that it sees."""
    words = frozenset({name.rpartition(".")[2] for name in names})
    words |= OF_SIGNAL if SIGNAL in names else frozenset()
    # A file without imports knows nothing of Django, however large a table with such words it is.
    importing = ev.sources.importing(IMPORTS)
    for path in ev.sources.containing(words):
        for each in visited(ev, path, words) if path in importing else ():
            target = next((found for name in names if (found := _target(ev, name, each))), None)
            if target is not None:
                yield _site(each, target), each.scope


def is_method_of_signal(ev: Evaluator, value: Value, name: str) -> bool:
    """Tell whether a signal has a method of Django's own under a name, and not one of a subclass."""
    of = value.of if isinstance(value, SignalObject | Instance) else None
    return is_signal(ev, value) and (of is None or found_in_order(ev, of, name)[1] is None)


def _site(each: Visited, target: Target) -> CallSite:
    return CallSite(
        location=Location(each.scope.path, each.call.span),
        call=each.call,
        defined=target.defined,
        alone=each.alone,
        in_async=each.around.in_async,
        conditional=each.around.conditional,
        expected=each.around.expected,
    )


def _target(ev: Evaluator, name: str, each: Visited) -> Target | None:
    """Return what a call calls, None where it is not what a dotted name stands for."""
    func = each.call.func
    if name.startswith(f"{SIGNAL}."):
        if not isinstance(func, Attribute) or func.attr != name.rpartition(".")[2]:
            return None
        owner = ev.evaluate(func.value, each.scope)
        if not is_method_of_signal(ev, owner, func.attr):
            return None
        return Target(owner.location if isinstance(owner, SignalObject) else None)
    value = ev.evaluate(func, each.scope)
    match value:
        case External(name=called) if name == SIGNAL:
            return Target(None) if _is_signal_class(called) else None
        case External(name=called):
            return Target(None) if canonical(called) == name else None
        case Class() if name == SIGNAL and _is_made_like_a_signal(ev, value):
            return Target(Location(value.path, value.span))
        case _:
            return None


def _is_signal_class(name: str) -> bool:
    return name in SIGNAL_CLASSES and name.startswith("django.")


def _is_made_like_a_signal(ev: Evaluator, of: Class) -> bool:
    """Tell whether a subclass takes the arguments of `Signal`: nothing of its own makes its objects."""
    makers = [found_in_order(ev, of, name) for name in ("__init__", "__new__")]
    order = [each for each in ev.class_order(of) if isinstance(each, Class)]
    return not any(base.keyword for each in order for base in each.node.bases) and all(
        value is None and isinstance(definer, External) and _is_signal_class(definer.name)
        for definer, value in makers
    )
