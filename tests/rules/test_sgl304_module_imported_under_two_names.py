"""SGL304 on small projects built by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from rules.building import POST_SAVE, Calm, connection, findings, function, receiver

from signal_lint.connections import Connection, Lost, Sender
from signal_lint.findings import Related
from signal_lint.rules.sgl304_module_imported_under_two_names import check
from signal_lint.source import at_line
from signal_lint.startup import TwoNames

PATH = "apps/shop/signals.py"
BY_MODELS, BY_READY = at_line("apps/shop/models.py", 9), at_line("apps/shop/apps.py", 7)
NAMES = TwoNames(PATH, ("shop.signals", "apps.shop.signals"), (BY_MODELS, BY_READY))
SIGNALS = TwoNames("apps/shop/own.py", ("shop.own", "apps.shop.own"), (BY_MODELS, BY_READY))


@dataclass(frozen=True, slots=True)
class Double(Calm):
    """A start-up that imports two files under two names."""

    def two_names(self) -> tuple[TwoNames, ...]:
        """Return a file that connects, and one with signals."""
        return (NAMES, SIGNALS)


def connected(line: int = 7, path: str = PATH, **changes: object) -> Connection:
    """Build a connection of a function of the module, by start-up."""
    received = receiver(function(path=path))
    return connection(received, location=at_line(path, line), **{"loaded": "startup", **changes})


def found(*connections: Connection) -> list[int]:
    """Return the lines of what is found."""
    return [each.location.span.line for each in findings(check, startup=Double(), connections=connections)]


def test_the_first_connection_is_told_with_both_names_and_both_imports():
    (finding,) = findings(check, startup=Double(), connections=(connected(7), connected(9)))
    assert finding.location == at_line(PATH, 7)
    assert finding.message == (
        "Imported as both `shop.signals` and `apps.shop.signals`, this module connects twice: `on_save` "
        "runs twice for each `post_save`"
    )
    assert finding.related == (
        Related(BY_MODELS, "Imported as `shop.signals` here"),
        Related(BY_READY, "Imported as `apps.shop.signals` here"),
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"path": "shop/signals.py"},
        {"scope": "class"},
        {"scope": "function"},
        {"loaded": "unknown"},
        {"certain": False},
        {"lost": Lost("disconnected", "")},
        {"known_uid": False},
        {"dispatch_uid": "shop"},
        {"signal": None},
        {"signal": replace(POST_SAVE, name="other.signal", is_model_signal=None)},
        {"signal": replace(POST_SAVE, location=at_line(SIGNALS.path, 3))},
        {"sender": Sender("class", "Shelf")},
    ],
    ids=str,
)
def test_what_may_not_run_twice_is_passed_over_for_what_does(changes: dict[str, object]):
    assert found(connected(5, **changes), connected(9)) == [9]


@pytest.mark.parametrize("kind", ["any", "model", "lazy"])
def test_a_signal_of_the_project_under_one_name_is_told_for_each_such_sender(kind: str):
    own = replace(POST_SAVE, name="shop.events.sold", location=at_line("shop/events.py", 3))
    assert found(connected(signal=own, sender=Sender(kind, ""))) == [7]


def test_an_empty_uid_is_none():
    assert found(connected(dispatch_uid="")) == [7]


def test_a_function_of_another_module_or_outside_the_project_may_be_one():
    other = connected(receiver=receiver(function(path="shop/handlers.py")))
    assert found(replace(other), replace(other, receiver=receiver(None))) == []
