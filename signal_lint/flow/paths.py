"""One way through a function: what it tested, what it did, what its names stand for.

Where ways meet, those that differ only in the outcome of one test become one that does
not know it: after `if x: log()` nothing is known of `x`.
"""

from __future__ import annotations

import re
from dataclasses import field, replace

from signal_lint.flow.names import Bindings, Bound, bounded
from signal_lint.flow.truth import truth
from signal_lint.record import record
from signal_lint.syntax import (
    Argument,
    Attribute,
    BoolOp,
    Call,
    Compare,
    Expression,
    FunctionDef,
    IfExp,
    Name,
    Opaque,
    UnaryOp,
)
from signal_lint.walk import parts

# Beyond this many, a function is too tangled to say anything certain of it.
MOST = 32
TANGLED = Opaque("one of too many ways")
NEGATED = {"is not": "is", "!=": "==", "not in": "in"}
# `post_save.disconnect(…)`, `connect(…)`, `mute_signals(…)`, and what projects call their own.
SWITCHES = re.compile(r"connect|signal|receiver|handler|recurs", re.IGNORECASE)


@record
class Fact:
    """A test, in terms of what the signal sent, and how it came out."""

    test: Expression
    holds: bool


@record
class Path:
    """One way from the entry of a function to a point in it.

    `touched` are the calls made and the targets assigned, where ways have met those
    of any of them. `switches` are the calls among them that may turn signals on or off,
    in order and for certain. `contexts` are the `with` items around the point.
    """

    facts: frozenset[Fact] = frozenset()
    bindings: Bindings = field(default_factory=dict)
    touched: frozenset[Expression] = frozenset()
    switches: tuple[Call, ...] = ()
    contexts: tuple[Expression, ...] = ()


Paths = tuple[Path, ...]


def bind(path: Path, name: str, value: Bound) -> Path:
    """Return a path on which a name stands for a value."""
    carried = value if isinstance(value, FunctionDef) else bounded(value)
    return replace(path, bindings={**path.bindings, name: carried})


def touch(path: Path, step: Expression) -> Path:
    """Return a path on which a call was made, or a target assigned."""
    return replace(path, touched=path.touched | {step}, switches=(*path.switches, *_switch(step)))


def assume(path: Path, fact: Fact) -> Paths:
    """Return the ways to go on where a test came out like that: none where it can't."""
    holds = fact.holds
    match fact.test:
        case UnaryOp(op="not", operand=operand):
            return assume(path, Fact(operand, not holds))
        case BoolOp(left=left, op=op, right=right) if holds is (op == "and"):
            return assume_all((path,), Fact(left, holds), Fact(right, holds))
        case BoolOp(left=left, right=right):
            onward = assume_all((path,), Fact(left, not holds), Fact(right, holds))
            return (*assume(path, Fact(left, holds)), *onward)
        case IfExp(test=test, body=body, orelse=orelse):
            chosen = assume_all((path,), Fact(test, holds=True), Fact(body, holds))
            return (*chosen, *assume_all((path,), Fact(test, holds=False), Fact(orelse, holds)))
        case Call(func=Name(id="bool"), args=(Argument(value=value, star=""),)):
            return assume(path, Fact(value, holds))
        case Compare(left=left, comparisons=((op, right),)) if op in NEGATED:
            return assume(path, Fact(Compare(left, ((NEGATED[op], right),)), not holds))
        case test:
            return _settled(path, Fact(test, holds))


def assume_all(paths: Paths, *facts: Fact) -> Paths:
    """Return the ways to go on where each of several tests came out like that, one after the other."""
    for fact in facts:
        paths = _few(tuple(end for path in paths for end in assume(path, fact)))
    return paths


def join(*groups: Paths) -> Paths:
    """Return the ways on from where several meet, as few as say the same."""
    paths: Paths = tuple([path for group in groups for path in group])
    if len(paths) < 2:
        return paths
    return _few(_merged_all(paths) if len(paths) <= 3 * MOST else paths)


def forget_names(paths: Paths) -> Paths:
    """Return the same ways without what names stand for, so that more of them can meet."""
    return join(tuple(replace(path, bindings={}) for path in paths))


def _switch(step: Expression) -> tuple[Call, ...]:
    match step:
        case Call(func=Attribute(attr=name) | Name(id=name)) if SWITCHES.search(name):
            return (step,)
        case _:
            return ()


def _settled(path: Path, fact: Fact) -> Paths:
    known = truth(fact.test)
    if known is not None:
        return (path,) if known is fact.holds else ()
    if Fact(fact.test, not fact.holds) in path.facts and not _may_have_changed(path, fact.test):
        return ()
    return (replace(path, facts=path.facts | {fact}),)


def _may_have_changed(path: Path, test: Expression) -> bool:
    inside = set(parts(test))
    return any(isinstance(part, Call) for part in inside) or not inside.isdisjoint(path.touched)


def _few(paths: Paths) -> Paths:
    """Return not too many ways: what names stand for is given up first, then what was tested."""
    if len(paths) <= MOST:
        return paths
    first = paths[0].bindings
    kept = {name for name, bound in first.items() if all(path.bindings.get(name) == bound for path in paths)}
    names = {name: Opaque(f"{name} of several ways") for path in paths for name in path.bindings}
    common = {**names, **{name: first[name] for name in kept}}
    merged = _merged_all(tuple(replace(path, bindings=common) for path in paths[: 3 * MOST]))
    if len(merged) <= MOST and len(paths) <= 3 * MOST:
        return merged
    touched = frozenset(step for path in paths for step in path.touched)
    return (Path(frozenset({Fact(TANGLED, holds=True)}), common, touched, (), paths[0].contexts),)


def _merged_all(paths: Paths) -> Paths:
    """Merge whatever can be merged; what comes of a merge may meet another way."""
    kept: list[Path] = []
    waiting = list(reversed(paths))
    while waiting:
        path = waiting.pop()
        for index, other in enumerate(kept):
            merged = _merged(other, path)
            if merged is not None:
                del kept[index]
                waiting.append(merged)
                break
        else:
            kept.append(path)
    return tuple(kept)


def _merged(first: Path, second: Path) -> Path | None:
    """Return the way that stands for two, None where they differ in more than the outcome of one test."""
    if (first.bindings, first.switches, first.contexts) != (
        second.bindings,
        second.switches,
        second.contexts,
    ):
        return None
    common = first.facts & second.facts
    apart = first.facts ^ second.facts
    opposite = len(apart) == 2 and len({fact.test for fact in apart}) == 1
    if not opposite and common not in (first.facts, second.facts):
        return None
    return replace(first, facts=common, touched=first.touched | second.touched)
