"""Where the entries of INSTALLED_APPS are written: in the settings, or in a module that these import."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from signal_lint.link.evaluator import Evaluator
from signal_lint.link.searching import everything
from signal_lint.source import Location, at_line
from signal_lint.syntax import Assign, AugAssign, Call, Constant, Import, Sequence

#: So many files are looked through at most: settings import little, but may import anything.
MOST_FILES = 50


def places_of(ev: Evaluator, entries: frozenset[str]) -> dict[str, Location]:
    """Return where each entry is written first; a list that names apps counts before any other."""
    found: dict[str, Location] = {}
    elsewhere: dict[str, Location] = {}
    for path in settings_files(ev):
        for text, line, is_list_of_apps in _written(ev, path, entries):
            (found if is_list_of_apps else elsewhere).setdefault(text, at_line(path, line))
    return elsewhere | found


def settings_files(ev: Evaluator) -> tuple[str, ...]:
    """Return the settings modules with what they import of the project, the nearest first."""
    found = dict.fromkeys(ev.settings_paths)
    waiting = deque(found)
    while waiting and len(found) < MOST_FILES:
        path = waiting.popleft()
        for target in _imported(ev, path):
            if target not in found:
                found[target] = None
                waiting.append(target)
    return tuple(found)


def _imported(ev: Evaluator, path: str) -> Iterator[str]:
    for fact in ev.sources.imports(path):
        statement = fact.statement
        if isinstance(statement, Import):
            names = [alias.name for alias in statement.names]
        else:
            module = ev.modules.relative(path, statement.level, statement.module)
            names = [module, *(f"{module}.{alias.name}" for alias in statement.names)]
        for name in names:
            target = ev.modules.find(name) if name else None
            if target is not None and target.endswith(".py"):
                yield target


def _written(ev: Evaluator, path: str, entries: frozenset[str]) -> Iterator[tuple[str, int, bool]]:
    """Yield the entries that a file holds, each with its line and whether it stands in a list of apps."""
    of_apps = False
    for node in everything(ev.sources, path, entries):
        match node:
            case Assign(targets=targets):
                of_apps = "APPS" in repr(targets)
            case AugAssign(target=target):
                of_apps = "APPS" in repr(target)
            case Call(func=func, args=args):
                for each in args:
                    if isinstance(each.value, Constant) and each.value.value in entries:
                        yield str(each.value.value), each.span.line, "APPS" in repr(func)
            case Sequence(elts=elements, lines=lines):
                for element, line in zip(elements, lines, strict=False):
                    if isinstance(element, Constant) and element.value in entries:
                        yield str(element.value), line, of_apps
            case _:
                continue
