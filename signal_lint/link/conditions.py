"""Under which conditions code runs: the tests around it, as written, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Autodiscovering, Connecting, Disconnecting, Event, Importing
from signal_lint.link.values import Scope
from signal_lint.syntax import (
    Case,
    Expression,
    For,
    Handler,
    If,
    Jump,
    Match,
    Return,
    Statement,
    Try,
    While,
    With,
)
from signal_lint.unparse import unparse
from signal_lint.walk import own_parts

#: What says a condition: most are never told, so that none is worked out before.
Condition = Callable[[], str]
#: Longer tests are cut: the place says where the rest stands.
LONGEST = 120


def holding(test: Expression, scope: Scope) -> Condition:
    """Return the condition that a test holds."""
    return lambda: _placed(_quoted(test), scope)


def failing(test: Expression, scope: Scope) -> Condition:
    """Return the condition that a test does not hold."""
    return lambda: _placed(f"not {_quoted(test)}", scope)


def matching(subject: Expression, case: Case, scope: Scope) -> Condition:
    """Return the condition that a `match` takes one of its cases."""
    return lambda: _placed(f"{_quoted(subject)} matches {_quoted(case.pattern)}", scope)


def handling(handler: Handler, scope: Scope) -> Condition:
    """Return the condition that a `try` meets the error of one of its handlers."""
    return lambda: _placed(_error(handler), scope)


def unharmed(statement: Try, scope: Scope) -> Condition:
    """Return the condition that a `try` meets none of the errors that it handles."""
    errors = " or ".join(dict.fromkeys(map(_error, statement.handlers)))
    return lambda: _placed(f"no {errors}", scope)


def staying(statement: Statement, scope: Scope) -> Condition:
    """Return the condition that a run goes past a statement, which may end the block around it."""
    match statement:
        case If(test=test, body=body, orelse=orelse) if _leaves(body) != _leaves(orelse):
            return holding(test, scope) if _leaves(orelse) else failing(test, scope)
        case Try(handlers=handlers) if handlers and all(_leaves(each.body) for each in handlers):
            return unharmed(statement, scope)
        case _:
            return lambda: _placed(f"no `{_way_out(statement)}`", scope)


def may_leave(ev: Evaluator, statement: Statement, scope: Scope) -> bool:
    """Tell whether a compound statement may end the block it stands in, as a guard with `return` does.

    A `raise` ends start-up as well: whatever stands behind it runs wherever there is one.
    """
    match statement:
        case If(test=test) if ev.truth(test, scope) is not None:
            return False
        case If() | Try() | With() | Match():
            leaves: tuple[str, ...] = ("return", "break", "continue")
        case For() | While():
            leaves = ("return",)
        case _:
            return False
    return any(
        (isinstance(part, Return) and "return" in leaves) or (isinstance(part, Jump) and part.kind in leaves)
        for part in own_parts(statement)
    )


def may_break(body: tuple[Statement, ...]) -> bool:
    """Tell whether a round of a loop may be its last."""
    return any(
        isinstance(part, Jump) and part.kind == "break" for statement in body for part in own_parts(statement)
    )


def told(conditions: Iterable[Condition]) -> str:
    """Return conditions in words, each once, "" for none."""
    return both(*(condition() for condition in conditions))


def both(*conditions: str) -> str:
    """Return conditions that all have to hold, in words, "" for none."""
    return " and ".join(dict.fromkeys(condition for condition in conditions if condition))


def under(event: Event, condition: str) -> Event:
    """Return what happens as it does under a condition: perhaps."""
    match event:
        case Connecting():
            return replace(event, certain=False, condition=condition)
        case Disconnecting():
            return replace(event, certain=False)
        case Importing() | Autodiscovering():
            return replace(event, condition=condition)
        case _:
            return event


def _leaves(body: tuple[Statement, ...]) -> bool:
    last = body[-1] if body else None
    return isinstance(last, Return) or (isinstance(last, Jump) and last.kind != "pass")


def _way_out(statement: Statement) -> str:
    """Return the word by which a run leaves the block around a statement."""
    jumps = [part.kind for part in own_parts(statement) if isinstance(part, Jump) and part.kind != "pass"]
    is_returned = any(isinstance(part, Return) for part in own_parts(statement))
    return "return" if is_returned or not jumps else jumps[0]


def _error(handler: Handler) -> str:
    return "error" if handler.type is None else _quoted(handler.type)


def _quoted(expression: Expression) -> str:
    text = " ".join(unparse(expression).split())
    return f"`{text if len(text) <= LONGEST else f'{text[: LONGEST - 1]}…'}`"


def _placed(text: str, scope: Scope) -> str:
    return f"{text} ({scope.path}:{scope.line})"
