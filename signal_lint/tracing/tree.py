"""A trace for people: what Django sends, who runs, and what these write, each inside the other.

Receivers that run bear the number of their call, those that do not a dash.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from signal_lint.models import Model
from signal_lint.source import Location
from signal_lint.syntax import Constant
from signal_lint.text.paint import Paint, Style
from signal_lint.text.printable import printable
from signal_lint.tracing.conditions import readable
from signal_lint.tracing.operations import Emission
from signal_lint.tracing.reception import Outcome
from signal_lint.tracing.trace import Follow, Run, Sent, Trace

STEP = "   "
_OUTCOMES: dict[Outcome, tuple[str, Style]] = {
    "runs": ("", "dim"),
    "may run": ("  may run", "warning"),
    "does not run": ("  does not run", "error"),
}


def tree(trace: Trace, paint: Paint) -> str:
    """Return a trace as an indented tree; lines and numbers are 1-based."""
    return "".join(f"{line}\n" for line in _lines(trace, paint))


def _lines(trace: Trace, paint: Paint) -> Iterator[str]:
    place = "" if trace.model.location is None else f"  {paint(_place(trace.model.location), 'place')}"
    yield f"{paint(printable(f'{trace.operation} {_name(trace.model)}'), 'name')}{place}"
    yield ""
    yield from _sent(trace.sent, "", paint)
    if trace.remarks:
        yield ""
        yield paint("Not certain", "name")
        yield from (f"{STEP}{printable(remark)}" for remark in trace.remarks)


def _sent(sent: tuple[Sent, ...], indent: str, paint: Paint) -> Iterator[str]:
    """Show signals one after the other; of receivers that do not run, those further in only if skipped."""
    shown = {
        id(each): [
            run for run in each.runs if not indent or run.number or run.reason == each.emission.skipped
        ]
        for each in sent
    }
    for (is_silent, _), group in groupby(
        sent, key=lambda each: (not shown[id(each)], _manner(each.emission))
    ):
        alike = list(group)
        if is_silent:
            yield f"{indent}{_heading(alike, paint)}{_silence(alike, paint)}"
            continue
        for each in alike:
            yield f"{indent}{_heading([each], paint)}"
            for run in shown[id(each)]:
                yield from _run(run, each.emission, indent + STEP, paint)


def _silence(alike: list[Sent], paint: Paint) -> str:
    if alike[0].emission.skipped:
        return ""
    return f": {paint('no receiver runs' if any(each.runs for each in alike) else 'no receivers', 'dim')}"


def _manner(emission: Emission) -> tuple[str, ...]:
    """Return what signals have in common that may stand in one line, where nobody receives them."""
    if emission.when and not emission.skipped:
        return emission.signal, str(emission.known.carried.get("action"))
    return emission.known.model.name, str(emission.known.carried.get("action")), emission.skipped


def _heading(alike: list[Sent], paint: Paint) -> str:
    """Return the line above receivers: of several signals, or of several models of rows that go along."""
    emission = alike[0].emission
    signals = ", ".join(dict.fromkeys(each.emission.signal for each in alike))
    models = ", ".join(dict.fromkeys(_name(each.emission.known.model) for each in alike))
    carried = emission.known.carried
    text = f"{paint(signals, 'code')} of {printable(models)}"
    match carried.get("created"):
        case Constant(value=bool() as created) if signals == "post_save":
            text += ", created" if created else ", not created"
    match carried.get("action"):
        case Constant(value=str() as action):
            text += f", {action}"
    fields = carried.get("update_fields", Constant(None))
    if fields != Constant(None):
        text += printable(f", update_fields={readable(fields)}")
    whens = list(dict.fromkeys(each.emission.when for each in alike))
    if emission.when:
        text += f", {printable(emission.when) if len(whens) == 1 else 'for each row along a key'}"
    if emission.skipped:
        text += f", {paint('not sent', 'warning')}: {printable(emission.skipped)}"
    return text


def _run(run: Run, emission: Emission, indent: str, paint: Paint) -> Iterator[str]:
    receiver = run.connection.receiver
    name = printable(receiver.name or receiver.text)
    place = paint(_place(receiver.location or run.connection.location), "place")
    words, style = _OUTCOMES[run.outcome]
    back = f"  ↺ back to {run.back_to}" if run.back_to else ""
    cut = f"  … {run.cut}" if run.cut else ""
    mark = f"{run.number}." if run.number else "-"
    state = paint(words, style) if words else ""
    yield f"{indent}{mark} {name}  {place}{state}{paint(back or cut, 'warning') if back or cut else ''}"
    inside = indent + STEP
    if run.reason and run.reason != emission.skipped:
        yield f"{inside}{printable(run.reason)}"
    for follow in run.follows:
        yield from _follow(follow, inside, paint)
    for unread in run.unread:
        where = paint(_place(unread.location), "place")
        yield f"{inside}? {printable(unread.text)}  {where}  of a model that is not known"


def _follow(follow: Follow, indent: str, paint: Paint) -> Iterator[str]:
    write, inside = follow.effect.write, indent + STEP
    yield f"{indent}{write.verb} {printable(_name(write.model))}  {paint(_place(write.location), 'place')}"
    if write.when:
        yield f"{inside}when {printable(', and '.join(write.when))}"
    for doubt in follow.effect.doubts:
        yield f"{inside}{paint('perhaps', 'warning')}: {printable(doubt)}"
    for remark in follow.remarks:
        yield f"{inside}{printable(remark)}"
    yield from _sent(follow.sent, inside, paint)


def _name(model: Model) -> str:
    return model.label or model.name


def _place(location: Location) -> str:
    return f"{printable(location.path)}:{location.span.line}"
