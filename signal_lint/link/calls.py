"""What a call returns, of the project's own functions by their return statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from signal_lint.django.names import canonical
from signal_lint.link import known_calls
from signal_lint.link.classes import found_in_order
from signal_lint.link.holders import TOLD, told
from signal_lint.link.known_calls import HIDDEN, Keywords
from signal_lint.link.lists import mixed
from signal_lint.link.loaders import loaded_by_name
from signal_lint.link.making import or_none
from signal_lint.link.merging import merge
from signal_lint.link.returning import ends, is_generator, raises, returns, yielded
from signal_lint.link.values import (
    Class,
    Each,
    External,
    Function,
    Given,
    Instance,
    Items,
    Literal,
    Method,
    ReceiverDecorator,
    Scope,
    Table,
    Unknown,
    Value,
    at,
)
from signal_lint.syntax import (
    Attribute,
    Call,
    Expression,
    FunctionDef,
    Lambda,
    Name,
    Return,
    Sequence,
)
from signal_lint.unparse import unparse

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

#: How many calls deep a return value is followed.
DEEPEST_CALL = 6
#: How many calls are followed for one expression: each may hold several, and these again.
MOST_FOLLOWED = 300
#: Decorators that leave what a call returns as it is.
KEEPS_RESULT = frozenset(
    {
        "django.dispatch.receiver",
        "functools.lru_cache",
        "functools.cache",
        "builtins.staticmethod",
        "builtins.classmethod",
    }
)


def call(ev: Evaluator, node: Call, scope: Scope) -> Value:
    """Return what a call gives."""
    callee = called(ev, node, scope)
    found = _given(ev, callee, node, scope)
    return _unknown(ev, node, scope) if found is None else found


def _unknown(ev: Evaluator, node: Call, scope: Scope) -> Unknown:
    """Return what a call gives of which nothing is known but the lists that it is handed."""
    handed = [each.value for each in node.args if isinstance(each.value, Name | Sequence)]
    return Unknown(unparse(node), mixed(ev.evaluate(each, scope) for each in handed))


def _given(ev: Evaluator, callee: Value, node: Call, scope: Scope) -> Value | None:
    match callee:
        case Unknown() if isinstance(node.func, Attribute) and node.func.attr in known_calls.METHODS:
            owner = ev.evaluate(node.func.value, scope)
            args, _ = arguments(ev, node, scope)
            return known_calls.of_method(ev, owner, node.func.attr, args)
        case External(name=name) if canonical(name) == "django.dispatch.receiver":
            return ReceiverDecorator(node, scope)
        case External(name=name):
            return known_calls.of_external(ev, canonical(name), node, arguments(ev, node, scope))
        case Function() | Method():
            found = returned(ev, callee, node, scope)
            if (found is None or isinstance(found, Unknown)) and isinstance(callee, Function):
                return loaded_by_name(ev, callee, arguments(ev, node, scope)[0]) or found
            return found
        case Class():
            args, keywords = arguments(ev, node, scope)
            return Instance(callee, args, keywords)
        case Literal(value=str(text)):
            return known_calls.formatted(text, *arguments(ev, node, scope))
        case _:
            return None


def called(ev: Evaluator, node: Call, scope: Scope) -> Value:
    """Return what a call calls; `super().name` is found behind the class around it."""
    match node.func:
        case Attribute(value=Call(func=Name(id="super"), args=()), attr=name):
            return _super(ev, name, scope, None)
        case Attribute(value=Call(func=Name(id="super"), args=(first, _)), attr=name):
            return _super(ev, name, scope, ev.evaluate(first.value, scope))
        case Attribute(value=value, attr="format") if isinstance(ev.evaluate(value, scope), Literal):
            return ev.evaluate(value, scope)
        case func:
            return ev.evaluate(func, scope)


def _super(ev: Evaluator, name: str, scope: Scope, after: Value | None) -> Value:
    current: Scope | None = scope
    while current is not None and not (current.kind == "function" and current.owner is not None):
        current = current.parent
    if current is None or current.owner is None:
        return Unknown(f"super().{name}")
    bound = next(iter(current.bindings.values()), None)
    of = bound.of if isinstance(bound, Instance) else bound if isinstance(bound, Class) else current.owner
    _, found = found_in_order(ev, of, name, after=after if isinstance(after, Class) else current.owner)
    if isinstance(found, Function):
        return found if "staticmethod" in _decorator_names(found) else Method(bound or Instance(of), found)
    return Unknown(f"super().{name}")


def arguments(ev: Evaluator, node: Call, scope: Scope) -> tuple[tuple[Value, ...], Keywords]:
    """Return the positional and the named arguments of a call, HIDDEN with these where not all are known.

    What stands behind a `*` that is not known has no known position.
    """
    args: list[Value] = []
    keywords: list[tuple[str, Value]] = []
    hidden: dict[str, Value] = {}
    for written in node.args:
        value = ev.evaluate(written.value, scope)
        match written.star, value:
            case "", _ if written.keyword is not None:
                keywords.append((written.keyword, value))
            case "", _:
                args.append(hidden.get("*", value))
            case "*", Items(elements=elements, exact=True):
                args.extend(elements)
            case "**", Table(items=items, complete=True):
                keywords += [
                    (k.value, v) for k, v in items if isinstance(k, Literal) and isinstance(k.value, str)
                ]
            case _:
                hidden[written.star] = Unknown(unparse(written.value))
                args += [hidden["*"]] if written.star == "*" else []
    keywords += [(HIDDEN, value) for value in tuple(hidden.values())[:1]]
    return tuple(args), tuple(keywords)


def entered(
    ev: Evaluator, callee: Function | Method, args: tuple[Value, ...] = (), keywords: Keywords = ()
) -> Scope:
    """Return the scope of a function's body; parameters that nobody gives are `Given`."""
    function = callee.function if isinstance(callee, Method) else callee
    bound = callee.bound_to if isinstance(callee, Method) else _implied_self(callee)
    node = ev.whole(function).node
    body = node.body if isinstance(node, FunctionDef) else (Return(node.body, node.span),)
    if not (args or keywords) and isinstance(bound, Instance) and function.qualname.endswith(f".{TOLD}"):
        args = (told(ev, bound.of),)
    bindings = _bound_parameters(ev, function, (*(() if bound is None else (bound,)), *args), keywords)
    return Scope(
        function.path, body, "function", function.qualname, None, function.scope, bindings, function.owner
    )


def _implied_self(function: Function) -> Value | None:
    """Return what a method that nobody calls is bound to: some instance, or its class."""
    if function.owner is None or isinstance(function.node, Lambda):
        return None
    names = _decorator_names(function)
    if "staticmethod" in names:
        return None
    if function.node.name == "__init_subclass__":
        return Each(f"each subclass of {function.owner.node.name}", function.owner)
    if "classmethod" in names:
        return function.owner
    return Instance(function.owner)


def _decorator_names(function: Function) -> frozenset[str]:
    decorators = function.node.decorators if isinstance(function.node, FunctionDef) else ()
    return frozenset(each.expression.id for each in decorators if isinstance(each.expression, Name))


def _bound_parameters(
    ev: Evaluator, function: Function, args: tuple[Value, ...], keywords: Keywords
) -> dict[str, Value]:
    parameters = function.node.parameters
    given = dict(keywords)
    hidden = given.pop(HIDDEN, None)
    bindings: dict[str, Value] = {}
    positional = (*parameters.positional_only, *parameters.positional)
    for number, parameter in enumerate((*positional, *parameters.keyword_only)):
        if number < min(len(args), len(positional)):
            bindings[parameter.name] = args[number]
        elif parameter.name in given:
            bindings[parameter.name] = given.pop(parameter.name)
        elif hidden is not None:
            bindings[parameter.name] = hidden
        elif parameter.default is not None and (args or keywords):
            bindings[parameter.name] = _default(ev, parameter.default, function.scope)
        else:
            bindings[parameter.name] = Given(parameter.name)
    if parameters.vararg is not None:
        rest = tuple(value for value in args[len(positional) :] if value != hidden)
        items = Items("tuple", rest, complete=hidden is None)
        bindings[parameters.vararg] = items if args or keywords else Given(parameters.vararg)
    if parameters.kwarg is not None:
        table = Table(tuple((Literal(name), value) for name, value in given.items()), complete=hidden is None)
        bindings[parameters.kwarg] = table if args or keywords else Given(parameters.kwarg)
    return bindings


def _default(ev: Evaluator, written: Expression, scope: Scope) -> Value:
    """Return the default of a parameter; what a variable of a class says, a subclass may say otherwise."""
    found = ev.evaluate(written, scope)
    is_of_class = isinstance(written, Attribute) or (isinstance(written, Name) and scope.kind == "class")
    return Unknown(unparse(written)) if is_of_class and isinstance(found, Literal) else found


def returned(ev: Evaluator, callee: Function | Method, node: Call, scope: Scope) -> Value | None:
    """Return what a function of the project returns to a call, None where that is not settled."""
    function = callee.function if isinstance(callee, Method) else callee
    if ev.call_depth >= DEEPEST_CALL or ev.followed >= MOST_FOLLOWED or not _keeps_result(ev, function):
        return None
    ev.followed += 1
    args, keywords = arguments(ev, node, scope)
    ev.call_depth += 1
    try:
        inner = entered(ev, callee, args, keywords)
        if is_generator(inner.body):
            return yielded(ev, inner)
        found = [
            ev.evaluate(value, at(inner, line))
            for value, line in returns(ev, inner.body, inner)
            if not raises(ev, value, at(inner, line))
        ]
        # Behind its last statement a function returns None.
        ways = found if not found or ends(inner.body) else [*found, Literal(None)]
        return or_none(ways) or merge(ways)
    finally:
        ev.call_depth -= 1


def _keeps_result(ev: Evaluator, function: Function) -> bool:
    if isinstance(function.node, Lambda):
        return True
    if function.node.is_async:
        return False
    for decorator in function.node.decorators:
        written = decorator.expression
        value = ev.evaluate(written.func if isinstance(written, Call) else written, function.scope)
        if not isinstance(value, External) or canonical(value.name) not in KEEPS_RESULT:
            return False
    return True
