"""What importing a module certainly imports in turn: the statements at its top that every run executes.

Under a condition, in a `try` or a function, an import may not happen; of these nothing is said. A module
may be loaded under several names, so everything here goes by the name that a run gives it.
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.link.bindings import STAR
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.values import External
from signal_lint.record import record
from signal_lint.source import Location
from signal_lint.syntax import Call, Deferred, Expr, Import, ImportFrom, Raise, Statement

#: What a statement holds behind which a module's own state says nothing any more.
ENDING = frozenset({"raise", "setup"})


@record
class Loading:
    """A module that a statement loads, by the name that it gets; outside the project its `path` is None."""

    name: str
    path: str | None
    location: Location


def executed(ev: Evaluator, path: str) -> Iterator[Statement]:
    """Yield the top-level statements of a file; behind one that ends its run or sets up Django, none."""
    for statement in ev.sources.facts(path).body:
        if _ends(ev, statement, path):
            return
        yield statement


def _ends(ev: Evaluator, statement: Statement, path: str) -> bool:
    whole: Statement | None = statement
    if isinstance(statement, Deferred):
        if statement.kind != "other" or not ev.sources.holds(path, statement.key, ENDING):
            return False
        whole = ev.sources.statement(path, statement.key)
    match whole:
        case Raise():
            return True
        case Expr(value=Call(func=func)):
            return ev.evaluate(func, ev.module_scope(path)) == External("django.setup")
        case _:
            return False


def loaded_by(ev: Evaluator, statement: Import | ImportFrom, path: str, name: str) -> Iterator[Loading]:
    """Yield what an import statement loads in a module of a name: the packages on the way first."""
    location = Location(path, statement.span)
    if isinstance(statement, Import):
        for alias in statement.names:
            yield from on_the_way(ev, alias.name, root_of(path, name), location)
        return
    base = _base(statement, path, name)
    if not base:
        return
    yield from on_the_way(ev, base, root_of(path, name), location)
    package = ev.modules.find(base)
    for alias in statement.names:
        dotted = f"{base}.{alias.name}"
        if package is None:
            yield Loading(dotted, None, location)
        elif not _has_attribute(ev, package, alias.name):
            inner = certain_path(ev, dotted, root_of(path, name))
            if inner is not None:
                yield Loading(dotted, inner, location)


def on_the_way(ev: Evaluator, dotted: str, root: str | None, location: Location) -> Iterator[Loading]:
    """Yield what the import of a dotted name loads to a module below an import root, the packages first."""
    parts = dotted.split(".")
    outside = ev.modules.find(dotted) is None
    for number in range(1, len(parts) + 1):
        name = ".".join(parts[:number])
        path = certain_path(ev, name, root)
        if path is not None or outside:
            yield Loading(name, path, location)


def _base(statement: ImportFrom, path: str, name: str) -> str:
    """Return the absolute name of the module that `from … import` names, "" for a climb over the top."""
    if not statement.level:
        return statement.module
    up = statement.level - path.endswith("__init__.py")
    parts = name.split(".")
    above = parts[: len(parts) - up]
    return ".".join((*above, statement.module) if statement.module else above) if above else ""


def _has_attribute(ev: Evaluator, package: str, name: str) -> bool:
    """Tell whether a package may have a name that is not its module of that name."""
    if not package.endswith(".py"):
        return False
    index, body = ev.index(package), ev.sources.facts(package).body
    others = [number for number in index.get(name, ()) if not _imports_from(ev, body[number], package)]
    return bool(others) or STAR in index or "__getattr__" in index


def _imports_from(ev: Evaluator, statement: Statement, package: str) -> bool:
    """Tell whether a statement of a package imports from the package itself."""
    match statement:
        case ImportFrom(level=level, module=module):
            return ev.modules.find(ev.modules.relative(package, level, module)) == package
        case _:
            return False


def root_of(path: str, name: str) -> str | None:
    """Return the import root from which a file has a name, "" for the project's own folder."""
    stem = path.removesuffix("/").removesuffix(".py").removesuffix("/__init__")
    below = name.replace(".", "/")
    if stem == below:
        return ""
    return stem.removesuffix(f"/{below}") if stem.endswith(f"/{below}") else None


def certain_path(ev: Evaluator, dotted: str, root: str | None) -> str | None:
    """Return the file that a dotted name certainly means to a module below an import root.

    It has to lie below that root or a stated one: from another root, a package outside the project
    that happens to have its name may come first.
    """
    found = only_path(ev, dotted)
    own = None if found is None else root_of(found, dotted)
    return found if own is not None and (own == root or own in ev.modules.stated) else None


def only_path(ev: Evaluator, dotted: str) -> str | None:
    """Return the one file of the project that has a dotted name, None where there are none or several."""
    found = ev.modules.every(dotted)
    return found[0] if len(found) == 1 else None
