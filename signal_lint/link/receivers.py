"""Which files can mean Django's decorator by `receiver`: to many it is a variable, in `for receiver in …`."""

from __future__ import annotations

from collections.abc import Container

from signal_lint.link.bindings import STAR
from signal_lint.link.evaluator import Evaluator
from signal_lint.syntax import Import, ImportFrom, Statement

RECEIVER = frozenset({"receiver"})
#: What brings the decorator along, itself or as an attribute.
BRINGING = frozenset({*RECEIVER, STAR, "dispatch", "dispatcher"})


def can_mean_receiver(ev: Evaluator, path: str) -> bool:
    """Tell whether an import of a file brings the decorator, or a module that imports it."""
    importing = ev.sources.importing(RECEIVER)
    return any(_brings(ev, path, fact.statement, importing) for fact in ev.sources.imports(path))


def _brings(ev: Evaluator, path: str, statement: Import | ImportFrom, importing: Container[str]) -> bool:
    names = [alias.name for alias in statement.names]
    if isinstance(statement, Import):
        return any(name.split(".")[0] == "django" or ev.modules.find(name) is not None for name in names)
    if not BRINGING.isdisjoint(names):
        return True
    package = ev.modules.find(ev.modules.relative(path, statement.level, statement.module))
    inner = [ev.modules.submodule(package, name) for name in names] if package else []
    return any(each in importing for each in inner)


def aliases_of(body: tuple[Statement, ...]) -> frozenset[str]:
    """Return the other names under which a module imports `receiver`."""
    return frozenset(
        alias.asname
        for statement in body
        if isinstance(statement, ImportFrom)
        for alias in statement.names
        if alias.asname is not None and alias.name == "receiver" != alias.asname
    )
