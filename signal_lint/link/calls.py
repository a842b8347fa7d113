"""What a call returns: of the project's functions by their return statements, of
Django's and Python's by what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from signal_lint.django.names import canonical
from signal_lint.link.bindings import start
from signal_lint.link.classes import at, external_bases, found_in_order
from signal_lint.link.names import member, merge
from signal_lint.link.values import (
    Class,
    External,
    Function,
    Given,
    Instance,
    Items,
    LabelledModel,
    Literal,
    Method,
    Partial,
    ReceiverDecorator,
    Returned,
    Scope,
    Table,
    Unknown,
    Value,
)
from signal_lint.syntax import (
    Attribute,
    Call,
    Deferred,
    Expression,
    For,
    FunctionDef,
    If,
    Lambda,
    Name,
    Parameters,
    Return,
    Statement,
    Try,
    While,
    With,
    Yield,
)
from signal_lint.unparse import unparse

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

#: How many calls deep a return value is followed.
DEEPEST_CALL = 6
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
Keywords = tuple[tuple[str, Value], ...]


def call(ev: Evaluator, node: Call, scope: Scope) -> Value:
    """Return what a call gives."""
    callee = called(ev, node, scope)
    unknown = Unknown(unparse(node))
    if isinstance(callee, Unknown) and isinstance(node.func, Attribute) and node.func.attr == "get_model":
        return _own_model(ev, ev.evaluate(node.func.value, scope), node, scope) or unknown
    if isinstance(callee, Unknown | Given):
        return unknown
    match callee:
        case External(name=name):
            return _external(ev, canonical(name), node, scope)
        case Function() | Method():
            return returned(ev, callee, node, scope) or unknown
        case Class():
            args, keywords = arguments(ev, node, scope)
            return Instance(callee, args, keywords)
        case Literal(value=str(text)):
            return _formatted(ev, text, node, scope) or unknown
        case _:
            return unknown


def called(ev: Evaluator, node: Call, scope: Scope) -> Value:
    """Return what a call calls; `super().name` is found behind the class around it."""
    match node.func:
        case Attribute(value=Call(func=Name(id="super"), args=()), attr=name):
            return _super(ev, name, scope)
        case Attribute(value=value, attr="format"):
            return ev.evaluate(value, scope)
        case func:
            return ev.evaluate(func, scope)


def _super(ev: Evaluator, name: str, scope: Scope) -> Value:
    current: Scope | None = scope
    while current is not None and not (current.kind == "function" and current.owner is not None):
        current = current.parent
    if current is None or current.owner is None:
        return Unknown(f"super().{name}")
    bound = next(iter(current.bindings.values()), None)
    of = bound.of if isinstance(bound, Instance) else bound if isinstance(bound, Class) else current.owner
    _, found = found_in_order(ev, of, name, after=current.owner)
    if isinstance(found, Function):
        return Method(bound or Instance(of), found)
    return Unknown(f"super().{name}")


def arguments(ev: Evaluator, node: Call, scope: Scope) -> tuple[tuple[Value, ...], Keywords]:
    """Return the positional and the named arguments of a call; what `*` and `**` add where it is known."""
    args: list[Value] = []
    keywords: list[tuple[str, Value]] = []
    for written in node.args:
        value = ev.evaluate(written.value, scope)
        match written.star, value:
            case "", _ if written.keyword is not None:
                keywords.append((written.keyword, value))
            case "", _:
                args.append(value)
            case "*", Items(elements=elements, complete=True):
                args.extend(elements)
            case "**", Table(items=items):
                keywords += [
                    (k.value, v) for k, v in items if isinstance(k, Literal) and isinstance(k.value, str)
                ]
            case _:
                args.append(value)
    return tuple(args), tuple(keywords)


def entered(ev: Evaluator, callee: Value, args: tuple[Value, ...] = (), keywords: Keywords = ()) -> Scope:
    """Return the scope of a function's body; parameters that nobody gives are `Given`."""
    bound: tuple[Value, ...] = ()
    if isinstance(callee, Method):
        bound, callee = (callee.bound_to,), callee.function
    assert isinstance(callee, Function)
    if not bound and callee.owner is not None and isinstance(callee.node, FunctionDef):
        bound = _implied_self(callee, callee.owner)
    node = callee.node
    body = node.body if isinstance(node, FunctionDef) else (Return(node.body, node.span),)
    bindings = _bound_parameters(ev, node.parameters, (*bound, *args), keywords, callee.scope)
    return Scope(callee.path, body, "function", callee.qualname, None, callee.scope, bindings, callee.owner)


def _implied_self(function: Function, owner: Class) -> tuple[Value, ...]:
    assert isinstance(function.node, FunctionDef)
    names = {d.expression.id for d in function.node.decorators if isinstance(d.expression, Name)}
    if "staticmethod" in names:
        return ()
    return (
        (owner,)
        if "classmethod" in names or function.node.name == "__init_subclass__"
        else (Instance(owner),)
    )


def _bound_parameters(
    ev: Evaluator, parameters: Parameters, args: tuple[Value, ...], keywords: Keywords, scope: Scope
) -> dict[str, Value]:
    given = dict(keywords)
    bindings: dict[str, Value] = {}
    positional = (*parameters.positional_only, *parameters.positional)
    for number, parameter in enumerate((*positional, *parameters.keyword_only)):
        if number < min(len(args), len(positional)):
            bindings[parameter.name] = args[number]
        elif parameter.name in given:
            bindings[parameter.name] = given.pop(parameter.name)
        elif parameter.default is not None and (args or keywords):
            bindings[parameter.name] = ev.evaluate(parameter.default, scope)
        else:
            bindings[parameter.name] = Given(parameter.name)
    if parameters.vararg is not None:
        rest = args[len(positional) :]
        bindings[parameters.vararg] = Items("tuple", rest) if args or keywords else Given(parameters.vararg)
    if parameters.kwarg is not None:
        table = Table(tuple((Literal(name), value) for name, value in given.items()))
        bindings[parameters.kwarg] = table if args or keywords else Given(parameters.kwarg)
    return bindings


def returned(ev: Evaluator, callee: Function | Method, node: Call, scope: Scope) -> Value | None:
    """Return what a function of the project returns to a call, None where that is not settled."""
    function = callee.function if isinstance(callee, Method) else callee
    if ev.call_depth >= DEEPEST_CALL or not _keeps_result(ev, function):
        return None
    args, keywords = arguments(ev, node, scope)
    ev.call_depth += 1
    try:
        inner = entered(ev, callee, args, keywords)
        return merge([ev.evaluate(value, at(inner, line)) for value, line in returns(ev, inner.body, inner)])
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


def returns(ev: Evaluator, body: tuple[Statement, ...], scope: Scope) -> list[tuple[Expression, int]]:
    """Return the values that a body may return, each with its line; a decided test leaves one branch."""
    found: list[tuple[Expression, int]] = []
    for statement in body:
        match statement:
            case Return(value=value, span=span):
                return [*found, (value, span.line)] if value is not None else found
            case If(test=test, body=inner, orelse=orelse):
                truth = ev.truth(test, at(scope, start(statement)))
                found += returns(ev, inner, scope) if truth is not False else []
                found += returns(ev, orelse, scope) if truth is not True else []
                if truth is True and any(isinstance(last, Return) for last in inner):
                    return found
            case Try(body=inner, handlers=handlers, orelse=orelse, finalbody=final):
                for block in (inner, orelse, *(handler.body for handler in handlers), final):
                    found += returns(ev, block, scope)
            case For(body=inner) | While(body=inner) | With(body=inner):
                found += returns(ev, inner, scope)
            case _:
                continue
    return found


def _formatted(ev: Evaluator, text: str, node: Call, scope: Scope) -> Value | None:
    args, keywords = arguments(ev, node, scope)
    positional = [value.value for value in args if isinstance(value, Literal)]
    named = {name: value.value for name, value in keywords if isinstance(value, Literal)}
    if len(positional) != len(args) or len(named) != len(keywords):
        return None
    try:
        return Literal(text.format(*positional, **named))
    except (IndexError, KeyError, ValueError, AttributeError):
        return None


def _external(ev: Evaluator, name: str, node: Call, scope: Scope) -> Value:
    """Return what a call of something outside the project gives."""
    if name == "django.dispatch.receiver":
        return ReceiverDecorator(node, scope)
    args, keywords = arguments(ev, node, scope)
    unknown = Unknown(unparse(node))
    match name, args:
        case "functools.partial", (function, *_):
            return Partial(function, node.span)
        case "django.contrib.auth.get_user_model", ():
            return _user_model(ev, unknown)
        case "django.apps.apps.get_model", _:
            return _get_model(args, dict(keywords)) or unknown
        case "importlib.import_module" | "builtins.__import__", (Literal(value=str(dotted)), *_):
            return ev.module(dotted)
        case "django.utils.module_loading.import_string", (Literal(value=str(dotted)),):
            return member(ev, *dotted.rsplit(".", 1)) if "." in dotted else unknown
        case "builtins.getattr", (owner, Literal(value=str(attr)), *default):
            found = ev.attribute(owner, attr)
            return default[0] if isinstance(found, Unknown) and default else found
        case "builtins.list" | "builtins.tuple" | "builtins.set" | "builtins.sorted", (Items() as items, *_):
            return items
        case "builtins.type", (Instance(of=of),):
            return of
        case _ if name.startswith("builtins."):
            return unknown
        case _:
            return Returned(External(name), args, keywords, unparse(node))


def _user_model(ev: Evaluator, unknown: Value) -> Value:
    found = ev.attribute(External("django.conf.settings"), "AUTH_USER_MODEL")
    return LabelledModel(found.label, lazy=False) if isinstance(found, LabelledModel) else unknown


def _get_model(args: tuple[Value, ...], keywords: dict[str, Value]) -> Value | None:
    parts = (*args, *(keywords[name] for name in ("app_label", "model_name") if name in keywords))
    texts = [part.value for part in parts if isinstance(part, Literal) and isinstance(part.value, str)]
    dotted = ".".join(texts)
    return LabelledModel(dotted, lazy=False) if dotted.count(".") == 1 else None


def _own_model(ev: Evaluator, config: Value, node: Call, scope: Scope) -> Value | None:
    """Return what `AppConfig.get_model(name)` gives: a model of the config's own app."""
    if not isinstance(config, Instance) or "django.apps.AppConfig" not in external_bases(ev, config.of):
        return None
    label, name = ev.attribute(config, "label"), ev.attribute(config, "name")
    args, _ = arguments(ev, node, scope)
    match label, name, args:
        case Literal(value=str(own)), _, (Literal(value=str(model)), *_):
            return LabelledModel(f"{own}.{model}", lazy=False)
        case _, Literal(value=str(app)), (Literal(value=str(model)), *_):
            return LabelledModel(f"{app.rpartition('.')[2]}.{model}", lazy=False)
        case _:
            return None
