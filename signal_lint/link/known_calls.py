"""What calls of Django and of Python return."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from signal_lint.link.bindings import STAR
from signal_lint.link.classes import external_bases, found_in_order
from signal_lint.link.list_calls import LIST_METHODS, of_list_call, of_list_method
from signal_lint.link.making import made
from signal_lint.link.names import member
from signal_lint.link.swapping import swapped
from signal_lint.link.text_calls import TEXT_METHODS, of_text_method
from signal_lint.link.values import (
    External,
    Instance,
    Items,
    LabelledModel,
    Literal,
    Module,
    Partial,
    Returned,
    Table,
    Value,
)
from signal_lint.source import Span
from signal_lint.syntax import Call
from signal_lint.unparse import unparse

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

#: Methods whose result `of_method` knows for some owners.
METHODS = frozenset({"get", "get_model", "items", "values"}) | LIST_METHODS | TEXT_METHODS
#: Under this name an argument list holds what a `*` or `**` adds that is not known.
HIDDEN = "*"
Keywords = tuple[tuple[str, Value], ...]
Arguments = tuple[tuple[Value, ...], Keywords]


def of_external(ev: Evaluator, name: str, node: Call, given: Arguments) -> Value | None:
    """Return what a call of something outside the project gives, None where that is not known."""
    args, keywords = given
    match name, args:
        case "functools.partial", (function, *_):
            return Partial(function, node.span)
        case "django.contrib.auth.get_user_model", ():
            return _user_model(ev)
        case "django.apps.apps.get_model" | "django.apps.apps.get_registered_model", _:
            return _labelled((*args, *_named(keywords, "app_label", "model_name")))
        case "importlib.import_module", (Literal(value=str(dotted)), *_) if not dotted.startswith("."):
            return ev.module(dotted)
        case "builtins.__import__", (Literal(value=str(dotted)),):
            return ev.module(dotted.partition(".")[0])
        case "django.utils.module_loading.import_string", (Literal(value=str(dotted)),):
            return member(ev, *dotted.rsplit(".", 1)) if "." in dotted else None
        case "builtins.getattr", (owner, Literal(value=str(attr)), *default):
            return default[0] if default and lacks(ev, owner, attr) else ev.attribute(owner, attr)
        case "swapper.load_model" | "swapper.get_model_name" as call, (
            Literal(value=str(label)),
            Literal(value=str(model_name)),
            *_,
        ):
            model = swapped(ev, label, model_name)
            return model if call.endswith("load_model") or model is None else Literal(model.label)
        case _ if (found := of_list_call(ev, name, args)) is not None:
            return found
        case _ if name.startswith("builtins."):
            return _of_builtin(ev, name.removeprefix("builtins."), given, node.span)
        case _:
            return Returned(External(name), args, keywords, unparse(node))


def _of_builtin(ev: Evaluator, name: str, given: Arguments, span: Span) -> Value | None:
    args, keywords = given
    match name, args:
        case "enumerate", (Items(elements=elements, exact=True),) if not keywords:
            return _tuples((Literal(number), element) for number, element in enumerate(elements))
        case "zip", _ if (
            args and not keywords and all(isinstance(each, Items) and each.exact for each in args)
        ):
            return _tuples(zip(*(each.elements for each in args if isinstance(each, Items)), strict=False))
        case "dict", () if keywords:
            return Table(
                tuple((Literal(key), value) for key, value in keywords if key != HIDDEN),
                complete=HIDDEN not in dict(keywords),
            )
        case "type", (Instance(of=of),):
            return of
        case "type", (Literal(value=str(name)), Items(elements=elements, exact=True), Table(items=items)):
            return made(ev, name, elements, dict(items).get(Literal("__module__")), span)
        case "str", (Literal(value=str()) as text,):
            return text
        case _:
            return None


def of_method(ev: Evaluator, owner: Value, name: str, args: tuple[Value, ...]) -> Value | None:
    """Return what a method that no source defines gives, None where that is not known."""
    match owner, name, args:
        case Table(items=items, complete=True), "items", ():
            return _tuples(items)
        case Literal(value=str(text)), _, _:
            return of_text_method(text, name, args)
        case Table(items=items, complete=True), "get", (Literal() as key, *default):
            return dict(items).get(key, default[0] if default else Literal(None))
        case Table(items=items, complete=True), "keys", ():
            return Items("tuple", tuple(key for key, _ in items))
        case Table(items=items, complete=True), "values", ():
            return Items("tuple", tuple(value for _, value in items))
        case Returned(callee=External(name="django.apps.apps.get_app_config"), args=(label,)), "get_model", _:
            return _labelled((label, *args[:1]))
        case Instance(), "get_model", _ if "django.apps.AppConfig" in external_bases(ev, owner.of):
            return _of_config(ev, owner, args)
        case _:
            return of_list_method(owner, name, args)


def _of_config(ev: Evaluator, config: Instance, args: tuple[Value, ...]) -> Value | None:
    """Return what `AppConfig.get_model(name)` gives: a model of the config's own app."""
    _, label = found_in_order(ev, config.of, "label")
    match label, ev.attribute(config, "name"):
        case Literal(), _:
            return _labelled((label, *args[:1]))
        case None, Literal(value=str(name)):
            return _labelled((Literal(name.rpartition(".")[2]), *args[:1]))
        case _:
            return None


def _tuples(rows: Iterable[tuple[Value, ...]]) -> Items:
    return Items("tuple", tuple(Items("tuple", row) for row in rows))


def _user_model(ev: Evaluator) -> Value | None:
    found = ev.attribute(External("django.conf.settings"), "AUTH_USER_MODEL")
    return LabelledModel(found.label, lazy=False) if isinstance(found, LabelledModel) else None


def _named(keywords: Keywords, *names: str) -> tuple[Value, ...]:
    given = dict(keywords)
    return tuple(given[name] for name in names if name in given)


def _labelled(given: tuple[Value, ...]) -> LabelledModel | None:
    """Return the model of `get_model("app", "Model")` or `get_model("app.Model")`."""
    match given:
        case (Literal(value=str(label)), Literal(value=str(name)), *_):
            return LabelledModel(f"{label}.{name}", lazy=False)
        case (Literal(value=str(dotted)),) if dotted.count(".") == 1:
            return LabelledModel(dotted, lazy=False)
        case _:
            return None


def lacks(ev: Evaluator, owner: Value, name: str) -> bool:
    """Tell whether an attribute is certainly missing: no settings module says it, or the module does not."""
    if isinstance(owner, Module):
        known = ev.index(owner.path) if owner.path.endswith(".py") else {STAR: []}
        return not (name in known or STAR in known or ev.modules.submodule(owner.path, name))
    return owner == External("django.conf.settings") and bool(ev.settings_paths) and ev.setting(name) is None


def formatted(text: str, args: tuple[Value, ...], keywords: Keywords) -> Literal | None:
    """Return what `text.format(…)` gives, None where an argument is not known."""
    positional = [value.value for value in args if isinstance(value, Literal)]
    named = {name: value.value for name, value in keywords if isinstance(value, Literal)}
    if len(positional) != len(args) or len(named) != len(keywords):
        return None
    try:
        return Literal(text.format(*positional, **named))
    except (IndexError, KeyError, ValueError, AttributeError):
        return None
