"""A `receiver` decorator that is used in a way that connects nothing.

What it does
Looks for `@receiver` without a call, for `receiver` without a signal or with several
positional arguments, with a set, a dict or a text for a signal, and with a keyword that
`Signal.connect` does not take.

Why is this bad?
Without a call, `receiver` takes the function for the signal: nothing is connected, nothing is
said, and the name of the function then stands for a decorator. All other forms raise a
`TypeError` or an `AttributeError`, and the module cannot be imported.

Example
    # shop/signals.py
    from django.db.models.signals import post_save
    from django.dispatch import receiver

    @receiver
    def on_save(sender, instance, **kwargs):
        print(instance)

Use instead
    # shop/signals.py
    from django.db.models.signals import post_delete, post_save
    from django.dispatch import receiver

    @receiver([post_save, post_delete])
    def on_save(sender, instance, **kwargs):
        print(instance)

Known limits
Unknown keywords are only found for Django's own signals: another class of signals may take
more. Silent inside `try` and `with`, which may expect the error, and behind `*` and `**`.

References
https://docs.djangoproject.com/en/stable/topics/signals/#connecting-receiver-functions
"""

from __future__ import annotations

from collections.abc import Iterator

from signal_lint.connections import ReceiverUse, Signal
from signal_lint.findings import Finding, Severity
from signal_lint.project import Project
from signal_lint.rule import rule
from signal_lint.settings import Settings
from signal_lint.syntax import Argument, Call, Constant, Dict, Expression, Sequence
from signal_lint.unparse import unparse

#: What `receiver` and `Signal.connect` take by keyword; only signals of models take `apps`.
KEYWORDS = ("signal", "sender", "weak", "dispatch_uid", "apps")


@rule("SGL106", severity=Severity.ERROR)
def check(project: Project, settings: Settings) -> Iterator[Finding]:
    """Find the uses of `receiver` that certainly connect nothing."""
    for use in project.receiver_uses:
        message = _of_call(use.call, use.signal) if use.call else _of_bare(use)
        if message:
            yield Finding(location=use.location, message=message)


def _of_bare(use: ReceiverUse) -> str:
    return (
        f"`@receiver` is not called with a signal: `{use.on}` is connected to nothing, "
        "and its name stands for a decorator instead"
    )


def _of_call(call: Call, signal: Signal | None) -> str:
    """Return what is wrong with a call, "" where nothing is for certain."""
    if any(argument.star for argument in call.args):
        return ""
    positional = [argument for argument in call.args if not argument.keyword]
    given = {argument.keyword: argument.value for argument in call.args if argument.keyword}
    if len(positional) > 1:
        return (
            f"`receiver` takes one positional argument, a signal or a list of signals, so that "
            f"`{unparse(positional[1].value)}` raises a TypeError: {_advice(positional)}"
        )
    connected = positional[0].value if positional else given.get("signal")
    if connected is None:
        return "`receiver` is called without a signal, which raises a TypeError"
    return _of_signal(connected) or _of_keywords(tuple(given), signal)


def _advice(positional: list[Argument]) -> str:
    written = ", ".join(unparse(argument.value) for argument in positional)
    return f"several signals are a list (`[{written}]`), a sender is named (`sender=…`)"


def _of_signal(written: Expression) -> str:
    """Return what is wrong with the signal, as far as its text alone shows it."""
    match written:
        case Sequence(kind="set"):
            wrong = "a set; several signals are a list or a tuple"
        case Dict():
            wrong = "a dict"
        case Constant():
            wrong = "a literal"
        case _:
            return ""
    return f"`{unparse(written)}` is no signal but {wrong}, so that `receiver` raises an AttributeError"


def _of_keywords(names: tuple[str, ...], signal: Signal | None) -> str:
    if signal is None or not signal.name.startswith("django."):
        return ""
    wrong = [f"`{name}`" for name in names if name not in KEYWORDS]
    known = "`sender`, `weak` and `dispatch_uid`"
    return f"`receiver` takes {known}; {wrong[0]} raises a TypeError" if wrong else ""
