"""The other direction: rows of a map at places where the recorded start registered nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from conformance.compare import Row
from conformance.tables import Table

from signal_lint.link.places import is_test

UNSEEN = Path(__file__).with_name("unseen.toml")
#: Test code; what the map says does not run, or does not last; and what it says is there after start-up.
KINDS = ("test", "not run", "unseen")
TESTS = frozenset({"test", "tests"})

Place = tuple[str, int]
Excuses = dict[tuple[str, str, int], str]


def beyond(table: Table, rows: list[Row]) -> dict[Place, str]:
    """Return which of the kinds each place of a map is that the record does not hold."""
    recorded = {(site.path, site.line) for site in table.sites}
    found: dict[Place, str] = {}
    for row in rows:
        place = (row["path"], row["line"])
        if place not in recorded:
            # Of several rows at one place the one that claims most counts.
            found[place] = max(_kind(row), found.get(place, KINDS[0]), key=KINDS.index)
    return found


def _kind(row: Row) -> str:
    if is_test(row["path"]) or TESTS & set(PurePosixPath(row["path"]).parts):
        return "test"
    return "unseen" if row["loaded"] == "startup" and not row["lost"] else "not run"


def excuses() -> Excuses:
    """Return by table, path and line why a place was not registered, though the map has it right."""
    found: Excuses = {}
    for entry in tomllib.loads(UNSEEN.read_text()).get("row", []):
        place = (entry["table"], entry["path"], entry["line"])
        if place in found or not entry["reason"]:
            raise ValueError(f"listed twice, or without a reason: {place}")
        found[place] = entry["reason"]
    return found


def unlisted(table: Table, found: dict[Place, str], excused: Excuses) -> Iterator[str]:
    """Yield the unseen rows of a table that nobody has judged, and the judged ones that are gone."""
    here = {(table.name, *place) for place, kind in found.items() if kind == "unseen"}
    for name, path, line in sorted(here - excused.keys()):
        yield f"{name}: {path}:{line} was not registered at start-up: judge it in unseen.toml"
    for name, path, line in sorted(excused.keys() - here):
        if name == table.name:
            yield f"{name}: {path}:{line} is no longer unseen: take it out of unseen.toml"
