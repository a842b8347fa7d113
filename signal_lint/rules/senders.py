"""How rules name a sender."""

from __future__ import annotations

from signal_lint.project import Sender


def called(sender: Sender) -> str:
    """Return the name of the class of a sender, or how it is written where that is not known."""
    return sender.name.rpartition(".")[2] if sender.name else sender.text
