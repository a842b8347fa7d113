"""What several rules say of a call of `receiver` that connects nothing."""

from __future__ import annotations

from signal_lint.connections import Signal
from signal_lint.syntax import Argument, Call, Constant, Dict, Expression, Sequence
from signal_lint.unparse import unparse

#: What `receiver` and `Signal.connect` take by keyword; only signals of models take `apps`.
KEYWORDS = ("signal", "sender", "weak", "dispatch_uid", "apps")


def misuse(call: Call, signal: Signal | None) -> str:
    """Return what is wrong with a call of `receiver`, which raises then, "" where nothing is for certain."""
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
