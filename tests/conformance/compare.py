"""The map of a project against what Django registered: site by site, part by part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from conformance.tables import Seen, Site, Table

Row = dict
#: Sites whose senders only a run can list: a row that is named as computed stands for them.
ONLY_A_RUN_KNOWS = ("param", "enumerate", "hook")
COMPUTED = ("unknown (each)", "unknown (dynamic)")


@dataclass(frozen=True, slots=True)
class Deviation:
    """What is wrong at one site; `part` is site, signal, sender, receiver or loaded."""

    site: Site
    part: str
    expected: str
    found: str

    def __str__(self) -> str:
        place = f"{self.site.path}:{self.site.line}"
        return f"{place} [{self.site.category}] {self.part}: expected {self.expected}, found {self.found}"


def deviations(table: Table, rows: list[Row], root: Path) -> Iterator[Deviation]:
    """Yield what a map gets wrong: a site is right only if nothing is said of it here."""
    by_site: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        by_site.setdefault((row["path"], row["line"]), []).append(row)
    for site in table.sites:
        found = by_site.get((site.path, site.line), [])
        if not found:
            yield Deviation(site, "site", "a connection", "none")
            continue
        yield from _signals(site, found)
        yield from _senders(site, found, table.settings.get("AUTH_USER_MODEL", "auth.User"))
        yield from _receivers(site, found, root)
        yield from _loaded(site, found)


def _signals(site: Site, rows: list[Row]) -> Iterator[Deviation]:
    expected = {seen.signal for seen in site.connections}
    found = {row["signal"] for row in rows}
    if expected != found:
        yield Deviation(site, "signal", _listed(expected), _listed(found))


def _senders(site: Site, rows: list[Row], user_model: str) -> Iterator[Deviation]:
    for signal in {seen.signal for seen in site.connections} & {row["signal"] for row in rows}:
        expected = {sender for seen in site.connections if seen.signal == signal for sender in seen.senders}
        found = {_sender(row["sender"], expected, user_model) for row in rows if row["signal"] == signal}
        known = {sender for sender in found if sender not in COMPUTED}
        if expected != found and not (site.kind in ONLY_A_RUN_KNOWS and known < found and known <= expected):
            yield Deviation(site, "sender", _listed(expected), _listed(found))


def _sender(sender: Row, expected: set[str | None], user_model: str) -> str | None:
    """Return what stands for a sender: nothing for any, the definition's name, or what is known of it.

    The user model may lie in Django, outside the tree: then its label is all there is.
    """
    if sender["kind"] == "any":
        return None
    if sender["name"] is None and sender["label"] == user_model:
        ending = "." + user_model.rpartition(".")[2]
        return next((name for name in expected if name and name.endswith(ending)), sender["label"])
    return sender["name"] or f"unknown ({sender['kind']})"


def _receivers(site: Site, rows: list[Row], root: Path) -> Iterator[Deviation]:
    expected = {_handler(seen, root) for seen in site.connections}
    named = {seen.receiver for seen in site.connections}
    found = {_receiver(row["receiver"], named & expected) for row in rows}
    if expected != found:
        yield Deviation(site, "receiver", _listed(expected), _listed(found))


def _handler(seen: Seen, root: Path) -> str:
    """Return where a receiver is defined, or its name where that file is not in the tree."""
    return seen.handler if (root / seen.handler.rpartition(":")[0]).exists() else seen.receiver


def _receiver(receiver: Row, outside: set[str]) -> str:
    if receiver["name"] in outside or receiver["path"] is None:
        return receiver["name"] or "unknown"
    return f"{receiver['path']}:{receiver['line']}"


def _loaded(site: Site, rows: list[Row]) -> Iterator[Deviation]:
    """Compare what start-up does; what only a URLconf loads may look unused here, where there is none."""
    for state in sorted({row["loaded"] for row in rows}):
        wrong = "startup" if site.loaded == "late" else "never"
        if state == wrong:
            yield Deviation(site, "loaded", site.loaded, state)


def _listed(values: set[str | None]) -> str:
    names = sorted(value or "any" for value in values)
    more = f" and {len(names) - 4} more" if len(names) > 4 else ""
    return ", ".join(names[:4]) + more
