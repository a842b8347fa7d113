"""Signals of packages that are not known: what is likely one, by how it is named and used.

Invariant: `.connect` alone says nothing. Qt, sockets, databases and Celery have methods of that name too.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from signal_lint.django.names import canonical
from signal_lint.django.signals import is_lookalike, known_signal
from signal_lint.link.values import External, Function, Method, Returned, Scope, Value
from signal_lint.syntax import Call, Import, ImportFrom

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

#: What packages call the modules of their signals.
SIGNAL_MODULES = frozenset({"signal", "signals"})
#: Arguments of `connect`: blinker and mongoengine know the last two as well.
OURS = frozenset({"dispatch_uid"})
SHARED = frozenset({"sender", "weak"})
#: What PyDispatcher, and with it Django before 1.0, is told its signal by.
NOT_OURS = frozenset({"signal"})


def is_likely_signal(ev: Evaluator, signal: Value, node: Call, scope: Scope) -> bool:
    """Tell whether a call of `connect` likely is that of a Django signal, made by a package not known."""
    match signal:
        case External(name=name) | Returned(callee=External(name=name)):
            pass
        case _:
            return False
    first, _, last = name.rpartition(".")
    package = name.partition(".")[0]
    if not first or not node.args or package in sys.stdlib_module_names or is_lookalike(name):
        return False
    if isinstance(signal, Returned) and not last.endswith("Signal"):
        return False
    keywords = frozenset(argument.keyword for argument in node.args)
    if keywords & NOT_OURS or known_signal(canonical(first)) is not None:
        return False
    if keywords & OURS:
        return True
    if not _imports_django(ev, scope.path):
        return False
    if isinstance(signal, External) and not SIGNAL_MODULES.isdisjoint(first.split(".")):
        return True
    return package != "django" and (bool(keywords & SHARED) or _is_receiver(ev, node, scope))


def _imports_django(ev: Evaluator, path: str) -> bool:
    """Tell whether a file imports Django, or a module of the project that Django loads by its name."""
    return any(_names_django(fact.statement) for fact in ev.sources.imports(path)) or bool(ev.settings_paths)


def _names_django(statement: Import | ImportFrom) -> bool:
    if isinstance(statement, ImportFrom):
        return statement.level == 0 and statement.module.partition(".")[0] == "django"
    return any(alias.name.partition(".")[0] == "django" for alias in statement.names)


def _is_receiver(ev: Evaluator, node: Call, scope: Scope) -> bool:
    """Tell whether what is connected has the signature of a receiver: `sender` first, then `**kwargs`."""
    written = next((each.value for each in node.args if each.keyword in (None, "receiver")), None)
    value = None if written is None else ev.evaluate(written, scope)
    function = value.function if isinstance(value, Method) else value
    if not isinstance(function, Function):
        return False
    parameters = function.node.parameters
    names = [each.name for each in (*parameters.positional_only, *parameters.positional)]
    return "sender" in names[:2] and parameters.kwarg is not None
