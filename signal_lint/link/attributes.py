"""What `value.name` gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from signal_lint.django.names import canonical, is_primitive
from signal_lint.link import calls
from signal_lint.link.classes import found_in_order, methods
from signal_lint.link.models import is_abstract, model_of_label
from signal_lint.link.names import module_name
from signal_lint.link.values import (
    Class,
    External,
    Field,
    Function,
    Instance,
    LabelledModel,
    Literal,
    Method,
    Module,
    Returned,
    Through,
    Unknown,
    Value,
)
from signal_lint.syntax import Assign, Attribute, Expression, FunctionDef, Name, Statement

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator


def attribute(ev: Evaluator, value: Value, name: str) -> Value:
    """Return an attribute of a value; Unknown where the source does not settle it."""
    match value:
        case Module():
            return _of_module(ev, value, name)
        case External(name=owner):
            return _of_external(ev, canonical(owner), name)
        case Class():
            return of_class(ev, value, name)
        case Instance():
            return of_instance(ev, value, name)
        case Field() if name == "through":
            return _through(ev, value)
        case LabelledModel():
            return attribute(ev, model_of_label(ev, value.label), name)
        case Method(function=function) if name == "__func__":
            return function
        case _:
            return Unknown(name)


def _of_module(ev: Evaluator, module: Module, name: str) -> Value:
    dotted = f"{module.name}.{name}"
    if is_primitive(dotted):
        return External(dotted)
    if not module.path.endswith("/"):
        found = module_name(ev, module.path, name, None)
        if found is not None:
            return found
    inner = ev.modules.submodule(module.path, name)
    return Module(dotted, inner) if inner is not None else Unknown(dotted)


def _of_external(ev: Evaluator, owner: str, name: str) -> Value:
    if owner != "django.conf.settings":
        return External(f"{owner}.{name}")
    found = ev.setting(name)
    match name, found:
        case "AUTH_USER_MODEL", Literal(value=str(label)):
            return LabelledModel(label, lazy=True)
        case "AUTH_USER_MODEL", None if ev.settings_paths:
            return LabelledModel("auth.User", lazy=True)
        case _, None:
            return Unknown(f"settings.{name}")
        case _:
            return found


def of_class(ev: Evaluator, of: Class, name: str) -> Value:
    """Return an attribute of a class, as the class itself gives it."""
    definer, value = found_in_order(ev, of, name)
    match value:
        case Function() if is_decorated(value, "classmethod"):
            return Method(of, value)
        case Returned(callee=callee) if isinstance(definer, Class) and "Field" in callee.name:
            return Field(of if is_abstract(ev, definer) else definer, name, value)
        case None:
            return Unknown(name)
        case _:
            return value


def of_instance(ev: Evaluator, instance: Instance, name: str) -> Value:
    """Return an attribute of an object: set on `self`, or found in its class."""
    found = _set_on_self(ev, instance, name, only="__init__")
    if found is not None:
        return found
    _, value = found_in_order(ev, instance.of, name)
    match value:
        case Function() if is_decorated(value, "staticmethod"):
            return value
        case Function() if is_decorated(value, "property") or is_decorated(value, "cached_property"):
            return Unknown(name)
        case Function() if is_decorated(value, "classmethod"):
            return Method(instance.of, value)
        case Function():
            return Method(instance, value)
        case None | Literal(value=None):
            return _set_on_self(ev, instance, name, only="") or Unknown(name)
        case _:
            return value


def is_decorated(function: Function, name: str) -> bool:
    """Tell whether a decorator of this name, plain or as an attribute, stands on a function."""
    if not isinstance(function.node, FunctionDef):
        return False
    for decorator in function.node.decorators:
        match decorator.expression:
            case Name(id=found) | Attribute(attr=found) if found == name:
                return True
            case _:
                continue
    return False


def _set_on_self(ev: Evaluator, instance: Instance, name: str, only: str) -> Value | None:
    for of in ev.class_order(instance.of):
        if not isinstance(of, Class):
            continue
        for method in methods(ev, of):
            if only and not method.qualname.endswith(f".{only}"):
                continue
            found = _assigned_in(ev, method, instance, name)
            if found is not None:
                return found
    return None


def _assigned_in(ev: Evaluator, method: Function, instance: Instance, name: str) -> Value | None:
    if not isinstance(method.node, FunctionDef) or not method.node.parameters.positional:
        return None
    value = _value_for(method.node.body, method.node.parameters.positional[0].name, name)
    if value is None:
        return None
    return ev.evaluate(value, calls.entered(ev, Method(instance, method)))


def _value_for(body: tuple[Statement, ...], self_name: str, name: str) -> Expression | None:
    target = Attribute(Name(self_name), name)
    for statement in body:
        match statement:
            case Assign(targets=targets, value=value) if target in targets:
                return value
            case _:
                continue
    return None


def _through(ev: Evaluator, field: Field) -> Value:
    """Return the through model of a many-to-many field: the one it names, or its automatic one."""
    if not isinstance(field.value, Returned) or not field.value.callee.name.endswith("ManyToManyField"):
        return Unknown(f"{field.name}.through")
    named = dict(field.value.keywords).get("through")
    match named:
        case None | Literal(value=None):
            return Through(field.model, field.name)
        case Literal(value=str(label)) if "." in label:
            return model_of_label(ev, label)
        case Literal(value=str(name)):
            return module_name(ev, field.model.path, name, None) or Unknown(name)
        case _:
            return named
