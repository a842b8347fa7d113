"""Model classes: what makes a class a model, its label, and the class behind a label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from signal_lint.django.signals import is_lookalike
from signal_lint.link.classes import external_bases, found_in_order, own_attribute
from signal_lint.link.names import module_name
from signal_lint.link.values import Class, External, LabelledModel, Literal, Maybe, Unknown, Value
from signal_lint.models import Model
from signal_lint.source import Location

if TYPE_CHECKING:
    from signal_lint.link.evaluator import Evaluator

#: Classes outside the project whose subclasses are models.
MODEL_BASES = frozenset({"django.db.models.Model", "django.contrib.gis.db.models.Model"})
#: Packages whose models have nothing to do with a database of Django's.
OTHER_MODELS = frozenset({"keras", "peewee", "pydantic", "pydantic_settings", "torch"})


def is_model(ev: Evaluator, of: Class) -> bool | None:
    """Tell whether a class is a model; None where an ancestor is not known, and the class may be one.

    Models of packages that are not there are told by the module that they come from.
    """
    names = [name for name in external_bases(ev, of) if not _is_of_another_kind(name)]
    if any(name in MODEL_BASES or ".models." in name or name.endswith("Model") for name in names):
        return True
    order = ev.class_order(of)
    known = all(isinstance(base, Class | External) for base in order)
    if known and all(name.startswith("builtins.") for name in names):
        return False
    # Where a base is not known, the place decides: Django expects models in `models`, and nothing else.
    return None if "models" in ev.modules.name(of.path).split(".") else False


def _is_of_another_kind(name: str) -> bool:
    return is_lookalike(name) or name.partition(".")[0] in OTHER_MODELS


def _option(ev: Evaluator, of: Class, name: str) -> Value | None:
    """Return an option of a model's Meta: its own, or that of its nearest abstract ancestor."""
    for each in ev.class_order(of):
        if isinstance(each, Class) and (each == of or is_abstract(ev, each)):
            meta = own_attribute(ev, each, "Meta")
            if isinstance(meta, Class):
                return found_in_order(ev, meta, name)[1]
    return None


def is_abstract(ev: Evaluator, of: Class) -> bool:
    """Tell whether a model's own Meta says `abstract = True`, which is not inherited."""
    meta = own_attribute(ev, of, "Meta")
    return isinstance(meta, Class) and own_attribute(ev, meta, "abstract") == Literal(value=True)


def label(ev: Evaluator, of: Class) -> str | None:
    """Return `app_label.ModelName` of a model; None where its app is not known."""
    written = _option(ev, of, "app_label")
    if isinstance(written, Literal) and isinstance(written.value, str):
        return f"{written.value}.{of.node.name}"
    app_label = ev.apps.label_of_module(ev.modules.names(of.path))
    return None if app_label is None else f"{app_label}.{of.node.name}"


def model(ev: Evaluator, of: Class) -> Model:
    """Return a model class as rules and maps see it."""
    return Model(
        name=ev.dotted(of),
        label=label(ev, of),
        location=Location(of.path, of.span),
        abstract=is_abstract(ev, of),
        proxy=_option(ev, of, "proxy") == Literal(value=True),
    )


def external_model(ev: Evaluator, name: str) -> Model:
    """Return a model class outside the project, labelled after the package its models module is in."""
    module, _, class_name = name.rpartition(".")
    package = module.partition(".models")[0]
    known = ev.apps.label_of_module((package,))
    if known is None and package.startswith("django.contrib."):
        known = package.rpartition(".")[2]
    label = f"{known}.{class_name}" if known and ".models" in module else None
    return Model(name, label, None, abstract=False, proxy=False)


def model_of_label(ev: Evaluator, written: str) -> Value:
    """Return the class behind `app_label.ModelName`, Unknown where there is none in sight.

    Django compares the model's name without regard to case, the app's label exactly.
    """
    app_label, _, name = written.partition(".")
    app = ev.apps.name_of_label(app_label)
    if app is None:
        return Unknown(written)
    path = ev.modules.find(f"{app}.models")
    if path is None or path.endswith("/"):
        return Unknown(written) if ev.modules.find(app) else External(f"{app}.models.{name}")
    for candidate in sorted(ev.index(path)):
        if candidate.lower() == name.lower():
            found = module_name(ev, path, candidate, None)
            # A registered model is there, whatever else its maker may return.
            found = found.value if isinstance(found, Maybe) else found
            if isinstance(found, Class) and _has_label(ev, found, app_label):
                return found
    return _searched(ev, app, name)


def _has_label(ev: Evaluator, of: Class, app_label: str) -> bool:
    """Tell whether a class can be a model of an app; what its models module only imports is another app's."""
    known = label(ev, of)
    return known is None or known.partition(".")[0] == app_label


def _searched(ev: Evaluator, app: str, name: str) -> Value:
    """Return a model of that name anywhere in the app's package: a star import may carry it up."""
    path = ev.modules.find(app) or ""
    folder = path.removesuffix("__init__.py")
    for candidate in sorted(ev.sources.containing(frozenset({name}))):
        if candidate.startswith(folder):
            found = module_name(ev, candidate, name, None)
            if isinstance(found, Class) and found.path == candidate and is_model(ev, found) is not False:
                return found
    return Unknown(f"{app}.{name}")


def resolved(ev: Evaluator, value: Value) -> Value:
    """Return the class that a labelled model stands for, any other value as it is."""
    return model_of_label(ev, value.label) if isinstance(value, LabelledModel) else value
