"""Which model a text on the command line names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from signal_lint.configuration import nearest
from signal_lint.models import Model
from signal_lint.project import Project
from signal_lint.settings import UsageError

MOST_NAMED = 5


def named_model(project: Project, text: str) -> Model:
    """Return the model of a label, of a dotted name, or of a class name that only one model has.

    As in Django, the model's part of a label may be written in any case. Raise a UsageError for any other
    text, and for an abstract model, which has no rows.
    """
    models = known_models(project)
    app, _, name = text.rpartition(".")
    found = [model for model in models if text == model.name]
    found = found or [model for model in models if app and _lowered(model.label) == f"{app}.{name.lower()}"]
    found = found or [model for model in models if not app and text == _last(model.name)]
    match found:
        case [model] if model.abstract:
            raise UsageError(f"`{text}` is an abstract model, of which there are no rows")
        case [model]:
            return model
        case []:
            names = {name: name for model in models for name in _names(model)}
            raise UsageError(f"unknown model `{text}`{nearest(text, names)}")
        case _:
            several = ", ".join(f"`{model.label or model.name}`" for model in found[:MOST_NAMED])
            raise UsageError(f"several models are called `{text}`: {several}")


def model_in(projects: Sequence[Project], text: str) -> tuple[Project, Model]:
    """Return the first of the projects of a tree in which a text names a model, and the model.

    Raise a UsageError where it names one in none of them, as the last of them says.
    """
    *others, last = projects
    for project in others:
        try:
            return project, named_model(project, text)
        except UsageError:
            continue
    return last, named_model(last, text)


def known_models(project: Project) -> tuple[Model, ...]:
    """Return the models of the project, and those outside it that it connects or points to."""
    keys = (key.target for key in project.lookup.foreign_keys())
    senders = (connection.sender.model for connection in project.connections)
    outside = (model for model in (*keys, *senders) if model is not None and model.auto_created is None)
    return tuple({model.name: model for model in (*project.lookup.models(), *outside)}.values())


def _names(model: Model) -> Iterable[str]:
    return (model.label or model.name, _last(model.name))


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _lowered(label: str | None) -> str | None:
    """Return a label with its model in small letters; the app's label is compared as it is."""
    app, _, name = (label or "").partition(".")
    return f"{app}.{name.lower()}" if label else None
