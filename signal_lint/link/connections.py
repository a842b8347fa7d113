"""From what happens to connections: signals, senders and receivers as rules and maps see them."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal as Kind

from signal_lint.connections import Receiver, ReceiverKind, Sender, Signal
from signal_lint.django.names import canonical
from signal_lint.django.signals import known_signal
from signal_lint.link.classes import found_in_order
from signal_lint.link.evaluator import Evaluator
from signal_lint.link.events import Connecting, Disconnecting
from signal_lint.link.functions import function_of
from signal_lint.link.models import external_model, is_model, model, model_of_label
from signal_lint.link.senders import with_object
from signal_lint.link.values import (
    Class,
    Each,
    External,
    Function,
    Instance,
    LabelledModel,
    Literal,
    Method,
    Partial,
    Returned,
    SignalObject,
    Through,
    Value,
)
from signal_lint.models import ManyToMany, Model
from signal_lint.source import Location
from signal_lint.syntax import Lambda

#: Fields outside the project that name no `through`.
AUTO_CREATED = frozenset(
    {
        "django.contrib.auth.models.User.groups",
        "django.contrib.auth.models.User.user_permissions",
        "django.contrib.auth.models.Group.permissions",
    }
)
GET_APP_CONFIG = "django.apps.apps.get_app_config"


def signal_of(value: Value) -> Signal | None:
    """Return the signal that a value is, None where that is not known."""
    match value:
        case SignalObject(name=name, location=location, is_model_signal=is_model_signal):
            return Signal(name, location, is_model_signal)
        case External(name=name):
            known = known_signal(canonical(name))
            return (
                Signal(name, None, None) if known is None else Signal(known.name, None, known.is_model_signal)
            )
        case _:
            return None


def sender_of(ev: Evaluator, event: Connecting | Disconnecting, signal: Signal | None) -> Sender:
    """Return the sender that a connection asks for."""
    found = _resolved(ev, event, signal)
    return with_object(ev, event, found) if isinstance(event, Connecting) else found


def _resolved(ev: Evaluator, event: Connecting | Disconnecting, signal: Signal | None) -> Sender:
    text = event.sender_text
    value = event.sender
    match value:
        case None:
            return Sender("any", "")
        case LabelledModel(label=label, lazy=lazy):
            return _labelled(ev, "lazy" if lazy else "model", text, label)
        case Literal(value=str(label)):
            if signal is not None and signal.is_model_signal is False:
                return Sender("instance", text)
            return _labelled(ev, "lazy", text, label)
        case Class():
            if is_model(ev, value) is False:
                return Sender("class", text, ev.dotted(value))
            found = model(ev, value)
            return Sender("model", text, found.name, found.label, found)
        case External(name=name):
            return _external_sender(ev, text, name)
        case Through():
            found = through_model(ev, value)
            return Sender("model", text, found.name, found.label, found)
        case Instance(of=of):
            return Sender("instance", text, ev.dotted(of))
        case Returned(callee=External(name=name), args=(Literal(value=str(label)),)) if (
            canonical(name) == GET_APP_CONFIG and (config := ev.apps.config_of_label(label)) is not None
        ):
            return Sender("instance", text, ev.dotted(config), label)
        case Each(text=each):
            return Sender("each", each)
        case _:
            return Sender("dynamic", text)


def _labelled(ev: Evaluator, kind: Kind["lazy", "model"], text: str, label: str) -> Sender:
    value = model_of_label(ev, label)
    match value:
        case Class():
            found = model(ev, value)
        case External(name=name):
            found = external_model(ev, name)
        case _:
            return Sender(kind, text, None, label)
    return Sender(kind, text, found.name, found.label or label, found)


def _external_sender(ev: Evaluator, text: str, name: str) -> Sender:
    if name.endswith(".through"):
        owner, _, field = name.removesuffix(".through").rpartition(".")
        plain = f"{owner}.{field}" in AUTO_CREATED
        found = through_model(ev, Through(External(owner), field, plain))
        return Sender("model", text, found.name, found.label, found)
    if ".models." in name:
        found = external_model(ev, name)
        return Sender("model", text, name, found.label, found)
    return Sender("class" if name.rpartition(".")[2][:1].isupper() else "dynamic", text, name)


def through_model(ev: Evaluator, through: Through) -> Model:
    """Return the automatic through model of a field, which Django names `Model_field`."""
    of = through.model
    owner = model(ev, of) if isinstance(of, Class) else external_model(ev, of.name)
    label = None if owner.label is None else f"{owner.label}_{through.field}"
    place = _field(ev, of, through.field) if isinstance(of, Class) else None
    made_for = ManyToMany(owner.name, through.field, place) if through.plain else None
    return Model(
        f"{owner.name}_{through.field}", label, None, abstract=False, proxy=False, auto_created=made_for
    )


def _field(ev: Evaluator, of: Class, name: str) -> Location | None:
    """Return where the class of a model, or the nearest ancestor, binds a field."""
    classes = (each for each in ev.class_order(of) if isinstance(each, Class))
    bound = ((each, statement) for each in classes for statement in each.node.body)
    return next((Location(each.path, s.span) for each, s in bound if name in ev.binds(s)), None)


def receiver_of(ev: Evaluator, value: Value, text: str) -> Receiver:
    """Return what a connection would call."""
    match value:
        case Function():
            return _described(ev, "lambda" if isinstance(value.node, Lambda) else "function", text, value)
        case Method(function=function):
            return _described(ev, "method", text, function)
        case Partial(function=inner):
            found = receiver_of(ev, inner, text)
            return Receiver("partial", text, found.name, found.location, found.accepts_kwargs, found.function)
        case Instance(of=of):
            return _callable(ev, of, "__call__", text)
        case Class():
            return _callable(ev, value, "__init__", text)
        case External(name=name):
            return Receiver("dynamic", text, name, None, None, None)
        case _:
            return Receiver("dynamic", text, None, None, None, None)


def wrapped_receiver(ev: Evaluator, wrapper: Receiver, value: Function) -> Receiver:
    """Return a receiver under the name of the function that it is wrapped around.

    Django checks the signature of the wrapper; `functools.wraps` gives that of the function.
    """
    outer, inner = wrapper.function, function_of(ev, value)
    of = inner if outer is None or "functools.wraps" in outer.decorators else outer
    known = of is inner or of.known_signature
    parameters = inner.definition.parameters if of is inner else of.parameters
    function = replace(inner, parameters=parameters, known_signature=known)
    accepts = parameters.kwarg is not None if known else None
    return Receiver("function", wrapper.text, inner.name, inner.location, accepts, function, outer)


def _callable(ev: Evaluator, of: Class, method_name: str, text: str) -> Receiver:
    _, method = found_in_order(ev, of, method_name)
    if isinstance(method, Function):
        return _described(ev, "callable", text, method)
    return Receiver("callable", text, ev.dotted(of), Location(of.path, of.span), None, None)


def _described(ev: Evaluator, kind: ReceiverKind, text: str, value: Function) -> Receiver:
    function = function_of(ev, value)
    accepts = function.parameters.kwarg is not None if function.known_signature else None
    name = None if kind == "lambda" else function.name
    return Receiver(kind, text, name, function.location, accepts, function)


def uid_of(event: Connecting | Disconnecting) -> str | None:
    """Return a literal `dispatch_uid`; an empty one is none to Django."""
    match event.uid:
        case Literal(value=value) if value:
            return str(value)
        case _:
            return None


def is_uid_known(event: Connecting | Disconnecting) -> bool:
    """Tell whether it is known under which `dispatch_uid` a connection is made, or that there is none."""
    return event.uid is None or isinstance(event.uid, Literal)


def weak_of(event: Connecting) -> bool | None:
    """Return whether the connection holds its receiver weakly, which is the default."""
    match event.weak:
        case None:
            return True
        case Literal(value=value):
            return bool(value)
        case _:
            return None
