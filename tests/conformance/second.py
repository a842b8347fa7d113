"""The second list: releases that nobody had looked at when it was chosen, read as checkouts of them would be.

A third are whole applications with settings modules, a third plugins of platforms, and a third small apps
with example or test projects; half of them are from before 2020. They were chosen by what they are, before
any of them had been analysed, and stay whatever is found in them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from conformance.releases import Root, checkout

LIST = Path(__file__).with_name("second_list.toml")
KINDS = ("application", "plugin", "app")


@dataclass(frozen=True, slots=True)
class Release:
    """A release of the list; `year` is when its newest file was written, `archive` what is read of it."""

    name: str
    version: str
    kind: str
    year: int
    archive: str

    def __str__(self) -> str:
        return f"{self.name}=={self.version}"


def second_list() -> list[Release]:
    """Return the releases, in the order of the list."""
    return [Release(**entry) for entry in tomllib.loads(LIST.read_text())["release"]]


def read_second(cache: Path, release: Release) -> Root:
    """Return the whole tree of a release."""
    return checkout(cache, str(release))
