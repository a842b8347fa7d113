"""Functions of the project as rules see them, and what decorators make of their signatures."""

from __future__ import annotations

from signal_lint.connections import Function as ProjectFunction
from signal_lint.django.names import canonical
from signal_lint.link.calls import entered
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.returning import returns
from signal_lint.link.values import (
    External,
    Function,
    Given,
    ReceiverDecorator,
    Returned,
    Scope,
    Unknown,
    Value,
)
from signal_lint.source import Location
from signal_lint.syntax import Attribute, Call, Expression, FunctionDef, Name, Parameters, Statement
from signal_lint.walk import own_parts

#: Decorators that `inspect.signature` sees through, as Django's own check does.
KEEPS_SIGNATURE = frozenset(
    {
        "django.dispatch.receiver",
        "django.db.transaction.atomic",
        "django.db.transaction.non_atomic_requests",
        "django.utils.decorators.method_decorator",
        "django.utils.translation.override",
        "django.test.override_settings",
        "django.test.utils.override_settings",
        "functools.cache",
        "functools.lru_cache",
        "builtins.staticmethod",
        "builtins.classmethod",
        "typing.no_type_check",
        "typing.overload",
        "typing_extensions.deprecated",
        "asgiref.sync.sync_to_async",
    }
)
#: What gives a wrapper the signature of what it wraps, without a decorator.
MARKS = frozenset({"update_wrapper", "__wrapped__", "__signature__"})


def function_of(ev: Evaluator, value: Function) -> ProjectFunction:
    """Return a function with the parameters that it has under its decorators."""
    node = value.node
    ev.functions[Location(value.path, value.span)] = value
    parameters: Parameters | None = node.parameters
    lines: tuple[int, ...] = ()
    names: tuple[str | None, ...] = ()
    if isinstance(node, FunctionDef):
        names = tuple(_name(ev, decorator.expression, value.scope) for decorator in node.decorators)
        lines = tuple(decorator.span.line for decorator in node.decorators)
        for decorator in reversed(node.decorators):
            parameters = (
                None if parameters is None else _after(ev, decorator.expression, parameters, value.scope)
            )
    return ProjectFunction(
        ev.dotted(value),
        value.qualname,
        Location(value.path, value.span),
        node.parameters if parameters is None else parameters,
        node,
        lines,
        parameters is not None,
        names,
    )


def _name(ev: Evaluator, written: Expression, scope: Scope) -> str | None:
    """Return the dotted name of a decorator, None where it is not known."""
    plain = written.func if isinstance(written, Call) else written
    match ev.evaluate(plain, scope):
        case Function() as callee:
            return ev.dotted(callee)
        case ReceiverDecorator():
            return "django.dispatch.receiver"
        case _:
            return name_outside(ev, plain, scope)


def name_outside(ev: Evaluator, written: Expression, scope: Scope) -> str | None:
    """Return the dotted name of what lies outside the project, None for anything else.

    What hangs on an object that is made there is named behind its call: `celery.Celery().task`.
    """
    found = ev.evaluate(written, scope)
    owner = ev.evaluate(written.value, scope) if isinstance(written, Attribute) else None
    match written, found, owner:
        case _, External(name=name), _:
            return canonical(name)
        case Attribute(attr=name), Unknown(), Returned(callee=callee):
            return f"{canonical(callee.name)}().{name}"
        case _:
            return None


def _after(ev: Evaluator, written: Expression, parameters: Parameters, scope: Scope) -> Parameters | None:
    """Return the parameters after one decorator, None where it is not known what it does to them."""
    callee = ev.evaluate(written.func if isinstance(written, Call) else written, scope)
    if isinstance(callee, External):
        return parameters if canonical(callee.name) in KEEPS_SIGNATURE else None
    if not isinstance(callee, Function) or not isinstance(callee.node, FunctionDef):
        return None
    wrapper = _returned(ev, callee)
    if isinstance(written, Call):
        if not isinstance(wrapper, Function):
            return None
        callee, wrapper = wrapper, _returned(ev, wrapper)
    match wrapper:
        case Given(name=name) if name in _names(callee):
            return parameters
        case Function(node=FunctionDef() as inner):
            if _wraps(ev, inner, wrapper.scope):
                return parameters
            return None if inner.decorators or _is_marked(callee) else inner.parameters
        case _:
            return None


def _names(function: Function) -> tuple[str, ...]:
    return tuple(parameter.name for parameter in function.node.parameters.positional[:1])


def _returned(ev: Evaluator, function: Function) -> Value | None:
    """Return the one thing that a function returns, by itself."""
    scope = entered(ev, function)
    values = [ev.evaluate(value, scope) for value, _ in returns(ev, scope.body, scope)]
    return values[0] if len(set(values)) == 1 else None


def _wraps(ev: Evaluator, inner: FunctionDef, scope: Scope) -> bool:
    """Tell whether a wrapper carries the signature of what it wraps, by `functools.wraps`."""
    written = [each.expression for each in inner.decorators]
    wraps = External("functools.wraps")
    return any(isinstance(each, Call) and ev.evaluate(each.func, scope) == wraps for each in written)


def _is_marked(decorator: Function) -> bool:
    """Tell whether a decorator may give its wrapper another signature by hand."""
    for statement in _body(decorator):
        for part in own_parts(statement):
            match part:
                case Name(id=name) | Attribute(attr=name) if name in MARKS:
                    return True
                case _:
                    continue
    return False


def _body(function: Function) -> tuple[Statement, ...]:
    return function.node.body if isinstance(function.node, FunctionDef) else ()
