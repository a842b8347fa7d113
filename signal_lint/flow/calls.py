"""One call on one path: what it runs, now or later, and what it may do where that is not known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from signal_lint.connections import Function
from signal_lint.flow.blocks import declared_outside, is_generator
from signal_lint.flow.entering import passed
from signal_lint.flow.expressions import dotted, last_name
from signal_lint.flow.names import Bindings
from signal_lint.flow.paths import Path, bind, touch
from signal_lint.record import record
from signal_lint.source import Location
from signal_lint.syntax import (
    Argument,
    Attribute,
    Call,
    Constant,
    Dict,
    Expression,
    FunctionDef,
    Lambda,
    Name,
    Opaque,
    Return,
    Sequence,
    Statement,
)

# What takes a function and runs it later; the path that leads there still leads to it.
DEFERRING = frozenset({"on_commit", "delay", "apply_async", "submit", "Thread", "Timer"})
DEEPEST = 6


@record
class Hop:
    """A call, as written, that the walk followed, and what it runs."""

    location: Location
    call: Call
    function: Function


@record
class Frame:
    """The function being walked, and how the walk came here.

    `inside` are the definitions around the point, innermost last. `shared` are the names
    that the innermost declares `global` or `nonlocal`.
    """

    function: Function
    hops: tuple[Hop, ...] = ()
    deferred: bool = False
    inside: tuple[FunctionDef | Lambda, ...] = ()
    shared: frozenset[str] = frozenset()


@record
class Site:
    """A call that a path reaches: as written, and in terms of what the signal sent."""

    written: Call
    call: Call
    frame: Frame
    awaited: bool
    path: Path


@record
class Entry:
    """A function of the project that a call runs, with all that it is passed, `self` included."""

    function: Function
    args: tuple[Argument, ...]


@record
class Inside:
    """The inside of a function that a call runs, as the walk enters it."""

    frame: Frame
    body: tuple[Statement, ...]
    path: Path


Follow = Callable[[Site], Entry | None]


def enter(site: Site, follow: Follow) -> Inside | None:
    """Return the inside of what a call runs, None where it is not known or nothing runs yet."""
    if len(site.frame.inside) >= DEEPEST:
        return None
    match site.path.bindings.get(dotted(site.written.func)), site.call.func:
        case (FunctionDef() as local, _) | (_, Lambda() as local):
            args = passed(local.parameters, site.call.args)
            return _inside(site, local, {**site.path.bindings, **args}, site.frame)
        case _:
            entry = follow(site)
            return None if entry is None else _followed(site, entry)


def handed_over(site: Site) -> tuple[Call, ...]:
    """Return the calls that a call leaves to others to make: those of the functions it hands to them."""
    if last_name(site.written.func) not in DEFERRING:
        return ()
    values = (argument.value for argument in site.written.args)
    return tuple(call for value in values for call in _calls_of(value, site))


def after_unknown(site: Site) -> Path:
    """Return the path after a call that is not followed; it may change the lists it can reach."""
    match site.call:
        case Call(
            func=Name(id="setattr" | "delattr"),
            args=(Argument(value=owner), Argument(value=Constant(value=str() as name)), *_),
        ):
            return touch(site.path, Attribute(owner, name))
        case call:
            return _after_changes(site, touch(site.path, call))


def _followed(site: Site, entry: Entry) -> Inside | None:
    frame = site.frame
    location = Location(frame.function.location.path, site.written.span)
    hop = Hop(location, site.written, entry.function)
    onward = Frame(entry.function, (*frame.hops, hop), frame.deferred, frame.inside)
    definition = entry.function.definition
    return _inside(site, definition, dict(passed(definition.parameters, entry.args)), onward)


def _inside(site: Site, definition: FunctionDef | Lambda, bindings: Bindings, frame: Frame) -> Inside | None:
    path = replace(site.path, bindings=bindings)
    onward = replace(frame, inside=(*frame.inside, definition))
    if definition in frame.inside:
        return None
    if isinstance(definition, Lambda):
        return Inside(onward, (Return(definition.body),), path)
    body = definition.body
    if is_generator(body) or (definition.is_async and not site.awaited):
        return None
    return Inside(replace(onward, shared=declared_outside(body)), body, path)


def _calls_of(value: Expression, site: Site) -> tuple[Call, ...]:
    match value:
        case Lambda() | Attribute():
            return (Call(value, (), site.written.span),)
        case Name(id=name) if isinstance(site.path.bindings.get(name), FunctionDef | Lambda | Attribute):
            return (Call(value, (), site.written.span),)
        case Call(
            func=Name(id="partial") | Attribute(attr="partial"), args=(Argument(value=function), *rest)
        ):
            return (Call(function, tuple(rest), site.written.span),)
        case _:
            return ()


def _after_changes(site: Site, path: Path) -> Path:
    match site.written:
        case Call(func=Attribute(value=Name(id=name), attr="append" | "add"), args=(Argument(value=_),)):
            match path.bindings.get(name), site.call.args:
                case Sequence(kind="list" | "set", elts=elements) as known, (Argument(value=added, star=""),):
                    return bind(path, name, replace(known, elts=(*elements, added)))
    owner = site.written.func.value if isinstance(site.written.func, Attribute) else None
    for reached in (owner, *(argument.value for argument in site.written.args)):
        match reached:
            case Name(id=name) if isinstance(path.bindings.get(name), Sequence | Dict):
                path = bind(path, name, Opaque(f"{name} after {site.written.span}"))
    return path
