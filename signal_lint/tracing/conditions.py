"""Whether a path through a receiver is open to a signal, and what it takes besides.

What is known of the signal decides its tests: what it carries, and of which model it is. The rest are
conditions, as text in terms of what the signal sends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from signal_lint.connections import Function
from signal_lint.flow.expressions import dotted, last_name, rebuilt
from signal_lint.flow.guards import HARMLESS_CONTEXTS
from signal_lint.flow.names import PREFIX, resolve, sent
from signal_lint.flow.paths import TANGLED, Fact, Path
from signal_lint.flow.scenes import ADDING, INSTANCE, PK, STORED
from signal_lint.flow.targets import SENDER
from signal_lint.flow.truth import truth
from signal_lint.models import Model
from signal_lint.project import Lookup
from signal_lint.record import record
from signal_lint.syntax import (
    Argument,
    Attribute,
    Call,
    Compare,
    Constant,
    Expression,
    Name,
    Opaque,
    Sequence,
    UnaryOp,
)
from signal_lint.unparse import unparse

#: What tells whether an instance has a row; a receiver may change it.
STATE = frozenset({*PK, ADDING, ADDING.value})
OPPOSITE = {"is": "is not", "==": "!=", "in": "not in", "<": ">=", ">": "<=", "<=": ">", ">=": "<"}
#: What an expression made up by a walk holds that is a place in the code, or nothing anybody wrote.
MADE_UP = ("Span(", "of several ways", "perhaps ", "default of ", "arguments", "keywords")


@record
class Known:
    """What is known of a signal that a receiver gets: its sender, and what it carries by name.

    `stored` tells whether the instance has a row, None where that is not known. `instance` is its model, None
    where that is the sender.
    """

    model: Model
    carried: Mapping[str, Expression]
    stored: bool | None = None
    instance: Model | None = None


def open_facts(path: Path, known: Known, function: Function, lookup: Lookup) -> tuple[Fact, ...] | None:
    """Return what a path takes besides what is known of the signal, None where it is closed to that."""
    left = []
    if not path.touched.isdisjoint(STATE):
        known = replace(known, stored=None)
    for fact in path.facts:
        decided = _decided(fact.test, known, function, lookup)
        if decided is (not fact.holds):
            return None
        if decided is None:
            left.append(fact)
    return tuple(left)


def told(facts: Iterable[Fact], iterated: frozenset[Expression]) -> tuple[str, ...]:
    """Return facts as text, sorted; what a loop goes through is one of `iterated`."""
    ordered = sorted(facts, key=lambda fact: unparse(fact.test))
    return tuple(dict.fromkeys(_told(fact, iterated) for fact in ordered))


def around(path: Path) -> tuple[str, ...]:
    """Return what stands around a call, or before it, that may keep its signals from being sent."""
    names = ((context, context.func if isinstance(context, Call) else context) for context in path.contexts)
    inside = (
        f"inside `with {readable(context)}`"
        for context, name in names
        if last_name(name).lower() not in HARMLESS_CONTEXTS
    )
    return (*inside, *(f"after `{readable(call)}`" for call in path.switches))


def readable(expression: Expression) -> str:
    """Return an expression as text, in terms of what the signal sends."""
    return unparse(_named(expression))


def _told(fact: Fact, iterated: frozenset[Expression]) -> str:
    match fact.test:
        case Opaque(text=text) if text.startswith("an exception"):
            return "an exception is caught" if fact.holds else "no exception is raised"
        case test if test == TANGLED:
            return "tests that are too many to tell apart"
        case test if test in iterated and fact.holds:
            return f"for each of `{readable(test)}`"
        case Compare(left=left, comparisons=((op, right),)) if not fact.holds and op in OPPOSITE:
            return f"`{readable(Compare(left, ((OPPOSITE[op], right),)))}`"
        case test:
            return f"`{readable(test if fact.holds else UnaryOp('not', test))}`"


def _named(expression: Expression) -> Expression:
    match expression:
        case Name(id=name) if name.startswith(PREFIX):
            return Name(name.removeprefix(PREFIX).replace("**", "kwargs"))
        case Opaque(text=text) if any(part in text for part in MADE_UP):
            return Name("…")
        case _:
            return rebuilt(expression, _named)


def _decided(test: Expression, known: Known, function: Function, lookup: Lookup) -> bool | None:
    """Return how a test comes out for the signal, None where that is not known."""
    facts = STORED if known.stored else (Fact(ADDING, holds=True),) if known.stored is False else ()
    for fact in facts:
        if fact.test == test:
            return fact.holds
    of_sender = _of_sender(test, known.model, function, lookup)
    if of_sender is not None:
        return of_sender
    given = {sent(name).id: value for name, value in known.carried.items()}
    return truth(resolve(_with_names(test, known.model), given))


def _of_sender(test: Expression, model: Model, function: Function, lookup: Lookup) -> bool | None:
    """Tell how a test of the sender's class comes out, None where it is none or not known."""
    match test:
        case Compare(left=left, comparisons=(("is" | "==", right),)) if left == SENDER:
            return _is(right, model, function, lookup)
        case Compare(left=left, comparisons=(("in", Sequence(elts=elements)),)) if left == SENDER:
            answers = [_is(element, model, function, lookup) for element in elements]
            return True if True in answers else None if None in answers else False
        case Call(func=Name(id="isinstance"), args=(Argument(value=value), Argument(value=of))) if (
            value == INSTANCE
        ):
            # An instance of another class may be one by inheritance.
            return _is(of, model, function, lookup) or None
        case _:
            return None


def _is(named: Expression, model: Model, function: Function, lookup: Lookup) -> bool | None:
    name = dotted(named)
    return lookup.is_model(name, function, model) if name and model.name else None


def _with_names(test: Expression, model: Model) -> Expression:
    """Return a test with the names that the sender has put in for what reads them."""
    if not model.name or model.label is None:
        return test
    app, _, name = model.label.partition(".")
    meta = Attribute(SENDER, "_meta")
    names: dict[Expression, Expression] = {
        Attribute(SENDER, "__name__"): Constant(name),
        Attribute(meta, "object_name"): Constant(name),
        Attribute(meta, "model_name"): Constant(name.lower()),
        Attribute(meta, "app_label"): Constant(app),
        Attribute(meta, "label"): Constant(model.label),
        Attribute(meta, "label_lower"): Constant(model.label.lower()),
    }

    def put(part: Expression) -> Expression:
        return names[part] if part in names else rebuilt(part, put)

    return put(test)
