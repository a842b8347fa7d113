"""A sender that a signal without models is never sent with.

What it does
Looks at the senders of signals that are no `ModelSignal`: a string on one of Django's, a label
like `'shop.Order'` on one of the project or of a package, anything but an AppConfig instance on
`pre_migrate` and `post_migrate`, and any sender at all on `got_request_exception`.

Why is this bad?
Only the signals of models resolve a label. Any other signal compares the string itself with the
sender, by identity: no error, no warning, and the receiver never runs. `pre_migrate` and
`post_migrate` are sent by the instance of each app's AppConfig, never by its class, its name or
its models module; `got_request_exception` by None.

Example
    # shop/apps.py
    from django.apps import AppConfig
    from django.db.models.signals import post_migrate

    def fill(sender, **kwargs):
        print("fill", sender)

    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):
            post_migrate.connect(fill, sender="shop")

Use instead
    # shop/apps.py
    from django.apps import AppConfig
    from django.db.models.signals import post_migrate

    def fill(sender, **kwargs):
        print("fill", sender)

    class ShopConfig(AppConfig):
        name = "shop"

        def ready(self):
            post_migrate.connect(fill, sender=self)

Known limits
Silent for `user_login_failed`, which is sent by a string, and for what is not certain:
parameters, what calls return, strings like `"shop"` on signals of the project or of packages
(Python may make one object of equal ones), labels on signals that the project nowhere sends or
sends with what is not known, and classes on `got_request_exception` that may be a package's own
sender.

References
https://docs.djangoproject.com/en/stable/topics/signals/#connecting-to-signals-sent-by-specific-senders
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import Sender, Signal
from signal_lint.findings import Finding, Related, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.rules.senders import lines, receiver_name
from signal_lint.settings import Settings

#: What sends each plain signal of Django that no string ever sends.
SENT_BY = {
    "django.db.models.signals.class_prepared": "model classes",
    "django.db.models.signals.pre_migrate": "AppConfig instances",
    "django.db.models.signals.post_migrate": "AppConfig instances",
    "django.core.signals.request_started": "the class of the request handler",
    "django.core.signals.request_finished": "the class of the request handler",
    "django.core.signals.got_request_exception": "None",
    "django.core.signals.setting_changed": "the class of the settings",
    "django.db.backends.signals.connection_created": "the class of the connection",
    "django.contrib.auth.signals.user_logged_in": "the class of the user",
    "django.contrib.auth.signals.user_logged_out": "the class of the user",
    "django.test.signals.template_rendered": "template instances",
    "django.tasks.signals.task_enqueued": "the class of the task backend",
    "django.tasks.signals.task_started": "the class of the task backend",
    "django.tasks.signals.task_finished": "the class of the task backend",
}
MIGRATE = frozenset({"django.db.models.signals.pre_migrate", "django.db.models.signals.post_migrate"})
GOT_REQUEST_EXCEPTION = "django.core.signals.got_request_exception"
#: What the project has to send a signal with for a label to match for certain never.
NO_STRINGS = frozenset({"class", "instance", "none"})


@rule("SGL203", severity=Severity.ERROR)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find each connection of a plain signal to such a sender."""
    labels = frozenset(app.label for app in project.apps)
    for connection in project.connections:
        signal, sender = connection.signal, connection.sender
        said = _said(project, signal, sender, labels) if signal and sender.is_a else ""
        if signal and said:
            yield Finding(
                location=connection.location,
                message=(
                    f"`{receiver_name(connection)}` never runs for `{connection.signal_name}` of "
                    f"`{sender.text}`: {said}"
                ),
                related=tuple(_related(signal)),
                lines=lines(connection),
            )


def _said(project: Project, signal: Signal, sender: Sender, labels: frozenset[str]) -> str:
    """Return why a sender never matches, "" where it may."""
    by = SENT_BY.get(signal.name)
    if signal.is_model_signal is not False or sender.is_a in ("instance", "none"):
        return ""
    if by and _is_refused(signal.name, sender):
        is_sent = sender.is_a in project.lookup.sent_by_project(signal)
        return "" if is_sent else f"Django sends it with {by}, never with a {sender.is_a}"
    if by or signal.name.startswith("django.") or not _is_label(sender.string or "", labels):
        return ""
    if not _sends_no_strings(project, signal):
        return ""
    return "it is no signal of models, and compares the string itself with the sender"


def _is_refused(name: str, sender: Sender) -> bool:
    """Tell whether a plain signal of Django is certainly not sent with what a sender is."""
    if sender.is_a == "string" or name in MIGRATE:
        return True
    is_own = sender.model is not None or (sender.name or "").startswith("django.")
    return name == GOT_REQUEST_EXCEPTION and (sender.is_a != "class" or is_own)


def _is_label(string: str, labels: frozenset[str]) -> bool:
    """Tell whether a string is the label of a model of an installed app, as Django writes them."""
    app_label, _, name = string.partition(".")
    return app_label in labels and name.isidentifier() and name[:1].isupper()


def _sends_no_strings(project: Project, signal: Signal) -> bool:
    """Tell whether no send of a signal can match a label: all of the project's own, if the signal is."""
    sent = project.lookup.sent_by_project(signal)
    return sent <= NO_STRINGS and (bool(sent) or signal.location is None)


def _related(signal: Signal) -> Iterator[Related]:
    if signal.location is not None:
        yield Related(signal.location, f"`{signal.name}` is defined here")
