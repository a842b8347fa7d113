"""What keeps a receiver alive: the names and uses that refer to a function besides its connection."""

from __future__ import annotations

from bisect import bisect_left

from signal_lint.connections import Lost
from signal_lint.link.bindings import binds
from signal_lint.link.connecting import is_signal
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Connecting
from signal_lint.link.values import Class, Each, External, Function, Instance, ReceiverDecorator
from signal_lint.source import Location
from signal_lint.syntax import (
    Assign,
    Attribute,
    Call,
    ClassDef,
    Deferred,
    Delete,
    Expression,
    For,
    FunctionDef,
    Jump,
    Name,
    Return,
    Scope,
    Statement,
)
from signal_lint.walk import blocks, expressions, own_parts, subexpressions


def escapes(name: str, body: tuple[Statement, ...]) -> bool:
    """Tell whether a local name is used for anything but connecting: then something may keep its value."""
    return any(_used(name, statement) for statement in body)


def without_return(name: str, body: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Leave out `return name`: a call inside `connect(…)` gives the function to nobody else."""
    return tuple(s for s in body if not (isinstance(s, Return) and s.value == Name(name)))


def is_decorated(ev: Evaluator, function: Function) -> bool:
    """Tell whether a decorator other than `receiver` gets hold of a function."""
    decorators = function.node.decorators if isinstance(function.node, FunctionDef) else ()
    values = (ev.evaluate(decorator.expression, function.scope) for decorator in decorators)
    return not all(isinstance(value, ReceiverDecorator) for value in values)


def _used(name: str, statement: Statement) -> bool:
    match statement:
        case Deferred():
            return False
        case Scope(names=names):
            return name in names
        case Assign(targets=(Name(),), value=value):
            return value is not None and _refers(name, value)
        case _:
            inner = blocks(statement)
    if any(_refers(name, expression) for expression in expressions(statement)):
        return True
    if isinstance(statement, FunctionDef | ClassDef) and statement.name != name:
        inner = (statement.body,)
    return any(_used(name, one) for block in inner for one in block)


def _refers(name: str, expression: Expression) -> bool:
    match expression:
        case Call(func=Attribute(attr="connect" | "disconnect"), args=args):
            written = next((a.value for a in args if a.keyword in (None, "receiver")), None)
            # The function itself is only connected; what a call around it makes may hold it.
            return isinstance(written, Call) and _refers(name, written)
        case Name(id=found):
            return found == name
        case _:
            return any(_refers(name, part) for part in subexpressions(expression))


def redefined_in_loop(ev: Evaluator, later: Connecting, event: Connecting) -> bool:
    """Tell whether a loop of a module comes back to a connection with a new function of the same name."""
    receiver = event.receiver
    if later.location != event.location or later.receiver != receiver:
        return False
    rounds = (event.scope.bindings, later.scope.bindings)
    if rounds[0] == rounds[1] or any(isinstance(value, Each) for value in rounds[1].values()):
        return False
    if not isinstance(receiver, Function) or not _is_global(receiver):
        return False
    if is_decorated(ev, receiver):
        return False
    loop = _whole(ev, receiver, _around(receiver))
    return (
        isinstance(loop, For)
        and not any(isinstance(part, Jump) and part.kind == "break" for part in own_parts(loop))
        and not _used(receiver.qualname, loop)
        and not _handed_over(ev, receiver, loop)
    )


def _handed_over(ev: Evaluator, function: Function, statement: Statement) -> bool:
    """Tell whether a statement gives a function to the `connect()` of what is no signal of Django's."""
    name = function.qualname.rpartition(".")[2]
    for part in own_parts(statement):
        match part:
            case Call(func=Attribute(value=base, attr="connect"), args=args):
                owner = ev.evaluate(base, function.scope)
                is_other = isinstance(owner, Class | External | Instance) and not is_signal(ev, owner)
                if is_other and any(_refers(name, argument.value) for argument in args):
                    return True
            case _:
                continue
    return False


def replaced(ev: Evaluator, event: Connecting) -> Lost | None:
    """Return what dropped the only reference to a function of a module or class: a new use of its name."""
    receiver = event.receiver
    if not isinstance(receiver, Function) or not _is_named_by_its_scope(receiver):
        return None
    name, number = receiver.qualname.rpartition(".")[2], _number(receiver)
    if number is None or max(_binding(ev, receiver, name), default=number) <= number:
        return None
    body = receiver.scope.body
    if not _defines(body[number], name) or is_decorated(ev, receiver):
        return None
    rest = body[number + 1 :]
    for number, later in enumerate(rest, 1):
        whole = _whole(ev, receiver, later) if _may_use(ev, receiver, later) else later
        if whole is not None and _rebinds(whole, name):
            if any(_takes(name, _whole(ev, receiver, each)) for each in rest[:number]):
                return None
            reason = f"a later definition of `{name}` drops the only reference to it"
            return Lost("replaced", reason, Location(receiver.path, later.span))
        if whole is None or _keeps(ev, receiver, whole):
            return None
    return None


def _binding(ev: Evaluator, function: Function, name: str) -> list[int]:
    """Return the numbers of the statements that bind a name in the scope of a function."""
    scope = function.scope
    if scope.kind == "module":
        return ev.index(scope.path).get(name, [])
    return [number for number, statement in enumerate(scope.body) if name in ev.binds(statement)]


def _keeps(ev: Evaluator, function: Function, statement: Statement) -> bool:
    """Tell whether a statement that runs with its scope may keep a function, as no function does."""
    match statement:
        case FunctionDef():
            return False
        case ClassDef(body=body) if any(_may_use(ev, function, member) for member in body):
            return True
        case _:
            name = function.qualname.rpartition(".")[2]
            return _used(name, statement) or _handed_over(ev, function, statement)


def _is_named_by_its_scope(function: Function) -> bool:
    """Tell whether nothing but a name of a module, or of a class in one, refers to a function."""
    scope = function.scope
    return scope.kind == "module" or (scope.kind == "class" and "<locals>" not in function.qualname)


def _defines(statement: Statement, name: str) -> bool:
    match statement:
        case FunctionDef(name=defined):
            return defined == name
        case Deferred(kind="function", names=names):
            return name in names
        case _:
            return False


def _takes(name: str, statement: Statement | None) -> bool:
    """Tell whether a definition uses a name at once: in a decorator, a default or a base class."""
    match statement:
        case FunctionDef(parameters=parameters):
            each = (*parameters.positional_only, *parameters.positional, *parameters.keyword_only)
            defaults = [parameter.default for parameter in each if parameter.default is not None]
            return any(_refers(name, written) for written in (*expressions(statement), *defaults))
        case ClassDef():
            return any(_refers(name, written) for written in expressions(statement))
        case _:
            return False


def _is_global(function: Function) -> bool:
    return function.scope.kind == "module" and "." not in function.qualname


def _around(function: Function) -> Statement | None:
    """Return the statement of its module that holds a function."""
    number = _number(function)
    return None if number is None else function.scope.body[number]


def _number(function: Function) -> int | None:
    """Return the number, in its scope, of the statement that holds a function."""
    body, line = function.scope.body, function.span.line
    number = bisect_left(body, line, key=_last_line)
    return number if number < len(body) and body[number].span.line <= line else None


def _last_line(statement: Statement) -> int:
    return statement.span.end_line


def _whole(ev: Evaluator, function: Function, statement: Statement | None) -> Statement | None:
    return (
        ev.sources.statement(function.path, statement.key) if isinstance(statement, Deferred) else statement
    )


def _may_use(ev: Evaluator, function: Function, statement: Statement) -> bool:
    """Tell whether a statement that runs with its scope, no function of it, may use a function."""
    if not isinstance(statement, Deferred) or statement.kind == "function":
        return False
    name = function.qualname.rpartition(".")[2]
    return ev.sources.mentions(function.path, statement.key, frozenset({name}))


def _rebinds(statement: Statement, name: str) -> bool:
    """Tell whether a statement certainly makes a name mean something else, without use of what it was."""
    match statement:
        case Deferred(kind="function" | "class", names=names):
            return name in names
        case ClassDef(name=defined) | FunctionDef(name=defined):
            return defined == name
        case Delete():
            return name in binds(statement)
        case Assign(value=value):
            return value is not None and name in binds(statement) and not _refers(name, value)
        case _:
            return False
