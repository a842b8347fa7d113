"""What a module imports by what it calls when it is imported: `import_module`, or a function that imports.

`registry.connect(Model)` at the top of a models module runs the import inside `connect` there and then.
Only what the top-level statements of a module call is followed, and whatever that calls.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from signal_lint.django.names import ROUTINE
from signal_lint.link.class_making import WORDS, what_classes_run
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Autodiscovering, Importing
from signal_lint.link.execution import Execution
from signal_lint.link.places import is_test
from signal_lint.link.values import Function
from signal_lint.record import record
from signal_lint.source import Location
from signal_lint.syntax import (
    Attribute,
    ClassDef,
    Deferred,
    Expression,
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


def called_imports(ev: Evaluator, owners: frozenset[tuple[str, str]]) -> Iterator[Imported]:
    """Yield what the modules of a project import by calls.

    `owners` are functions with an import statement, by path and qualified name; those with a call that
    imports, and functions beside them that call one of these, are found here.
    """
    importing = frozenset(name for _, owner in owners if (name := _called_name(owner)) not in NOT_AT_IMPORT)
    words = importing | DYNAMIC
    ev.sources.containing(words | WORDS)  # so that each file is read once
    yield from (Imported(place, event) for place, event in what_classes_run(ev, words))
    words |= _callers(ev, words, frozenset(path for path, _ in owners))
    speaking = _Speaking(ev, words)
    for path in ev.sources.containing(words):
        for statement in () if is_test(path) else ev.sources.facts(path).body:
            if _calls(ev, path, statement, words):
                execution = Execution(ev, speaking.follows)
                execution.run((statement,), ev.module_scope(path))
                for event in execution.events:
                    if isinstance(event, Importing | Autodiscovering):
                        yield Imported(Location(path, statement.span), event)


class _Speaking:
    """The functions that may import: by their name, or by a word in them."""

    def __init__(self, ev: Evaluator, words: frozenset[str]) -> None:
        self._ev = ev
        self._words = words
        self.follows = cache(self._follows)

    def _follows(self, function: Function) -> bool:
        """Tell whether a function is worth entering."""
        return _called_name(function.qualname) in self._words or self._speaks(function)

    def _speaks(self, function: Function) -> bool:
        node = self._ev.whole(function).node
        body = node.body if isinstance(node, FunctionDef) else ()
        parts = (part for statement in body for part in inside(statement))
        return any(isinstance(part, Import | ImportFrom) or _names(part, self._words) for part in parts)


def _called_name(qualname: str) -> str:
    """Return the name by which a function is called: an initializer by that of its class."""
    *above, name = qualname.split(".")
    return above[-1] if above and name in MAKING else name


def _callers(ev: Evaluator, words: frozenset[str], beside: frozenset[str]) -> frozenset[str]:
    """Return the names of functions at the top of a module whose code holds one of the words.

    They stand in one of some files, or call what imports by a name.
    """
    return frozenset(
        name
        for path in beside.union(ev.sources.containing(DYNAMIC))
        if not is_test(path)
        for statement in ev.sources.facts(path).body
        if isinstance(statement, Deferred) and statement.kind == "function"
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
            return any(_names(node, words) for node in inside(statement))


def _names(part: Statement | Expression, words: frozenset[str]) -> bool:
    match part:
        case Name(id=word) | Attribute(attr=word):
            return word in words
        case _:
            return False
