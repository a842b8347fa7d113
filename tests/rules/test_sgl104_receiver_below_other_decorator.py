"""SGL104 on small projects built by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from rules.building import SIGNALS, Nothing, connection, findings, function, receiver

from signal_lint.connections import Connection, Function, Signal
from signal_lint.edits import RaiseDecorator
from signal_lint.findings import Finding, Fix, Related
from signal_lint.rules.sgl104_receiver_below_other_decorator import check
from signal_lint.source import at_line
from signal_lint.syntax import Attribute, Call, Constant, Decorator, FunctionDef, Lambda, Name, Parameters

PRE_SAVE = Signal("django.db.models.signals.pre_save", None, is_model_signal=True)
WRITTEN = {"receiver": Call(Name("receiver")), "atomic": Attribute(Name("transaction"), "atomic")}
DOTTED = {"receiver": "django.dispatch.receiver", "staticmethod": "builtins.staticmethod"}


@dataclass(frozen=True, slots=True)
class Decorators(Nothing):
    """A lookup that knows what some decorators hand back."""

    known: dict[str, bool]

    def hands_back(self, function: Function, decorator: int) -> bool | None:
        """Tell it by the last word of the decorator."""
        written = function.definition.decorators[decorator].expression
        return next((same for name, same in self.known.items() if name in repr(written)), None)


def decorated(*names: str) -> Function:
    """Build a function under decorators on lines from 5."""
    written = tuple(
        Decorator(WRITTEN.get(name, Name(name)), at_line(SIGNALS, 5 + n).span) for n, name in enumerate(names)
    )
    definition = FunctionDef("on_save", Parameters(), (), written)
    dotted = tuple(map(DOTTED.get, names))
    return replace(function(), definition=definition, decorators=dotted)


def found(*names: str, connecting: tuple[Connection, ...] = (), **changes: object) -> list[Finding]:
    """Run the rule on a function under decorators, of which each `receiver` connects it."""
    received = receiver(decorated(*names))
    places = [at_line(SIGNALS, 5 + n) for n, name in enumerate(names) if name == "receiver"]
    made = tuple(connection(received, **{"location": place, **changes}) for place in places)
    lookup = Decorators({"atomic": False, "once": False, "label": True, "receiver": True})
    return findings(check, connections=(*made, *connecting), lookup=lookup)


def test_what_stands_above_is_named_and_shown_and_moved():
    (finding,) = found("atomic", "receiver")
    assert finding.location == at_line(SIGNALS, 6)
    assert finding.message == (
        "`@receiver` stands below `@transaction.atomic` and connects `on_save` without it, "
        "so that no `post_save` ever runs `@transaction.atomic`"
    )
    assert finding.related == (
        Related(at_line(SIGNALS, 5), "`@transaction.atomic` is applied after the function is connected"),
    )
    assert finding.fix == Fix("Move `@receiver` to the top", "unsafe", (RaiseDecorator(at_line(SIGNALS, 6)),))
    assert finding.lines == (7, 8)


def test_several_decorators_and_several_signals_are_one_finding():
    more = connection(receiver(decorated("atomic", "once", "receiver")), PRE_SAVE, at_line(SIGNALS, 7))
    (finding,) = found("atomic", "once", "receiver", connecting=(replace(more, signal_text="pre_save"),))
    assert "below `@transaction.atomic` and `@once` and connects" in finding.message
    assert "without them, so that no `post_save` or `pre_save` ever runs" in finding.message
    assert len(finding.related) == 2


def test_each_connecting_decorator_is_a_finding():
    assert len(found("atomic", "receiver", "receiver")) == 2
    assert [each.location for each in found("receiver", "atomic", "receiver")] == [at_line(SIGNALS, 7)]


@pytest.mark.parametrize(
    "names",
    [
        ("receiver", "atomic"),
        ("label", "receiver"),
        ("unknown", "receiver"),
        ("receiver", "receiver"),
        ("staticmethod", "receiver"),
        ("receiver",),
    ],
)
def test_what_stands_below_or_hands_back_the_function_or_is_not_known_is_silent(names: tuple[str, ...]):
    assert found(*names) == []


def test_above_a_descriptor_there_is_no_place_to_move_to():
    (finding,) = found("staticmethod", "atomic", "receiver")
    assert finding.fix is None


@pytest.mark.parametrize("changes", [{"form": "connect"}, {"location": at_line(SIGNALS, 20)}])
def test_other_connections_are_silent(changes: dict):
    assert found("atomic", "receiver", **changes) == []


def test_a_lambda_and_what_is_not_in_the_project_are_silent():
    written = replace(function(), definition=Lambda(Parameters(), Constant(None)))
    assert findings(check, connections=(connection(receiver(written)),)) == []
    assert findings(check, connections=(connection(receiver(None)),)) == []
