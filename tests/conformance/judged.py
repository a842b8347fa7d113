"""Findings on real releases against `judged.toml`, where a person has judged each of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

JUDGED = Path(__file__).with_name("judged.toml")
VERDICTS = frozenset({"true", "false"})


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """What identifies a finding: a release never changes, so its lines are good names."""

    release: str
    path: str
    line: int
    code: str

    def __str__(self) -> str:
        return f"{self.release} {self.path}:{self.line} {self.code}"


def judged() -> dict[Place, str]:
    """Return the verdict on every judged finding."""
    entries = tomllib.loads(JUDGED.read_text()).get("finding", [])
    found: dict[Place, str] = {}
    for entry in entries:
        place = Place(entry["release"], entry["path"], entry["line"], entry["code"])
        if place in found or entry["verdict"] not in VERDICTS or not entry["reason"]:
            raise ValueError(f"judged twice, without a verdict or without a reason: {place}")
        found[place] = entry["verdict"]
    return found


def differences(found: dict[Place, str], verdicts: dict[Place, str], seen: set[str]) -> Iterator[str]:
    """Yield what is new and what is gone; only releases that were looked at can have lost anything."""
    for place in sorted(found.keys() - verdicts.keys()):
        yield f"unlisted: {place} {found[place]}"
    for place in sorted(verdicts.keys() - found.keys()):
        if place.release in seen:
            yield f"vanished: {place}"
