"""What keeps a module from being imported at all, whoever does it.

Only what surely raises counts: a statement at the top level, in no `try` and under no condition.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from signal_lint.django.names import builtin_names
from signal_lint.django.signals import known_signal, known_signals
from signal_lint.link.bindings import STAR
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Importing
from signal_lint.link.importing import imported
from signal_lint.link.loading import executed
from signal_lint.source import Location
from signal_lint.startup import Evidence
from signal_lint.syntax import (
    Assign,
    ClassDef,
    Comprehension,
    Deferred,
    Expr,
    Expression,
    FunctionDef,
    Import,
    ImportFrom,
    Lambda,
    Name,
    Statement,
)
from signal_lint.walk import expressions, subexpressions

#: The names that Python gives every module.
OF_MODULES = frozenset(
    {"__name__", "__file__", "__doc__", "__package__", "__spec__", "__path__", "__loader__", "__builtins__"}
)
#: The names that Python gives the body of a class besides.
OF_CLASSES = frozenset({"__module__", "__qualname__"})
#: Packages of Django in which people look for signals, and which hold none.
WITHOUT_SIGNALS = frozenset({"django.core", "django.db", "django.db.models", "django.dispatch"})

#: How many statements of a module are looked at: all those of generated tables would take minutes.
MOST_STATEMENTS = 100


def obstacle_of(ev: Evaluator, path: str) -> Evidence | None:
    """Return what certainly raises when a module is imported, None where nothing is known to."""
    return next(_raising(ev, path), None)


def _raising(ev: Evaluator, path: str) -> Iterator[Evidence]:
    index = ev.index(path)
    bound = frozenset() if STAR in index or "__getattr__" in index else frozenset(index)
    for statement in islice(executed(ev, path), MOST_STATEMENTS):
        if isinstance(statement, Import | ImportFrom):
            yield from _missing(ev, statement, path)
            continue
        whole, place = _whole(ev, path, statement), Location(path, statement.span)
        if whole is None:
            yield Evidence(place, "Python cannot read this statement")
        own = _own_names(ev, whole)
        for name in _looked_up(ev, path, whole) if bound else ():
            if name.id not in bound | builtin_names() | OF_MODULES | own:
                yield Evidence(place, f"`{name.id}` is bound nowhere in the module")


def _whole(ev: Evaluator, path: str, statement: Statement) -> Statement | None:
    return ev.sources.statement(path, statement.key) if isinstance(statement, Deferred) else statement


def _own_names(ev: Evaluator, statement: Statement | None) -> frozenset[str]:
    """Return the names that the body of a class may bind for itself."""
    if not isinstance(statement, ClassDef):
        return frozenset()
    return OF_CLASSES.union(*map(ev.binds, statement.body))


def _looked_up(ev: Evaluator, path: str, statement: Statement | None) -> Iterator[Name]:
    """Yield the names that a statement surely looks up, a class in its body too."""
    yield from _names(statement)
    # A metaclass may give the body names of its own.
    if isinstance(statement, ClassDef) and not statement.bases:
        for inner in statement.body:
            yield from _names(_whole(ev, path, inner))


def _names(statement: Statement | None) -> Iterator[Name]:
    """Yield the names that a statement surely looks up; those that its own parts bind are left out."""
    if isinstance(statement, Expr | Assign | FunctionDef):
        for expression in expressions(statement):
            yield from _names_in(expression)


def _names_in(expression: Expression) -> Iterator[Name]:
    match expression:
        case Lambda() | Comprehension():
            return
        case Name():
            yield expression
        case _:
            for inner in subexpressions(expression):
                yield from _names_in(inner)


def _missing(ev: Evaluator, statement: Import | ImportFrom, path: str) -> Iterator[Evidence]:
    """Yield what an import asks for in a module that certainly has no such thing."""
    for event in imported(ev, statement, path):
        if not isinstance(event, Importing) or not event.module:
            continue
        source = ev.modules.find(event.module)
        for name in event.names if event.names != (STAR,) else ():
            if _lacks(ev, source, event.module, name):
                yield Evidence(event.location, f"`{event.module}` has no `{name}`")
        if source is None and ev.modules.find(event.module.rpartition(".")[0]) is not None:
            yield Evidence(event.location, f"there is no module `{event.module}`")


def _lacks(ev: Evaluator, source: str | None, module: str, name: str) -> bool:
    if source is None:
        return _is_of_other_module(module, name)
    if source.endswith("/") or ev.modules.submodule(source, name) is not None:
        return False
    index = ev.index(source)
    return not (name in index or STAR in index or "__getattr__" in index or ev.sources.facts(source).problem)


def _is_of_other_module(module: str, name: str) -> bool:
    """Tell whether Django has a signal of that name, but not in that one of its modules that hold signals."""
    if known_signal(f"{module}.{name}") is not None:
        return False
    homes = {dotted.rpartition(".")[0] for dotted in known_signals() if dotted.endswith(f".{name}")}
    holding = {dotted.rpartition(".")[0] for dotted in known_signals() if dotted.startswith("django.")}
    return bool(homes) and module in holding | WITHOUT_SIGNALS
