"""SGL105 on small projects built by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rules.building import SIGNALS, connection, findings, function, named, receiver

from signal_lint.connections import Connection, Signal
from signal_lint.findings import Finding, Related
from signal_lint.rules.sgl105_receiver_on_unbound_method import check
from signal_lint.source import at_line
from signal_lint.syntax import Constant, Decorator, FunctionDef, Lambda, Name, Parameter, Parameters

OWN = Signal("shop.signals.paid", at_line(SIGNALS, 3), is_model_signal=False)
RECEIVER = "django.dispatch.receiver"


def found(*decorators: str | None, number: int = 0, changes: dict | None = None, **groups) -> list[Finding]:
    """Run the rule on a function under decorators on lines from 5, one of them connecting it."""
    written = tuple(Decorator(Name("x"), at_line(SIGNALS, 5 + n).span) for n in range(len(decorators)))
    plain = function(**(groups or {"positional": named("self", "sender")}))
    definition = FunctionDef("on_save", plain.parameters, (), written)
    method = replace(plain, qualname="Index.on_save", definition=definition, decorators=decorators)
    parts = {"location": at_line(SIGNALS, 5 + number), "weak": True, **(changes or {})}
    return findings(check, connections=(connection(receiver(method), **parts),))


def test_a_function_that_demands_self_is_found_at_its_def():
    (finding,) = found(RECEIVER)
    assert finding.location == at_line(SIGNALS, 8)
    assert finding.message == (
        "`@receiver` connects `Index.on_save` as a plain function: nothing fills `self`, "
        "and every `post_save` fails with a TypeError"
    )
    assert finding.related == (Related(at_line(SIGNALS, 5), "Connected to `post_save` here"),)
    assert finding.lines == (7, 8)


@pytest.mark.parametrize("kind", ["staticmethod", "classmethod"])
def test_what_is_no_function_yet_cannot_be_connected(kind: str):
    (finding,) = found(RECEIVER, f"builtins.{kind}", positional=named("sender"))
    assert finding.message == (
        f"`@receiver` stands above `@{kind}` and gets an object that Django cannot connect, "
        "so that the definition of `Index.on_save` fails"
    )


@pytest.mark.parametrize("weak", [False, None])
def test_a_static_method_that_is_not_held_weakly_may_connect(weak: object):
    assert found(RECEIVER, "builtins.staticmethod", changes={"weak": weak}) == []


@pytest.mark.parametrize(
    "decorators", [(RECEIVER, RECEIVER), (RECEIVER, "django.db.transaction.atomic"), (RECEIVER,)]
)
def test_decorators_that_pass_on_their_arguments_fill_nothing(decorators: tuple[str, ...]):
    assert len(found(*decorators)) == 1


@pytest.mark.parametrize("name", ["shop.signals.inject", None])
def test_a_decorator_below_that_is_not_known_may_fill_it(name: str | None):
    assert found(RECEIVER, name) == []


def test_a_decorator_above_has_no_say():
    assert len(found("builtins.classmethod", None, RECEIVER, number=2, positional=named("cls"))) == 1


@pytest.mark.parametrize(
    "groups",
    [
        {"positional": named("sender", "self")},
        {"positional": (Parameter("self", Constant(None)),)},
        {"kwarg": "kwargs"},
    ],
)
def test_other_parameters_are_silent(groups: dict):
    assert found(RECEIVER, **groups) == []


def test_a_positional_only_parameter_is_the_first():
    assert len(found(RECEIVER, positional_only=named("self"), positional=named("sender"))) == 1


@pytest.mark.parametrize(("name", "number"), [("self", 1), ("cls", 0)])
def test_a_signal_of_the_project_may_send_cls_but_never_self(name: str, number: int):
    assert len(found(RECEIVER, positional=named(name), changes={"signal": OWN})) == number


@pytest.mark.parametrize("changes", [{"signal": None}, {"location": at_line(SIGNALS, 20)}])
def test_other_connections_and_unknown_signals_are_silent(changes: dict):
    assert found(RECEIVER, changes=changes) == []


def test_a_lambda_and_what_is_not_in_the_project_are_silent():
    written = replace(function(), definition=Lambda(Parameters(named("self")), Constant(None)))
    assert findings(check, connections=(row(written), connection(receiver(None)))) == []


def test_several_connections_are_one_finding():
    definition = FunctionDef("on_save", Parameters(), (), (Decorator(Name("x"), at_line(SIGNALS, 5).span),))
    method = replace(function(), definition=replace(definition, parameters=Parameters((), named("self"))))
    both = (row(method), row(method, signal=OWN))
    assert len(findings(check, connections=both)) == 1


def row(method, **changes) -> Connection:
    return connection(receiver(method), location=at_line(SIGNALS, 5), weak=True, **changes)
