"""Receivers as text, and what the analysis makes of them: one model `Order`, one module."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from rules.building import connection

from signal_lint.connections import Connection, Function, Receiver, Sender, Signal
from signal_lint.extract.parsing import parse_file
from signal_lint.extract.tokens import Text
from signal_lint.flow.calls import Site
from signal_lint.flow.recursion import Resending, resendings
from signal_lint.flow.scenes import POST_SAVE, Recursion
from signal_lint.flow.statements import reached_calls
from signal_lint.models import Model
from signal_lint.source import Location
from signal_lint.syntax import Assign, Call, ClassDef, Expr, Expression, FunctionDef, Lambda, Statement
from signal_lint.unparse import unparse

PATH = "shop/signals.py"
ORDER = Model("shop.models.Order", "shop.Order", None, abstract=False, proxy=False)
ORDERS = Sender("model", "Order", "shop.models.Order", "shop.Order", ORDER)
ANY = Sender("any", "")


@dataclass(frozen=True, slots=True)
class Names:
    """A lookup that finds functions of one module, and methods of its class `Order`, by name."""

    functions: dict[str, Function]
    methods: dict[str, Function]

    def called(self, call: Call, _within: Function) -> Function | None:
        """Find a function by the name that is called."""
        return self.functions.get(unparse(call.func)) or self.methods.get(
            unparse(call.func).removeprefix("Order.")
        )

    def method(self, _model: Model, name: str) -> Function | None:
        """Find a method of `Order`."""
        return self.methods.get(name)

    def field(self, _model: Model, name: str) -> str | None:
        """Know one field of a file, one of an image, and one of a relation."""
        known = {"invoice": "FileField", "photo": "ImageField", "customer": "ForeignKey"}
        return f"django.db.models.{known[name]}" if name in known else None

    def is_model(self, call_target: str, _within: Function, _model: Model) -> bool | None:
        """Know `Order` and `Log`."""
        return {"Order": True, "Log": False}.get(call_target)


def module(text: str) -> tuple[Statement, ...]:
    """Read the text of a module."""
    parsed = parse_file(Text(textwrap.dedent(text).strip("\n") + "\n"))
    assert isinstance(parsed, tuple), parsed
    return parsed


def expression(text: str) -> Expression:
    """Read the text of an expression."""
    (statement,) = module(text)
    assert isinstance(statement, Expr)
    return statement.value


def function(definition: FunctionDef | Lambda, name: str) -> Function:
    """Make a function of its definition."""
    decorators = definition.decorators if isinstance(definition, FunctionDef) else ()
    lines = tuple(decorator.span.line for decorator in decorators)
    place = Location(PATH, definition.span)
    return Function(
        f"shop.signals.{name}", name, place, definition.parameters, definition, lines, known_signature=True
    )


def defined(body: tuple[Statement, ...]) -> Iterator[Function]:
    """Make a function of every definition and every named lambda in a body."""
    for statement in body:
        match statement:
            case FunctionDef(name=name):
                yield function(statement, name)
            case Assign(targets=(target,), value=Lambda() as value):
                yield function(value, unparse(target))


def names(body: tuple[Statement, ...]) -> Names:
    """Make the lookup of a module."""
    classes = [statement for statement in body if isinstance(statement, ClassDef)]
    methods = {each.qualname: each for of in classes for each in defined(of.body)}
    return Names({each.qualname: each for each in defined(body)}, methods)


def connected(received: Function, sender: Sender = ORDERS, **changes: object) -> Connection:
    """Connect a function, by a call, to the signal of a sender."""
    name = received.name
    found = Receiver(
        "function", received.name, name, received.location, accepts_kwargs=True, function=received
    )
    signal = Signal(POST_SAVE.signal, None, is_model_signal=True)
    usual = {"form": "connect", "sender": sender, "location": received.location}
    return connection(**{"received": found, "signal": signal, **usual, **changes})


def found(text: str, sender: Sender = ORDERS, recursion: Recursion = POST_SAVE) -> list[Resending]:
    """Return what the last function of a module sends again."""
    body = module(text)
    lookup = names(body)
    *_, last = defined(body)
    return list(resendings(connected(last, sender), recursion, lookup))


def verdict(text: str, sender: Sender = ORDERS, recursion: Recursion = POST_SAVE) -> str:
    """Return the worst that is said about the last function of a module: error, warning or nothing."""
    certain = [resending.is_certain for resending in found(text, sender, recursion)]
    return "" if not certain else "error" if any(certain) else "warning"


def receiving(body: str, parameters: str = "sender, instance, created, update_fields, raw, **kwargs") -> str:
    """Return the text of a receiver with a body."""
    return f"def on_save({parameters}):\n{textwrap.indent(textwrap.dedent(body).strip(), '    ')}\n"


def sites(text: str) -> tuple[Site, ...]:
    """Return the calls that the last function of a module reaches, following none."""
    *_, last = defined(module(text))
    return reached_calls(last, lambda _: None)


def facts_at(name: str, text: str) -> list[set[str]]:
    """Return, for each path to the call of a name, the facts that hold on it, `~` before the false ones."""
    return [
        {("" if fact.holds else "~") + unparse(fact.test).replace("signal:", "") for fact in site.path.facts}
        for site in sites(text)
        if unparse(site.written.func) == name
    ]
