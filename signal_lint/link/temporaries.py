"""What certainly makes an object that nothing else refers to: a partial, a plain class, a plain factory."""

from __future__ import annotations

from signal_lint.django.names import canonical
from signal_lint.link.classes import own_attribute
from signal_lint.link.connecting import is_signal
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.values import Class, External, Function, Method, Scope
from signal_lint.syntax import (
    Assign,
    Attribute,
    Call,
    Constant,
    Expr,
    Expression,
    FunctionDef,
    Name,
    Statement,
    Yield,
)
from signal_lint.walk import inside, own_parts, parts


def is_made(ev: Evaluator, written: Expression | None, scope: Scope) -> bool:
    """Tell whether an expression makes an object, or asks a new one for a method, and nothing keeps that."""
    match written:
        case Call(func=func) | Attribute(value=Call(func=func)):
            of = ev.evaluate(func, scope)
        case _:
            return False
    match of:
        case External(name=name):
            return canonical(name) == "functools.partial"
        case Class():
            return all(isinstance(each, Class) and _is_plain(ev, each) for each in ev.class_order(of))
        case _:
            return False


def is_made_by(ev: Evaluator, written: Call, made: Function, scope: Scope) -> bool:
    """Tell whether a call runs the function that a function is defined in, with nothing around that."""
    factory = ev.evaluate(written.func, scope)
    if isinstance(factory, Method):
        factory = factory.function
    inner = made.qualname.rpartition(".")[2]
    return (
        isinstance(factory, Function)
        and isinstance(factory.node, FunctionDef)
        and not factory.node.decorators
        and (factory.path, f"{factory.qualname}.<locals>.{inner}") == (made.path, made.qualname)
    )


def local_value(name: str, body: tuple[Statement, ...]) -> Expression | None:
    """Return what the only assignment of a local name gives it, None where that is not all there is to it."""
    found = [
        statement
        for statement in map(_assignment, [part for each in body for part in own_parts(each)])
        if statement is not None and Name(name) in statement.targets
    ]
    return found[0].value if len(found) == 1 else None


def is_passed_elsewhere(ev: Evaluator, name: str, body: tuple[Statement, ...], scope: Scope) -> bool:
    """Tell whether a local name goes to the `connect` of something that may be no signal of Django."""
    for statement in body:
        for part in inside(statement):
            match part:
                case Call(func=Attribute(value=base, attr="connect"), args=args):
                    given = any(argument.value == Name(name) for argument in args)
                    if given and not is_signal(ev, ev.evaluate(base, scope)):
                        return True
                case _:
                    continue
    return False


def is_for_a_while(body: tuple[Statement, ...]) -> bool:
    """Tell whether a function means its connections to last no longer than itself."""
    for part in (part for statement in body for part in own_parts(statement)):
        match part:
            case Yield() | Call(func=Attribute(attr="disconnect")):
                return True
            case _:
                continue
    return False


def _assignment(part: Statement | Expression) -> Assign | None:
    return part if isinstance(part, Assign) else None


def _is_plain(ev: Evaluator, of: Class) -> bool:
    """Tell whether nothing that a class does when it makes an object keeps that."""
    decorated = of.node.decorators or any(base.keyword for base in of.node.bases)
    if decorated or own_attribute(ev, of, "__new__") is not None:
        return False
    init = own_attribute(ev, of, "__init__")
    if init is None:
        return True
    whole = ev.whole(init) if isinstance(init, Function) else None
    if whole is None or not isinstance(whole.node, FunctionDef) or whole.node.decorators:
        return False
    parameters = whole.node.parameters
    own = next(iter((*parameters.positional_only, *parameters.positional)), None)
    return own is not None and all(_only_sets(statement, Name(own.name)) for statement in whole.node.body)


def _only_sets(statement: Statement, own: Name) -> bool:
    """Tell whether a statement sets an attribute of the object, and gives the object to nobody."""
    match statement:
        case Assign(targets=(Attribute(value=target),), value=value) if target == own:
            return value is None or own not in parts(value)
        case Expr(value=Constant()):
            return True
        case _:
            return False
