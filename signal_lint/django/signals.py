"""The signals that Django and third-party packages define, and what each sends.

The table lies beside this module and is read once, when the first name is
looked up. What a receiver gets besides is always `signal` and `sender`.

Invariant: what is said to be sent always was seen in every `send()` of the
package; a signal whose sends could not all be read is marked incomplete.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NotRequired, TypedDict

from signal_lint.record import record
from signal_lint.supported import Version

RECEIVER_DECORATORS = frozenset(
    {
        "django.dispatch.receiver",
        "django.dispatch.dispatcher.receiver",
        # Modules of Django that people import it from by accident.
        "django.tasks.signals.receiver",
        "django.test.signals.receiver",
    }
)

#: The classes that signals are made of; the value tells whether the class takes a lazy string sender.
SIGNAL_CLASSES = {
    "django.dispatch.Signal": False,
    "django.dispatch.dispatcher.Signal": False,
    "django.contrib.auth.signals.Signal": False,
    "django.core.signals.Signal": False,
    "django.db.backends.signals.Signal": False,
    "django.db.models.signals.ModelSignal": True,
    "django.db.models.signals.Signal": False,
    "django.tasks.signals.Signal": False,
    "django.test.signals.Signal": False,
    "django.utils.autoreload.Signal": False,
    "fieldsignals.signals.PostSaveChangedSignal": False,
    "fieldsignals.signals.PreSaveChangedSignal": False,
    "openedx_events.tooling.OpenEdxPublicSignal": False,
}


@record
class KnownSignal:
    """A signal of the table.

    `is_model_signal` is None where it depends on the installed release. `always`
    is what every supported version sends, `since` what it sends from a version
    of Django on, `sometimes` what only some senders pass. Only where `complete` holds
    is nothing else ever sent.
    """

    name: str
    package: str
    is_model_signal: bool | None
    always: tuple[str, ...]
    since: tuple[tuple[str, Version], ...]
    sometimes: tuple[str, ...]
    complete: bool
    added: Version | None
    removed: Version | None


class _Row(TypedDict):
    """A signal as the table spells it; what is left out is empty, false or unknown."""

    always: list[str]
    since: NotRequired[dict[str, str]]
    sometimes: NotRequired[list[str]]
    model: NotRequired[bool | None]
    open: NotRequired[bool]
    added: NotRequired[str]
    removed: NotRequired[str]


class _Table(TypedDict):
    """The whole table: signals by package and name, other names of the same, look-alikes."""

    packages: dict[str, dict[str, _Row]]
    aliases: dict[str, str]
    lookalikes: list[str]


def known_signal(dotted: str) -> KnownSignal | None:
    """Return the signal that a dotted name stands for, through its aliases; None for any other name."""
    return known_signals().get(_table()["aliases"].get(dotted, dotted))


def is_lookalike(dotted: str) -> bool:
    """Tell whether a name belongs to a library whose signals only look like Django's."""
    return any(f"{dotted}.".startswith(f"{module}.") for module in _table()["lookalikes"])


@cache
def known_signals() -> dict[str, KnownSignal]:
    """Return every signal of the table by its canonical name."""
    return {
        name: _known(name, package, row)
        for package, rows in _table()["packages"].items()
        for name, row in rows.items()
    }


@cache
def _table() -> _Table:
    # Not importlib.resources: its import costs more than reading the whole table.
    text = Path(__file__).with_name("signals.json").read_text(encoding="utf-8")
    table: _Table = json.loads(text)
    return table


def _known(name: str, package: str, row: _Row) -> KnownSignal:
    return KnownSignal(
        name=name,
        package=package,
        is_model_signal=row.get("model", False),
        always=tuple(row["always"]),
        since=tuple((kwarg, _version(text)) for kwarg, text in row.get("since", {}).items()),
        sometimes=tuple(row.get("sometimes", ())),
        complete=not row.get("open", False),
        added=_version(row["added"]) if "added" in row else None,
        removed=_version(row["removed"]) if "removed" in row else None,
    )


def _version(text: str) -> Version:
    major, _, minor = text.partition(".")
    return int(major), int(minor)
