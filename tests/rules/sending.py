"""Connections to senders of all kinds, and what a project of theirs would answer."""

from __future__ import annotations

from dataclasses import dataclass

from rules.building import SIGNALS, Nothing, connection, findings, function, receiver

from signal_lint.connections import MissingModel, Sender, Signal
from signal_lint.findings import Finding
from signal_lint.models import Model
from signal_lint.rule import Rule
from signal_lint.source import Location, Span, at_line

PLACE = Location(SIGNALS, Span(7, 20, 7, 30))
ORDER = Model("shop.models.Order", "shop.Order", at_line("shop/models.py", 4), abstract=False, proxy=False)


@dataclass(frozen=True, slots=True)
class Answers(Nothing):
    """A lookup that knows what is missing, what is through and what is sent."""

    missing: MissingModel | None = None
    through: bool = False
    sent: frozenset[str] = frozenset()

    def missing_model(self, _: str) -> MissingModel | None:
        """Miss the one model."""
        return self.missing

    def may_be_through(self, _: object) -> bool:
        """Answer for every model alike."""
        return self.through

    def sent_by_project(self, _: object) -> frozenset[str]:
        """Answer for every signal alike."""
        return self.sent


def signal(name: str, *, is_model_signal: bool | None = False, line: int | None = None) -> Signal:
    """Build a signal, one of the project where it has a line."""
    place = None if line is None else at_line("shop/events.py", line)
    return Signal(name, place, is_model_signal)


def sender(text: str = "Order", is_a: str = "class", **changes: object) -> Sender:
    """Build a sender that is written as an argument of its own."""
    return Sender("dynamic", text, **{"is_a": is_a, "expression": PLACE, **changes})


def told(rule: Rule, to: Signal | None, of: Sender, lookup: Answers | None = None, **parts) -> list[Finding]:
    """Run a rule on one connection of a signal to a sender."""
    text = to.name.rpartition(".")[2] if to else "some"
    row = connection(receiver(function()), to, sender=of, signal_text=text)
    return findings(rule, connections=(row,), lookup=lookup or Answers(), **parts)
