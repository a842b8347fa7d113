"""A sender that no signal is ever sent with.

What it does
Looks at the sender of every connection to a signal that Django sends with model classes (the
signals of models, `class_prepared`, `user_logged_in` and `user_logged_out`) for what is no such
class: a list, tuple, set or dict of models, a number, a function that is not called, a manager,
a field, an instance, a module, an abstract model, `'settings.AUTH_USER_MODEL'` in quotes, and a
label under which an app of the project has no model.

Why is this bad?
Django compares the sender of a signal with the one that was asked for, by identity. One that is
no model class never matches: no error, no warning, and the receiver never runs. A label without
a model is only told by the checks of `manage.py check`, the app's part of it in another case
too.

Example
    # shop/signals.py
    from django.contrib.auth import get_user_model
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @receiver(post_save, sender=get_user_model)
    def index_user(sender, instance, **kwargs):
        print(instance)

Use instead
    # shop/signals.py
    from django.contrib.auth import get_user_model
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @receiver(post_save, sender=get_user_model())
    def index_user(sender, instance, **kwargs):
        print(instance)

Fix safety
Unsafe: the receiver begins to run. Only `get_user_model` without its call and the quoted
`'settings.AUTH_USER_MODEL'` are fixed; the call of the former raises where it is connected before
the user model is there.

Known limits
Silent for parameters and loop variables, for what calls return, for instances of classes other
than models and app configs, and where the project itself sends the signal with something of
that kind. Says nothing of a label whose app is not in the analysed files, or where a class may
be made by `type()`, a star import of another package, or a package that makes models of models
(`HistoricalOrder`, `OrderTranslation`).

References
https://docs.djangoproject.com/en/stable/topics/signals/#connecting-to-signals-sent-by-specific-senders
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection, MissingModel, Sender
from signal_lint.edits import AddImport, Edit, ReplaceExpression
from signal_lint.findings import Finding, Fix, Related, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.rules.senders import by_place, lines, receiver_name, signal_names
from signal_lint.settings import Settings
from signal_lint.source import at_line

#: The signals of Django whose sender is a model class.
SENT_BY_MODELS = frozenset(
    {
        "django.db.models.signals.pre_init",
        "django.db.models.signals.post_init",
        "django.db.models.signals.pre_save",
        "django.db.models.signals.post_save",
        "django.db.models.signals.pre_delete",
        "django.db.models.signals.post_delete",
        "django.db.models.signals.m2m_changed",
        "django.db.models.signals.class_prepared",
        "django.contrib.auth.signals.user_logged_in",
        "django.contrib.auth.signals.user_logged_out",
    }
)
M2M_CHANGED = "django.db.models.signals.m2m_changed"
#: Classes of Django that are abstract.
ABSTRACT = frozenset(
    {
        "django.db.models.Model",
        "django.contrib.auth.base_user.AbstractBaseUser",
        "django.contrib.auth.models.AbstractBaseUser",
        "django.contrib.auth.models.AbstractUser",
        "django.contrib.auth.models.PermissionsMixin",
    }
)
NO_CLASS = {
    "list": "a list",
    "tuple": "a tuple",
    "set": "a set",
    "dict": "a dict",
    "number": "a number",
    "function": "a function that is not called",
    "manager": "a manager",
    "field": "a field",
    "many-to-many field": "a field",
    "instance": "an instance",
    "module": "a module",
}
GET_USER_MODEL = "get_user_model"
QUOTED_SETTING = "settings.AUTH_USER_MODEL"


@rule("SGL201", severity=Severity.ERROR, fix="unsafe")
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each connection to such a sender once, with all its signals."""
    labels = {app.label for app in project.apps}
    for connections in by_place(_to_senders_of_models(project)):
        sender = connections[0].sender
        missing = _missing(project, sender)
        said = _said(sender, missing, labels)
        if said and not _is_sent(project, connections):
            yield Finding(
                location=connections[0].location,
                message=_message(connections, said),
                related=tuple(_related(sender, missing)),
                fix=_fix(connections[0]),
                lines=lines(connections[0]),
            )


def _to_senders_of_models(project: Project) -> Iterator[Connection]:
    for connection in project.connections:
        if connection.signal and connection.signal.name in SENT_BY_MODELS and not _is_of_others(connection):
            yield connection


def _is_of_others(connection: Connection) -> bool:
    """Tell whether another rule says it: of the fields of m2m_changed, and of strings for plain signals."""
    name = connection.signal.name if connection.signal else ""
    is_field = connection.sender.is_a == "many-to-many field"
    takes_labels = connection.signal is not None and connection.signal.is_model_signal
    return (name == M2M_CHANGED and is_field) or (connection.sender.is_a == "string" and not takes_labels)


def _is_sent(project: Project, connections: list[Connection]) -> bool:
    """Tell whether the project itself sends one of the signals with such a thing."""
    kind = connections[0].sender.is_a
    signals = (connection.signal for connection in connections)
    return kind != "class" and any(kind in project.lookup.sent_by_project(each) for each in signals if each)


def _missing(project: Project, sender: Sender) -> MissingModel | None:
    """Return what is wrong with a label; an automatic through model has one of its own making."""
    label = sender.string or ""
    if label == QUOTED_SETTING or label.count(".") != 1 or "_" in label.partition(".")[2]:
        return None
    return project.lookup.missing_model(label)


def _said(sender: Sender, missing: MissingModel | None, labels: set[str]) -> str:
    """Return what a sender is, "" where it may match."""
    if sender.string == QUOTED_SETTING and "settings" not in labels:
        return "the name of a setting in quotes, which Django takes for the label of a model"
    if missing:
        wanted = f"its label is written `{missing.meant}`" if missing.meant else "that app has no such model"
        return f"the label of no model of `{missing.app}`: {wanted}"
    if sender.is_a in ("class", "string") and _is_abstract(sender):
        return "an abstract model, of which there are no instances"
    return NO_CLASS.get(sender.is_a, "")


def _is_abstract(sender: Sender) -> bool:
    return sender.name in ABSTRACT or (sender.model is not None and sender.model.abstract)


def _message(connections: list[Connection], said: str) -> str:
    return (
        f"`{receiver_name(connections[0])}` never runs for {signal_names(connections)}: "
        f"the sender `{connections[0].sender.text}` is {said}"
    )


def _related(sender: Sender, missing: MissingModel | None) -> Iterator[Related]:
    if missing and missing.models:
        yield Related(at_line(missing.models, 1), f"The models of `{missing.app}` are here")
    if sender.model is not None and sender.model.location is not None:
        yield Related(sender.model.location, f"`{sender.model.name.rpartition('.')[2]}` is defined here")


def _fix(connection: Connection) -> Fix | None:
    sender = connection.sender
    place = sender.expression
    if place is None:
        return None
    edits: tuple[Edit, ...]
    if sender.string == QUOTED_SETTING:
        edits = (ReplaceExpression(place, QUOTED_SETTING), AddImport(place.path, "django.conf", "settings"))
        return Fix("Take the quotes away", "unsafe", edits)
    if sender.is_a == "function" and sender.text.rpartition(".")[2] == GET_USER_MODEL:
        return Fix(f"Call `{sender.text}`", "unsafe", (ReplaceExpression(place, f"{sender.text}()"),))
    return None
