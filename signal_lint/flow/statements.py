"""Walking the statements of a function along every path."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from signal_lint.connections import Function
from signal_lint.flow.blocks import calls_in, declared_outside, is_generator, nested
from signal_lint.flow.calls import Follow, Frame, Site
from signal_lint.flow.entering import received
from signal_lint.flow.evaluate import Body, Walk, assign, each, evaluate, split
from signal_lint.flow.expressions import dotted, last_name
from signal_lint.flow.names import resolve
from signal_lint.flow.paths import Fact, Path, Paths, assume, assume_all, bind, join, touch
from signal_lint.flow.truth import truth
from signal_lint.record import record
from signal_lint.syntax import (
    Alias,
    Assert,
    Assign,
    Attribute,
    AugAssign,
    BinOp,
    Case,
    Compare,
    Constant,
    Delete,
    Expr,
    Expression,
    For,
    FunctionDef,
    If,
    Import,
    ImportFrom,
    Jump,
    Lambda,
    Match,
    Name,
    Opaque,
    Raise,
    Return,
    Statement,
    Subscript,
    Try,
    While,
    With,
)

# An exception of these is expected where it is caught, however broadly.
LOOKUPS = frozenset({"get", "aget", "latest", "earliest", "get_object_or_404"})
BROAD = frozenset({"Exception", "BaseException", "RecursionError"})


@record
class Flow:
    """Where a block leads: on, out of the function, out of the loop, or to its next round."""

    on: Paths = ()
    returned: Paths = ()
    broken: Paths = ()
    continued: Paths = ()


def reached_calls(function: Function, follow: Follow) -> tuple[Site, ...]:
    """Return every call that a receiver makes, once for each path that leads to it."""
    return tuple(walked(function, follow).sites)


def walked(function: Function, follow: Follow) -> Walk:
    """Return what was met on a walk through a receiver."""
    definition = function.definition
    path = Path(bindings=received(definition.parameters))
    frame = Frame(function, inside=(definition,))
    body = (Return(definition.body),) if isinstance(definition, Lambda) else definition.body
    walk = Walk(replace(frame, shared=declared_outside(body)), follow, run)
    # Calling a generator function makes a generator, and Django throws it away.
    run(walk, () if is_generator(body) else body, (path,))
    return walk


def run(walk: Walk, body: Body, paths: Paths) -> Paths:
    """Return the paths out of a function that begins on the given ones."""
    flow = _block(walk, body, paths)
    return join(flow.on, flow.returned)


def _block(walk: Walk, body: Body, paths: Paths) -> Flow:
    flow = Flow(on=paths)
    for statement in body:
        if not flow.on:
            break  # what follows is never reached
        after = _statement(walk.at(statement.span.line), statement, flow.on)
        flow = _together(Flow((), flow.returned, flow.broken, flow.continued), after)
    return flow


def _statement(walk: Walk, statement: Statement, paths: Paths) -> Flow:
    match statement:
        case If(test=test, body=body, orelse=orelse):
            true, false = split(walk, test, paths)
            return _together(_block(walk, body, true), _block(walk, orelse, false))
        case For():
            return _for(walk, statement, paths)
        case While():
            return _while(walk, statement, paths)
        case Try():
            return _try(walk, statement, paths)
        case With():
            return _with(walk, statement, paths)
        case Match():
            return _match(walk, statement, paths)
        case Return(value=value):
            return Flow(returned=paths if value is None else evaluate(walk, value, paths))
        case Raise(exc=exc):
            _ = exc and evaluate(walk, exc, paths)
            return Flow()
        case Jump(kind="break"):
            return Flow(broken=paths)
        case Jump(kind="continue"):
            return Flow(continued=paths)
        case _:
            return Flow(on=_simple(walk, statement, paths))


def _simple(walk: Walk, statement: Statement, paths: Paths) -> Paths:
    match statement:
        case Expr(value=value):
            return evaluate(walk, value, paths)
        case Assert(test=test):
            return split(walk, test, paths)[0]
        case Assign(targets=targets, value=value) if value is not None:
            paths = evaluate(walk, value, paths)
            for target in targets:
                paths = assign(walk, target, value, paths)
            return paths
        case AugAssign(target=target, op=op, value=value):
            return assign(walk, target, BinOp(target, op, value), evaluate(walk, value, paths))
        case Delete(targets=targets):
            for target in targets:
                paths = assign(walk, target, Opaque("deleted"), paths)
            return paths
        case FunctionDef(name=name):
            return tuple(bind(path, name, statement) for path in paths)
        case Import(names=names) | ImportFrom(names=names):
            return tuple(_imported(path, names) for path in paths)
        case _:
            return paths


def _imported(path: Path, names: tuple[Alias, ...]) -> Path:
    """Return a path on which imported names mean what they say, whatever they stood for before."""
    hidden = {alias.asname or alias.name.partition(".")[0] for alias in names}
    return replace(
        path, bindings={name: bound for name, bound in path.bindings.items() if name not in hidden}
    )


def _for(walk: Walk, loop: For, paths: Paths) -> Flow:
    """Walk a loop not at all and once: a second round tells nothing new about the first call in it."""
    reached = evaluate(walk, loop.iter, paths)
    round_ = _block(walk, loop.body, each(walk, loop.target, loop.iter, reached))
    empty = tuple(
        end for path in reached for end in assume(path, Fact(resolve(loop.iter, path.bindings), holds=False))
    )
    return _after_loop(walk, loop.orelse, round_, join(empty, round_.on, round_.continued))


def _while(walk: Walk, loop: While, paths: Paths) -> Flow:
    true, false = split(walk, loop.test, paths)
    round_ = _block(walk, loop.body, true)
    ended = () if truth(loop.test) else (*round_.on, *round_.continued)
    return _after_loop(walk, loop.orelse, round_, join(false, ended))


def _after_loop(walk: Walk, orelse: Body, round_: Flow, ended: Paths) -> Flow:
    after = _block(walk, orelse, ended)
    return _together(after, Flow(on=round_.broken, returned=round_.returned))


def _with(walk: Walk, block: With, paths: Paths) -> Flow:
    before = paths
    for context, target in block.items:
        paths = evaluate(walk, context, paths)
        paths = tuple(_within(path, resolve(context, path.bindings)) for path in paths)
        if target is not None:
            paths = assign(walk, target, Opaque(f"entered at {block.span}"), paths)
    around = before[0].contexts
    return _each_way(_block(walk, block.body, paths), lambda ways: _leave(ways, around))


def _within(path: Path, context: Expression) -> Path:
    """Return a path inside a context; what the context turns off is on again after it."""
    switches = tuple(switch for switch in path.switches if switch != context)
    return replace(path, contexts=(*path.contexts, context), switches=switches)


def _leave(paths: Paths, around: tuple[Expression, ...]) -> Paths:
    return tuple(replace(path, contexts=around) for path in paths)


def _match(walk: Walk, block: Match, paths: Paths) -> Flow:
    waiting = evaluate(walk, block.subject, paths)
    flow = Flow()
    for case in block.cases:
        matched, waiting = _case(walk, block.subject, case, waiting)
        flow = _together(flow, _block(walk, case.body, matched))
    return _together(flow, Flow(on=waiting))


def _case(walk: Walk, subject: Expression, case: Case, paths: Paths) -> tuple[Paths, Paths]:
    match case.pattern:
        case Name(id=name):
            taken = paths if name == "_" else assign(walk, case.pattern, subject, paths)
            left: Paths = ()
        case pattern:
            op = (
                "is"
                if isinstance(pattern, Constant)
                and (pattern.value is None or isinstance(pattern.value, bool))
                else "=="
            )
            taken, left = split(walk, Compare(subject, ((op, pattern),)), paths)
    if case.guard is None:
        return taken, left
    allowed, refused = split(walk, case.guard, taken)
    return allowed, join(left, refused)


def _try(walk: Walk, block: Try, paths: Paths) -> Flow:
    happened = Opaque(f"an exception at {block.span}")
    expected = _with_final_assignments(block, paths)
    cut = _first_lookup(block)
    start = _block(walk, block.body[:cut], expected)
    rest = _block(walk, block.body[cut:], assume_all(start.on, Fact(happened, holds=False)))
    flow = _together(replace(start, on=()), replace(rest, on=()))
    caught = assume_all(expected, Fact(happened, holds=True))
    normal = rest.on if cut < len(block.body) else start.on
    for handler in block.handlers:
        after = _block(walk, handler.body, _handling(handler.name, caught))
        if not after.on and not _is_broad(handler.type):
            normal = assume_all(normal, Fact(happened, holds=False))
        flow = _together(flow, after)
    flow = _together(flow, _block(walk, block.orelse, normal))
    return _each_way(flow, lambda ways: _block(walk, block.finalbody, ways).on) if block.finalbody else flow


def _first_lookup(block: Try) -> int:
    """Return how many statements of a `try` run whatever happens: what follows a lookup depends on it."""
    broad = all(_is_broad(handler.type) for handler in block.handlers)
    for count, statement in enumerate(block.body, start=1):
        lookups = (not broad or last_name(call.func) in LOOKUPS for call in calls_in(statement))
        if block.handlers and any(lookups):
            return count
    return len(block.body)


def _with_final_assignments(block: Try, paths: Paths) -> Paths:
    """Return the paths into a `try`; a flag that `finally` takes back is a flag, whoever set it."""
    for statement in nested(block.finalbody):
        match statement:
            case Assign(targets=targets) | Delete(targets=targets):
                marks = [target for target in targets if isinstance(target, Attribute | Subscript)]
                for mark in marks:
                    paths = tuple(touch(path, resolve(mark, path.bindings)) for path in paths)
            case _:
                pass
    return paths


def _handling(name: str | None, paths: Paths) -> Paths:
    return paths if name is None else tuple(bind(path, name, Opaque("exception")) for path in paths)


def _is_broad(caught: Expression | None) -> bool:
    return caught is None or dotted(caught) in BROAD


def _together(*flows: Flow) -> Flow:
    return Flow(
        join(*(flow.on for flow in flows)),
        join(*(flow.returned for flow in flows)),
        join(*(flow.broken for flow in flows)),
        join(*(flow.continued for flow in flows)),
    )


def _each_way(flow: Flow, change: Callable[[Paths], Paths]) -> Flow:
    ways = (flow.on, flow.returned, flow.broken, flow.continued)
    return Flow(*(change(paths) if paths else () for paths in ways))
