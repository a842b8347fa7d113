"""What `value.name` gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from signal_lint.django.names import canonical, is_primitive
from signal_lint.link import calls
from signal_lint.link.classes import found_in_order, methods, own_attribute
from signal_lint.link.known_calls import HIDDEN
from signal_lint.link.merging import merge
from signal_lint.link.models import is_abstract, label, model_of_label
from signal_lint.link.names import module_name
from signal_lint.link.values import (
    Class,
    Each,
    External,
    Field,
    Function,
    Instance,
    LabelledModel,
    Literal,
    Method,
    Module,
    Returned,
    Scope,
    Through,
    Unknown,
    Value,
    at,
)
from signal_lint.syntax import Assign, Attribute, FunctionDef, Name
from signal_lint.walk import own_parts

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

#: Django's own many-to-many fields; those of packages may store their rows in another way.
MANY_TO_MANY = frozenset({"django.db.models.ManyToManyField", "django.contrib.gis.db.models.ManyToManyField"})


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
        case Each(of=Class() | Instance() as of):
            return attribute(ev, of, name)
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
    if name == "__name__":
        return Literal(of.node.name)
    definer, value = found_in_order(ev, of, name)
    match value:
        case Function() if is_decorated(value, "classmethod"):
            return Method(of, value)
        case Returned(callee=callee) if isinstance(definer, Class) and "Field" in callee.name:
            return Field(_owner(ev, of, definer), name, value)
        case None:
            return Unknown(name)
        case _:
            return value


def _owner(ev: Evaluator, of: Class, definer: Class) -> Class:
    """Return the model that a field belongs to: the first concrete one that inherits an abstract definer."""
    if not is_abstract(ev, definer):
        return definer
    order = [each for each in ev.class_order(of) if isinstance(each, Class)]
    heirs = [each for each in order if definer in ev.class_order(each) and not is_abstract(ev, each)]
    return heirs[-1] if heirs else of


def of_instance(ev: Evaluator, instance: Instance, name: str) -> Value:
    """Return an attribute of an object: set on `self`, or found in its class."""
    found = _set_in_init(ev, instance, name)
    if found == Literal(None):
        # It stands for "not yet", where another method sets it.
        return _set_anywhere(ev, instance, name) or found
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
            return _set_anywhere(ev, instance, name) or Unknown(name)
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


def _set_in_init(ev: Evaluator, instance: Instance, name: str) -> Value | None:
    """Return what the nearest `__init__` that sets an attribute of `self` sets it to."""
    args, keywords = instance.args or (), instance.keywords
    for of in ev.class_order(instance.of):
        init = own_attribute(ev, of, "__init__") if isinstance(of, Class) else None
        if isinstance(init, Function):
            found = _set_by(ev, init, calls.entered(ev, Method(instance, init), args, keywords), name)
            if found:
                return merge(found)
            # What a `super().__init__(…)` passes on is not followed.
            args, keywords = (), ()
    return None


def _set_anywhere(ev: Evaluator, instance: Instance, name: str) -> Value | None:
    key = (instance, name)
    if key not in ev.set_attributes:
        # `self.x = self.x.copy()` says nothing of what it is.
        ev.set_attributes[key] = Unknown(name)
        found = [value for value in _set_in_methods(ev, instance, name) if value != Literal(None)]
        ev.set_attributes[key] = merge(found)
    return ev.set_attributes[key]


def _set_in_methods(ev: Evaluator, instance: Instance, name: str) -> list[Value]:
    found: list[Value] = []
    for of in ev.class_order(instance.of):
        for method in methods(ev, of, name) if isinstance(of, Class) else ():
            found += _set_by(ev, method, calls.entered(ev, Method(instance, method)), name)
    return found


def _set_by(ev: Evaluator, method: Function, scope: Scope, name: str) -> list[Value]:
    """Return the values that an attribute of `self` may have behind a method that sets it."""
    first = next(iter(method.node.parameters.positional), None)
    if first is None or is_decorated(method, "staticmethod"):
        return []
    target = Attribute(Name(first.name), name)
    found: list[Value] = []
    for statement in scope.body:
        for part in own_parts(statement):
            match part:
                case Assign(targets=targets, value=value, span=span) if value and target in targets:
                    more = ev.evaluate(value, at(scope, span.line))
                    # One under a condition may leave what was there before.
                    found = [more] if part is statement else [*(found or [Unknown(name)]), more]
                case _:
                    continue
    return found


def _through(ev: Evaluator, field: Field) -> Value:
    """Return the through model of a many-to-many field: the one it names, or its automatic one."""
    if not isinstance(field.value, Returned) or not field.value.callee.name.endswith("ManyToManyField"):
        return Unknown(f"{field.name}.through")
    given = dict(field.value.keywords)
    named = given.get("through", given.get(HIDDEN))
    match named:
        case None | Literal(value=None):
            return Through(field.model, field.name, plain=canonical(field.value.callee.name) in MANY_TO_MANY)
        case Literal(value=str(label)) if "." in label:
            return model_of_label(ev, label)
        case Literal(value=str(name)):
            return module_name(ev, field.model.path, name, None) or _sibling(ev, field.model, name)
        case _:
            return named


def _sibling(ev: Evaluator, of: Class, name: str) -> Value:
    """Return a model of the same app by its name alone."""
    app_label, _, _ = (label(ev, of) or "").partition(".")
    return model_of_label(ev, f"{app_label}.{name}")
