"""Where the list of installed apps could not be read: what a person has to be told."""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.link.apps import packages
from signal_lint.link.bindings import STAR, start
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.following import Following
from signal_lint.link.lists import contents
from signal_lint.link.names import module_name
from signal_lint.link.values import Literal
from signal_lint.syntax import Assign, AugAssign, Deferred, Expr, ImportFrom, Statement
from signal_lint.unparse import unparse
from signal_lint.walk import blocks

APPS = "INSTALLED_APPS"
REMEDY = "state it with the key installed-apps"
LONGEST = 60


def unread_apps(ev: Evaluator) -> tuple[str, ...]:
    """Return the remarks, a line each, on a list of apps that is not known fully; none where it is."""
    if ev.apps.complete or not packages(ev):
        return ()
    found = [place for path in ev.settings_paths for place in _unread(ev, path, APPS, frozenset())]
    if not found:
        return (f"No {APPS} was found in the project; {REMEDY}",)
    return tuple(
        f"{path}:{line}: {APPS} cannot be read from here on (`{text}`); {REMEDY}"
        for path, line, text in dict.fromkeys(found)
    )


def _unread(ev: Evaluator, path: str, name: str, seen: frozenset[str]) -> Iterator[tuple[str, int, str]]:
    """Yield the first statement behind which the list that a name stands for is not known fully."""
    if path in seen or is_known(ev, path, name, None):
        return
    body = ev.sources.facts(path).body
    scope = ev.module_scope(path)
    touching = [
        each
        for each in body
        if {name, STAR} & ev.binds(each) or Following(ev, name).is_changed_by(each, scope)
    ]
    for statement in touching:
        following = next((each for each in body if start(each) > start(statement)), None)
        line = None if following is None else start(following)
        if not is_known(ev, path, name, line):
            yield from _culprit(ev, path, statement, name, seen | {path})
            return
    for function in ev.rebinding.functions(path, name):
        yield path, function.span.line, f"def {function.name}"


def is_known(ev: Evaluator, path: str, name: str, line: int | None) -> bool:
    """Tell whether a module knows all that a list holds, before a line."""
    value = module_name(ev, path, name, line)
    items = contents(value)
    if items is None:
        return value is None
    return items.complete and all(isinstance(each, Literal) for each in items.elements)


def _culprit(
    ev: Evaluator, path: str, statement: Statement, name: str, seen: frozenset[str]
) -> Iterator[tuple[str, int, str]]:
    """Yield what cannot be read: the statement, or one in the module that it imports the list from."""
    whole = ev.sources.statement(path, statement.key) if isinstance(statement, Deferred) else statement
    if isinstance(whole, ImportFrom):
        target = ev.modules.find(ev.modules.relative(path, whole.level, whole.module))
        found = list(_unread(ev, target, name, seen)) if target and target.endswith(".py") else []
        yield from found or [(path, start(whole), f"from {'.' * whole.level}{whole.module} import …")]
        return
    simple: Statement | None = whole
    while simple is not None and any(blocks(simple)):
        inner = [each for block in blocks(simple) for each in block]
        own = [each for each in inner if _concerns(ev, path, each, name)]
        if not own:
            break
        simple = own[0]
    yield path, start(simple or statement), _text(simple)


def _concerns(ev: Evaluator, path: str, statement: Statement, name: str) -> bool:
    if {name, STAR} & ev.binds(statement):
        return True
    return Following(ev, name).is_changed_by(statement, ev.module_scope(path))


def _text(statement: Statement | None) -> str:
    match statement:
        case Expr(value=value):
            text = unparse(value)
        case Assign(targets=(target, *_), value=value) if value is not None:
            text = f"{unparse(target)} = {unparse(value)}"
        case AugAssign(target=target, op=op, value=value):
            text = f"{unparse(target)} {op}= {unparse(value)}"
        case _:
            text = APPS
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
