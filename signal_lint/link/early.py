"""What needs the app registry in the modules that Django imports before the registry is ready.

`django.setup()` first imports the package of every installed app, its `apps` module and the module of its
config; a model that is defined then raises `AppRegistryNotReady`, whatever app it is of.
https://docs.djangoproject.com/en/stable/ref/applications/#initialization-process
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.django.names import canonical
from signal_lint.django.registry import FUNCTION_NAMES, FUNCTIONS_ON_MODELS, MODULES_WITH_MODELS
from signal_lint.link.classes import bases
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.installed import Installed
from signal_lint.link.loading import Loading, executed, loaded_by, only_path
from signal_lint.link.models import MODEL_BASES
from signal_lint.link.values import Class, External
from signal_lint.record import record
from signal_lint.source import Location
from signal_lint.startup import EarlyUse, Evidence
from signal_lint.syntax import (
    Assign,
    BoolOp,
    Call,
    ClassDef,
    Comprehension,
    Deferred,
    Expr,
    Expression,
    FunctionDef,
    IfExp,
    Import,
    ImportFrom,
    Lambda,
    Statement,
)
from signal_lint.walk import expressions, subexpressions

#: What the text of a statement holds that defines a model, or asks for one.
WORDS = FUNCTION_NAMES | {"Model"}


def early_uses(ev: Evaluator) -> Iterator[EarlyUse]:
    """Yield what needs the registry too early, once for each statement of a module that Django imports."""
    seen: set[str] = set()
    needs = Needs(ev)
    for app in ev.apps.entries:
        for name in imported_first(ev, app):
            path = only_path(ev, name)
            if path is not None and path not in seen:
                seen.add(path)
                for location, says, chain in needs.of_statements(path, name):
                    yield EarlyUse(name, app.name, location, says, chain)


def imported_first(ev: Evaluator, app: Installed) -> tuple[str, ...]:
    """Return the modules that Django imports for an app before its registry is ready, in order.

    Without settings, an app with a config of its own is surely meant to be installed.
    """
    if not ev.apps.known and app.config is None:
        return ()
    is_module = ev.modules.find(app.entry) is not None
    first = app.entry if is_module else app.entry.rpartition(".")[0]
    wanted = [first, f"{first}.apps", app.name] if is_module else [first, app.name]
    found: dict[str, None] = {}
    for name in wanted:
        parts = name.split(".")
        found |= dict.fromkeys(".".join(parts[:number]) for number in range(1, len(parts) + 1))
    return tuple(found)


@record
class Need:
    """A statement that needs the registry, and how, said behind the name of its module."""

    location: Location
    says: str


class Needs:
    """What needs the registry, in a module or in what it certainly imports."""

    def __init__(self, ev: Evaluator) -> None:
        self._ev = ev
        self._own: dict[str, tuple[Import | ImportFrom | Need, ...]] = {}

    def of_statements(self, path: str, name: str) -> Iterator[tuple[Location, str, tuple[Evidence, ...]]]:
        """Yield each top-level statement that leads to a need: where it is, the need, and the way there."""
        visited = {path, *self._ev.modules.ancestors(path)}
        for statement in self._statements(path):
            if isinstance(statement, Need):
                yield statement.location, f"`{name}` {statement.says}", ()
                continue
            before = set(visited)
            chain = self._behind(statement, path, name, visited)
            if chain:
                visited = before
                yield Location(path, statement.span), chain[-1].message, chain

    def _behind(
        self, statement: Import | ImportFrom, path: str, name: str, visited: set[str]
    ) -> tuple[Evidence, ...]:
        for loading in loaded_by(self._ev, statement, path, name):
            chain = self._of(loading, visited)
            if chain:
                return (Evidence(loading.location, f"`{name}` imports `{loading.name}`"), *chain)
        return ()

    def _of(self, loading: Loading, visited: set[str]) -> tuple[Evidence, ...]:
        """Return the way from a module that is loaded to what needs the registry, nothing where none does."""
        path = loading.path
        if path is None:
            if loading.name not in MODULES_WITH_MODELS:
                return ()
            return (Evidence(loading.location, f"`{loading.name}` defines or imports models"),)
        if path in visited:
            return ()
        visited.add(path)
        for statement in self._statements(path):
            if isinstance(statement, Need):
                return (Evidence(statement.location, f"`{loading.name}` {statement.says}"),)
            chain = self._behind(statement, path, loading.name, visited)
            if chain:
                return chain
        return ()

    def _statements(self, path: str) -> tuple[Import | ImportFrom | Need, ...]:
        """Return the import statements of a file, and those of its others that need the registry."""
        if path not in self._own:
            found = (
                statement if isinstance(statement, Import | ImportFrom) else need(self._ev, statement, path)
                for statement in executed(self._ev, path)
            )
            self._own[path] = tuple(each for each in found if each is not None)
        return self._own[path]


def need(ev: Evaluator, statement: Statement, path: str) -> Need | None:
    """Return where and how a top-level statement needs the registry, None where it does not for certain."""
    whole: Statement | None = statement
    if isinstance(statement, Deferred):
        if not ev.sources.holds(path, statement.key, WORDS):
            return None
        whole = ev.sources.statement(path, statement.key)
    scope = ev.module_scope(path, statement.span.line)
    if isinstance(whole, ClassDef):
        of = Class(path, whole.name, whole.span, whole, scope)
        if any(isinstance(b, External) and canonical(b.name) in MODEL_BASES for b in bases(ev, of)):
            return Need(Location(path, whole.span), f"defines the model `{whole.name}`")
    if isinstance(whole, Assign | Expr | FunctionDef | ClassDef):
        for expression in expressions(whole):
            for call in _surely_called(expression):
                match ev.evaluate(call.func, scope):
                    case External(name=name) if canonical(name) in FUNCTIONS_ON_MODELS:
                        return Need(Location(path, call.span), f"calls `{name.rpartition('.')[2]}()`")
                    case _:
                        continue
    return None


def _surely_called(expression: Expression) -> Iterator[Call]:
    """Yield the calls of an expression that happen whenever it is evaluated."""
    match expression:
        case Lambda() | Comprehension():
            return
        case IfExp(test=test):
            yield from _surely_called(test)
        case BoolOp(left=left):
            yield from _surely_called(left)
        case _:
            if isinstance(expression, Call):
                yield expression
            for inner in subexpressions(expression):
                yield from _surely_called(inner)
