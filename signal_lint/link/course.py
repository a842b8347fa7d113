"""What rules may ask about the course of start-up."""

from __future__ import annotations

from signal_lint.link.early import early_uses
from signal_lint.link.evaluator import Evaluator
from signal_lint.project import EarlyUse


class Course:
    """`project.StartUp`, answered from the project's files."""

    def __init__(self, ev: Evaluator) -> None:
        self._ev = ev

    def early_uses(self) -> tuple[EarlyUse, ...]:
        return tuple(early_uses(self._ev))
