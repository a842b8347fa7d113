"""What reaches beyond the database: functions and methods by dotted name, and what they do.

Methods are named behind the call that makes their object: `django.core.mail.EmailMessage().send`.
"""

from __future__ import annotations

from signal_lint.syntax import Argument, Attribute, Expression, Name

_MAIL = ("send_mail", "send_mass_mail", "mail_admins", "mail_managers")
_MESSAGES = ("EmailMessage", "EmailMultiAlternatives")
_WRITING = ("post", "put", "patch", "delete")
_HTTP = ("requests", "requests.api", "httpx", "requests.Session()", "requests.session()", "httpx.Client()")
_PROCESSES = ("run", "call", "check_call", "Popen")
_LAYER = "channels.layers.get_channel_layer()"
_URLOPEN = "urllib.request.urlopen"

EFFECTS = {
    **dict.fromkeys((f"django.core.mail.{name}" for name in _MAIL), "sends mail"),
    **dict.fromkeys((f"django.core.mail.{name}().send" for name in _MESSAGES), "sends mail"),
    **dict.fromkeys((f"django.core.mail.message.{name}().send" for name in _MESSAGES), "sends mail"),
    **dict.fromkeys((f"{owner}.{verb}" for owner in _HTTP for verb in _WRITING), "sends a request"),
    _URLOPEN: "sends a request",
    **dict.fromkeys((f"subprocess.{name}" for name in _PROCESSES), "starts a process"),
    "os.system": "starts a process",
    **dict.fromkeys((f"{_LAYER}.group_send", f"{_LAYER}.send"), "sends to a channel layer"),
    **dict.fromkeys(("celery.Celery().send_task", "celery.current_app.send_task"), "queues a task"),
}
"""By dotted name, what a call does that no rollback takes back."""

TASK_DECORATORS = frozenset(
    {"celery.shared_task", "celery.app.shared_task", "celery.Celery().task", "celery.app.base.Celery().task"}
)


def is_only_read(name: str, args: tuple[Argument, ...]) -> bool:
    """Tell whether a call is made for what it returns: the output of a process, a page."""
    keywords = {argument.keyword: argument.value for argument in args}
    if name == _URLOPEN:
        return "data" not in keywords and len(args) < 2
    output = keywords.get("stdout")
    return "capture_output" in keywords or (output is not None and not _is_devnull(output))


def _is_devnull(output: Expression) -> bool:
    match output:
        case Name(id=name) | Attribute(attr=name):
            return name == "DEVNULL"
        case _:
            return False
