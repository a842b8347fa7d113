"""Walking an expression: the calls it makes, in order, and how its tests come out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace

from signal_lint.flow.calls import Follow, Frame, Site, after_unknown, enter, handed_over
from signal_lint.flow.names import resolve
from signal_lint.flow.paths import Fact, Path, Paths, assume, bind, join, touch
from signal_lint.record import record
from signal_lint.syntax import (
    Attribute,
    Await,
    BoolOp,
    Call,
    Comprehension,
    Constant,
    Expression,
    IfExp,
    Lambda,
    Name,
    NamedExpr,
    Opaque,
    Sequence,
    Starred,
    Statement,
    Subscript,
    UnaryOp,
)
from signal_lint.walk import subexpressions

Body = tuple[Statement, ...]


@record
class Read:
    """An attribute that is read, or something that is gone through, and the ways there.

    Expressions without a call have no place of their own: `line` is that of their statement.
    """

    written: Expression
    line: int
    frame: Frame
    paths: Paths
    iterated: bool = False


@record
class Walk:
    """A walk in progress: where it is, what it may follow, and the calls and reads it met so far.

    `run` walks the statements of a function from the given paths to where it returns.
    """

    frame: Frame
    follow: Follow
    run: Callable[[Walk, Body, Paths], Paths]
    sites: list[Site] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    line: int = 0

    def at(self, line: int) -> Walk:
        """Return the walk at the statement of a line; `replace` takes as long as the rest of the step."""
        return Walk(self.frame, self.follow, self.run, self.sites, self.reads, line)


def evaluate(walk: Walk, expression: Expression, paths: Paths) -> Paths:
    """Return the ways on from the evaluation of an expression."""
    match expression:
        case BoolOp(left=left, op=op, right=right):
            true, false = split(walk, left, paths)
            onward, done = (true, false) if op == "and" else (false, true)
            return join(evaluate(walk, right, onward), done)
        case IfExp(test=test, body=body, orelse=orelse):
            true, false = split(walk, test, paths)
            return join(evaluate(walk, body, true), evaluate(walk, orelse, false))
        case NamedExpr(target=target, value=value):
            return assign(walk, target, value, evaluate(walk, value, paths))
        case Await(value=Call() as call):
            return _call(walk, call, _all_parts(walk, call, paths), awaited=True)
        case Call():
            return _call(walk, expression, _all_parts(walk, expression, paths), awaited=False)
        case Comprehension():
            return _comprehend(walk, expression, paths)
        case Lambda():
            return paths
        case Attribute(value=owner):
            reached = evaluate(walk, owner, paths)
            walk.reads.append(Read(expression, walk.line, walk.frame, reached))
            return reached
        case _:
            return _all_parts(walk, expression, paths)


def split(walk: Walk, test: Expression, paths: Paths) -> tuple[Paths, Paths]:
    """Return the ways on from a test, where it is true and where it is false."""
    match test:
        case UnaryOp(op="not", operand=operand):
            true, false = split(walk, operand, paths)
            return false, true
        case BoolOp(left=left, op="and", right=right):
            true, false = split(walk, left, paths)
            both, only_first = split(walk, right, true)
            return both, join(false, only_first)
        case BoolOp(left=left, right=right):
            true, false = split(walk, left, paths)
            only_second, neither = split(walk, right, false)
            return join(true, only_second), neither
        case _:
            reached = evaluate(walk, test, paths)
            return _where(test, reached, holds=True), _where(test, reached, holds=False)


def assign(walk: Walk, target: Expression, value: Expression, paths: Paths) -> Paths:
    """Return the paths after the assignment of a value, as written, to a target."""
    return tuple(store(walk, target, resolve(value, path.bindings), path) for path in paths)


def store(walk: Walk, target: Expression, value: Expression, path: Path) -> Path:
    """Return a path after the assignment of a value, in terms of what the signal sent."""
    match target:
        case Name(id=name) if name not in walk.frame.shared:
            return bind(path, name, value)
        case Name():
            return touch(path, target)
        case Sequence(elts=targets):
            for element, part in zip(targets, _unpacked(value, len(targets)), strict=True):
                path = store(walk, element, part, path)
            return path
        case Starred(value=inner):
            return store(walk, inner, Opaque("the rest"), path)
        case _:
            return touch(path, resolve(target, path.bindings))


def _where(test: Expression, paths: Paths, *, holds: bool) -> Paths:
    return join(*(assume(path, Fact(resolve(test, path.bindings), holds)) for path in paths))


def _all_parts(walk: Walk, expression: Expression, paths: Paths) -> Paths:
    for part in subexpressions(expression):
        paths = evaluate(walk, part, paths)
    return paths


def _unpacked(value: Expression, count: int) -> tuple[Expression, ...]:
    match value:
        case Sequence(elts=elements) if len(elements) == count and not any(
            isinstance(element, Starred) for element in elements
        ):
            return elements
        case _:
            return tuple(Subscript(value, Constant(index)) for index in range(count))


def _comprehend(walk: Walk, comprehension: Comprehension, paths: Paths) -> Paths:
    """Walk what runs for each element; what follows goes on whether there were any or not."""
    first = comprehension.clauses[0]
    after = inner = evaluate(walk, first.iter, paths)
    for clause in comprehension.clauses:
        if clause is not first:
            inner = evaluate(walk, clause.iter, inner)
        inner = each(walk, clause.target, clause.iter, inner)
        for test in clause.ifs:
            inner, _ = split(walk, test, inner)
    for part in (comprehension.key, comprehension.element):
        inner = inner if part is None else evaluate(walk, part, inner)
    return after


def each(walk: Walk, target: Expression, iterable: Expression, paths: Paths) -> Paths:
    """Return the paths into a loop over something that is not empty."""
    walk.reads.append(Read(iterable, walk.line, walk.frame, paths, iterated=True))
    into = _where(iterable, paths, holds=True)
    return tuple(
        store(walk, target, Subscript(resolve(iterable, path.bindings), Opaque("each")), path)
        for path in into
    )


def _call(walk: Walk, written: Call, paths: Paths, *, awaited: bool) -> Paths:
    reached: list[Paths] = []
    for path in paths:
        match resolve(written, path.bindings):
            case Call() as call:
                site = Site(written, call, walk.frame, awaited, path)
                walk.sites.append(site)
                reached.append(_made(walk, site))
            case _:
                reached.append((path,))
    return join(*reached)


def _made(walk: Walk, site: Site) -> Paths:
    """Return the ways on from a call: through what it runs where that is known, past it elsewhere."""
    for later in handed_over(site):
        _call(replace(walk, frame=replace(walk.frame, deferred=True)), later, (site.path,), awaited=True)
    entered = enter(site, walk.follow)
    if entered is None:
        return (after_unknown(site),)
    ends = walk.run(replace(walk, frame=entered.frame), entered.body, (entered.path,))
    before = site.path
    return join(tuple(replace(end, bindings=before.bindings, contexts=before.contexts) for end in ends))
