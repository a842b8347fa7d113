"""What a module imports by what it calls when it is imported: `import_module`, or a function that imports.

`registry.connect(Model)` at the top of a models module runs the import inside `connect` there and then.
Only what the top-level statements of a module call is followed, and whatever that calls.
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.django.names import ROUTINE
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Autodiscovering, Importing
from signal_lint.link.execution import Execution
from signal_lint.link.places import is_test
from signal_lint.record import record
from signal_lint.source import Location
from signal_lint.syntax import (
    Attribute,
    ClassDef,
    Deferred,
    FunctionDef,
    Import,
    ImportFrom,
    Name,
    Statement,
)
from signal_lint.walk import inside

#: What imports a module that it is given the name of.
DYNAMIC = frozenset(
    {
        "import_module",
        "__import__",
        "autodiscover_modules",
        "import_string",
        "load_module",
        "autodiscover_tasks",
    }
)
#: Methods that the call of their class runs.
MAKING = frozenset({"__init__", "__new__", "__call__", "__post_init__"})
#: Names of functions that frameworks call, and no module while it is imported.
NOT_AT_IMPORT = ROUTINE - {"connect", "disconnect", *MAKING}


@record
class Imported:
    """What the statement of a module at `location` imports by what it calls."""

    location: Location
    event: Importing | Autodiscovering


def called_imports(ev: Evaluator, owners: frozenset[str]) -> Iterator[Imported]:
    """Yield what the modules of a project import by calls.

    `owners` are qualified names of functions with an import statement; those with a call that imports, and
    functions that call one of these, are found here.
    """
    importing = frozenset(name for name in map(_called_name, owners) if name not in NOT_AT_IMPORT)
    words = importing | DYNAMIC
    words |= _callers(ev, words)
    for path in ev.sources.containing(words):
        for statement in () if is_test(path) else ev.sources.facts(path).body:
            if _calls(ev, path, statement, words):
                execution = Execution(ev)
                execution.run((statement,), ev.module_scope(path))
                for event in execution.events:
                    if isinstance(event, Importing | Autodiscovering):
                        yield Imported(Location(path, statement.span), event)


def _called_name(qualname: str) -> str:
    """Return the name by which a function is called: an initializer by that of its class."""
    *above, name = qualname.split(".")
    return above[-1] if above and name in MAKING else name


def _callers(ev: Evaluator, words: frozenset[str]) -> frozenset[str]:
    """Return the names of functions at the top of a module whose code holds one of the words."""
    return frozenset(
        name
        for path in ev.sources.containing(words)
        if not is_test(path)
        for statement in ev.sources.facts(path).body
        if isinstance(statement, Deferred) and statement.kind in ("function", "class")
        if ev.sources.mentions(path, statement.key, words)
        for name in statement.names
        if name not in NOT_AT_IMPORT
    )


def _calls(ev: Evaluator, path: str, statement: Statement, words: frozenset[str]) -> bool:
    """Tell whether a statement at the top of a module that defines nothing holds one of the words."""
    match statement:
        case Import() | ImportFrom() | FunctionDef() | ClassDef():
            return False
        case Deferred(kind=kind, key=key):
            return kind in ("assignment", "other") and ev.sources.mentions(path, key, words)
        case _:
            return any(
                (isinstance(node, Name) and node.id in words)
                or (isinstance(node, Attribute) and node.attr in words)
                for node in inside(statement)
            )
