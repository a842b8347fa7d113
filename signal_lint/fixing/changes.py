"""The files that are to be changed, before and after; nothing here is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from signal_lint.findings import Diagnostic
from signal_lint.outcome import Outcome
from signal_lint.record import record

Analyse = Callable[[Mapping[str, bytes]], Outcome]
Read = Callable[[str], bytes | str]


@record
class Withheld:
    """A fix that is not made, and why."""

    diagnostic: Diagnostic
    reason: str


@record
class Repair:
    """What fixing came to: `before` and `after` hold the changed files by path.

    `outcome` is the analysis of the changed files. Nothing is written yet.
    """

    outcome: Outcome
    before: dict[str, bytes]
    after: dict[str, bytes]
    fixed: tuple[Diagnostic, ...]
    withheld: tuple[Withheld, ...]


class Files:
    """The files that fixes are about: as they were read, and as they are by now."""

    def __init__(self, read: Read) -> None:
        self.texts: dict[str, bytes] = {}
        self.unreadable: dict[str, str] = {}
        self._read = read
        self._before: dict[str, bytes] = {}

    def take(self, paths: set[str]) -> bool:
        """Read the files that were not read before; tell whether there were any."""
        fresh = sorted(paths - self._before.keys() - self.unreadable.keys())
        for path in fresh:
            data = self._read(path)
            if isinstance(data, bytes):
                self.texts[path] = self._before[path] = data
            else:
                self.unreadable[path] = data
        return bool(fresh)

    def changed(self) -> tuple[dict[str, bytes], dict[str, bytes]]:
        """Return the files that are not as they were read, before and after."""
        after = {path: text for path, text in self.texts.items() if text != self._before[path]}
        return {path: self._before[path] for path in after}, after
