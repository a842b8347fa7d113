"""A receiver for the `User` of `django.contrib.auth`, in a project that has a user model of its own.

What it does
Looks for `User` of `django.contrib.auth.models`, and for `"auth.User"`, as the sender of the
signals that saving, deleting and making a model send, and of `user_logged_in` and
`user_logged_out`, where every settings module names another `AUTH_USER_MODEL`.

Why is this bad?
`User` is swapped out: Django makes no table for it, and nobody ever saves one. What is saved
is a user of the other model, which is the sender of the signals then. No error, no
warning, and the receiver never runs.

Example
    # project/settings.py
    INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "shop"]
    AUTH_USER_MODEL = "shop.Customer"

    # shop/signals.py
    from django.contrib.auth.models import User
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @receiver(post_save, sender=User)
    def welcome(sender, instance, created, **kwargs):
        print(instance)

Use instead
    # project/settings.py
    INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "shop"]
    AUTH_USER_MODEL = "shop.Customer"

    # shop/signals.py
    from django.conf import settings
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @receiver(post_save, sender=settings.AUTH_USER_MODEL)
    def welcome(sender, instance, created, **kwargs):
        print(instance)

Fix safety
Unsafe: the receiver begins to run. Writes `settings.AUTH_USER_MODEL` and imports
`settings`. Offered for model signals only: others take no lazy sender.

Known limits
Silent where the settings are not known, differ, or leave out `AUTH_USER_MODEL`; for a
connection under a condition, which may be the very test of that setting; and for the
signals of other packages.

References
https://docs.djangoproject.com/en/stable/topics/auth/customizing/#referencing-the-user-model
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Connection
from signal_lint.edits import AddImport, ReplaceExpression
from signal_lint.findings import Finding, Fix, Related, Severity
from signal_lint.models import UserModel
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.settings import Settings
from signal_lint.source import Location
from signal_lint.syntax import Argument, Attribute, Constant, Name

USER = "django.contrib.auth.models.User"
MODEL_SIGNALS = frozenset(
    f"django.db.models.signals.{name}"
    for name in ("pre_init", "post_init", "pre_save", "post_save", "pre_delete", "post_delete")
)
#: Their sender is the class of the user that comes or goes.
AUTH_SIGNALS = frozenset(
    {"django.contrib.auth.signals.user_logged_in", "django.contrib.auth.signals.user_logged_out"}
)


@rule("SGL206", severity=Severity.WARNING, fix="unsafe")
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each sender once, for all signals of its connection."""
    found: dict[Location, list[Connection]] = {}
    for connection in project.connections:
        if connection.certain and _waits_for_user(connection):
            found.setdefault(connection.location, []).append(connection)
    # Without such a connection, the settings are not asked.
    model = project.lookup.user_model() if found else None
    if model is not None:
        for connections in found.values():
            yield _finding(connections, model, project)


def _waits_for_user(connection: Connection) -> bool:
    name = connection.signal.name if connection.signal else ""
    if connection.sender.name != USER:
        return False
    return name in MODEL_SIGNALS or (name in AUTH_SIGNALS and connection.sender.kind == "model")


def _finding(connections: list[Connection], model: UserModel, project: Project) -> Finding:
    connection, function = connections[0], connections[0].receiver.function
    signals = dict.fromkeys(f"`{each.signal_name}`" for each in connections)
    who = function.qualname if function else connection.receiver.text
    return Finding(
        location=connection.location,
        message=(
            f"`{who}` waits for {' and '.join(signals)} of `{connection.sender.text}`, which is never sent: "
            f"the settings put `{model.label}` in the place of `auth.User`"
        ),
        related=(
            (Related(model.location, f"`AUTH_USER_MODEL` is `{model.label}`"),) if model.location else ()
        ),
        fix=_fix(connections, project),
        lines=(*function.decorator_lines, function.location.span.line) if function else (),
    )


def _fix(connections: list[Connection], project: Project) -> Fix | None:
    """Offer nothing where others share the expression, take no lazy sender, or mean another `settings`."""
    connection = connections[0]
    path = connection.location.path
    written = _sender(connection)
    alike = [each for each in project.connections if each.location == connection.location]
    if written is None or not all(_takes_lazy(each) for each in alike):
        return None
    if not _names_user(written) or not project.lookup.is_free(path, "settings", "django.conf"):
        return None
    replaced = ReplaceExpression(Location(path, written.span), "settings.AUTH_USER_MODEL")
    return Fix(
        "Use `settings.AUTH_USER_MODEL`", "unsafe", (replaced, AddImport(path, "django.conf", "settings"))
    )


def _takes_lazy(connection: Connection) -> bool:
    signal = connection.signal
    return signal is not None and signal.name in MODEL_SIGNALS and connection.sender.name == USER


def _sender(connection: Connection) -> Argument | None:
    """Return the argument that is the sender, None where it is not written as one."""
    args = connection.call.args if connection.call else ()
    if any(argument.star for argument in args):
        return None
    named = [argument for argument in args if argument.keyword == "sender"]
    positional = [argument for argument in args if argument.keyword is None]
    return next(iter((*named, *positional[1:2])), None)


def _names_user(written: Argument) -> bool:
    """Tell whether an argument is a class or a label, and no variable of another value elsewhere."""
    match written.value:
        case Constant():
            return True
        case Name(id=name) | Attribute(attr=name):
            return name[:1].isupper()
        case _:
            return False
