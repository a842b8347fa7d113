"""Files that start-up surely imports under two dotted names: Python runs them twice, as two modules.

Two names need two import roots, one inside the other, as `apps/` is on `sys.path` inside the project's own
folder. Followed is what runs in every start: the apps that no condition installs, with their models and
admin modules, the imports of `ready()`, and what all these import at their top.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator

from signal_lint.django.autodiscover import ADMIN
from signal_lint.link.bindings import STAR
from signal_lint.link.classes import found_in_order
from signal_lint.link.early import imported_first
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.installed import Installed
from signal_lint.link.loading import Loading, executed, loaded_by, on_the_way, only_path
from signal_lint.link.models import is_abstract, is_model
from signal_lint.link.names import module_name
from signal_lint.link.places import is_test
from signal_lint.link.searching import everything
from signal_lint.link.startup import Ready
from signal_lint.link.values import Class, Items, Literal
from signal_lint.source import Location, at_line
from signal_lint.startup import TwoNames
from signal_lint.syntax import (
    Assign,
    Attribute,
    AugAssign,
    BoolOp,
    Comprehension,
    Constant,
    Deferred,
    Expr,
    Expression,
    FunctionDef,
    IfExp,
    Import,
    ImportFrom,
    Lambda,
    Raise,
    Return,
    Statement,
    Subscript,
)
from signal_lint.walk import expressions, inside, subexpressions

#: Words by which code gives a module another name, or loads modules in a way of its own.
ALIASING = frozenset({"modules", "meta_path"})
#: By file, the names under which it is loaded, each with the statement that does.
Loaded = dict[str, dict[str, Location]]


def two_names(ev: Evaluator, readies: tuple[Ready, ...], connecting: frozenset[str]) -> tuple[TwoNames, ...]:
    """Return the files that start-up surely imports under two names, if one of some files may have two."""
    if not any(_has_two_roots(ev, path) for path in connecting):
        return ()
    found: dict[str, TwoNames] = {}
    written = frozenset(_written_in_settings(ev))
    for path in ev.settings_paths:
        for each in () if is_test(path) else _with_settings(ev, readies, path, written):
            found.setdefault(each.path, each)
    return () if found and _names_modules_itself(ev) else tuple(found[path] for path in sorted(found))


def _has_two_roots(ev: Evaluator, path: str) -> bool:
    return sum(not root or path.startswith(f"{root}/") for root in ev.modules.stated) > 1


def _names_modules_itself(ev: Evaluator) -> bool:
    """Tell whether code of the project may give a module that is loaded a second name, or none."""
    return any(
        _takes_modules(node)
        for path in ev.sources.containing(ALIASING)
        if not is_test(path)
        for node in everything(ev.sources, path, ALIASING)
    )


def _takes_modules(node: object) -> bool:
    match node:
        case Assign(targets=(Subscript(value=Attribute(attr="modules")), *_)):
            return True
        case (
            Attribute(value=Attribute(attr="modules"), attr="setdefault" | "update")
            | Attribute(attr="meta_path")
        ):
            return True
        case _:
            return False


def _with_settings(
    ev: Evaluator, readies: tuple[Ready, ...], settings: str, written: frozenset[str]
) -> Iterator[TwoNames]:
    """Yield the files with two names in a start with a settings module, none if Django refuses it."""
    apps = _surely_installed(ev, settings, written)
    loaded: Loaded = {}
    _load(ev, _by_django(ev, apps, at_line(settings, 1)), loaded)
    for ready in readies:
        if ready.app in apps:
            _load(ev, _by_ready(ev, ready), loaded)
    twice = {path: names for path, names in loaded.items() if len(names) > 1}
    if not any(_defines_model(ev, path) for path in twice):
        for path, names in twice.items():
            (first, where), (second, where_again), *_ = names.items()
            yield TwoNames(path, (first, second), (where, where_again))


def _surely_installed(ev: Evaluator, settings: str, written: frozenset[str]) -> tuple[Installed, ...]:
    """Return the apps that a settings module installs under no condition, if they fit together.

    `written` are the strings that the settings hold whatever happens.
    """
    found = module_name(ev, settings, "INSTALLED_APPS", None)
    listed = found.elements if isinstance(found, Items) else ()
    sure = {value.value for value in listed if isinstance(value, Literal)} & written
    apps = tuple(app for app in ev.apps.entries if app.entry in sure)
    labels = [app.label for app in apps if app.has_own_label]
    return apps if len(labels) == len(set(labels)) else ()


def _written_in_settings(ev: Evaluator) -> Iterator[str]:
    """Yield the strings that the settings hold whatever happens."""
    for path in ev.settings_paths:
        for statement in ev.sources.facts(path).body:
            whole: Statement | None = statement
            if isinstance(statement, Deferred):
                whole = ev.sources.statement(path, statement.key)
            if isinstance(whole, Assign | AugAssign | Expr):
                for expression in expressions(whole):
                    yield from _surely_held(expression)


def _surely_held(expression: Expression) -> Iterator[str]:
    match expression:
        case Constant(value=str(text)):
            yield text
        case IfExp() | BoolOp() | Comprehension() | Lambda():
            return
        case _:
            for inner in subexpressions(expression):
                yield from _surely_held(inner)


def _by_django(ev: Evaluator, apps: tuple[Installed, ...], otherwise: Location) -> Iterator[Loading]:
    """Yield what Django imports by itself: of each app its config, then its models, then its admin module."""
    settled = [app for app in apps if app.settled]
    for app in settled:
        for name in imported_first(ev, app):
            yield from on_the_way(ev, name, None, app.where or otherwise)
    kinds = ["models", *(["admin"] if any(app.entry in ADMIN for app in apps) else [])]
    for kind in kinds:
        for app in settled:
            if kind == "admin" or not _loads_models_itself(ev, app):
                yield from on_the_way(ev, f"{app.name}.{kind}", None, app.where or otherwise)


def _loads_models_itself(ev: Evaluator, app: Installed) -> bool:
    return app.config is not None and found_in_order(ev, app.config, "import_models")[1] is not None


def _by_ready(ev: Evaluator, ready: Ready) -> Iterator[Loading]:
    """Yield what the statements of a `ready()` import that run in any case."""
    name = _module_of_config(ev, ready)
    node = None if ready.method is None else ev.whole(ready.method).node
    if not name or not isinstance(node, FunctionDef) or node.decorators:
        return
    for statement in node.body:
        if isinstance(statement, Import | ImportFrom):
            yield from loaded_by(ev, statement, ready.config.path, name) if _fits(ev, statement) else ()
        elif any(isinstance(part, Return | Raise) for part in inside(statement)):
            return


def _module_of_config(ev: Evaluator, ready: Ready) -> str:
    """Return the name by which Django imports the module of a config with its own `ready()`, else ""."""
    app, method, path = ready.app, ready.method, ready.config.path
    is_module = ev.modules.find(app.entry) is not None
    name = f"{app.entry}.apps" if is_module else app.entry.rpartition(".")[0]
    is_own = app.settled and method is not None and method.path == path
    return name if is_own and only_path(ev, name) == path else ""


def _load(ev: Evaluator, loadings: Iterable[Loading], loaded: Loaded) -> None:
    """Import modules, and whatever they surely import in turn, each once for each of its names."""
    waiting = deque(loadings)
    while waiting:
        loading = waiting.popleft()
        path = loading.path
        if path is None or loading.name in loaded.setdefault(path, {}) or _is_outside(ev, loading.name, path):
            continue
        loaded[path][loading.name] = loading.location
        for statement in executed(ev, path):
            if isinstance(statement, Import | ImportFrom) and _fits(ev, statement):
                waiting.extend(loaded_by(ev, statement, path, loading.name))


def _fits(ev: Evaluator, statement: Import | ImportFrom) -> bool:
    """Tell whether the project has all that an absolute import asks for; else it means another package."""
    match statement:
        case Import(names=names):
            return all(ev.modules.find(alias.name) is not None for alias in names)
        case ImportFrom(level=0, module=module, names=names):
            path = ev.modules.find(module)
            return path is not None and all(_has(ev, path, alias.name) for alias in names)
        case _:
            return True


def _has(ev: Evaluator, path: str, name: str) -> bool:
    """Tell whether a module or package may have a name."""
    if name == STAR or ev.modules.submodule(path, name) is not None:
        return True
    return path.endswith(".py") and not ev.index(path).keys().isdisjoint((name, STAR, "__getattr__"))


def _is_outside(ev: Evaluator, name: str, path: str) -> bool:
    """Tell whether a name means a module of Python's own or of another package, and the file only has it too.

    A module that imports its own name, as a `celery.py` does in a folder on `sys.path`, means another.
    """
    if name.partition(".")[0] in sys.stdlib_module_names:
        return True
    statements = () if path.endswith("__init__.py") else ev.sources.imports(path)
    return any(name in _absolutely_imported(fact.statement) for fact in statements)


def _absolutely_imported(statement: Import | ImportFrom) -> tuple[str, ...]:
    match statement:
        case Import(names=names):
            return tuple(alias.name for alias in names)
        case ImportFrom(level=0, module=module, names=names):
            return (module, *(f"{module}.{alias.name}" for alias in names))
        case _:
            return ()


def _defines_model(ev: Evaluator, path: str) -> bool:
    """Tell whether a file may define a model: Django refuses it under a second name."""
    classes = (module_name(ev, path, name, None) for name in ev.index(path))
    return any(
        isinstance(of, Class)
        and of.path == path
        and is_model(ev, of) is not False
        and not is_abstract(ev, of)
        for of in classes
    )
