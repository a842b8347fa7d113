"""Every format of the map, on one set of connections; what is expected was read, and lies in `golden/`."""

from __future__ import annotations

from pathlib import Path

import pytest
from maps.fixed import CONNECTIONS, IN_TWO_APPS

from signal_lint.maps.dot import dot
from signal_lint.maps.json_map import json_map
from signal_lint.maps.markdown import markdown
from signal_lint.maps.mermaid import mermaid
from signal_lint.maps.picture import picture
from signal_lint.maps.tree import tree
from signal_lint.text.paint import plain

GOLDEN = Path(__file__).with_name("golden")
DRAWN = {
    "md": lambda rows, group_by: markdown(IN_TWO_APPS, rows, group_by),
    "mmd": lambda rows, group_by: mermaid(picture(IN_TWO_APPS, rows, group_by)),
    "dot": lambda rows, group_by: dot(picture(IN_TWO_APPS, rows, group_by)),
}
NAMES = [
    "map.txt",
    "map.json",
    *(f"by-{group_by}.{suffix}" for group_by in ("model", "signal", "app") for suffix in DRAWN),
]


def shown(name, rows):
    """Return what the format and grouping that a file is named after make of connections."""
    stem, _, suffix = name.partition(".")
    match suffix:
        case "txt":
            return tree(IN_TWO_APPS, rows, "model", plain)
        case "json":
            return json_map(IN_TWO_APPS, rows)
        case _:
            return DRAWN[suffix](rows, stem.removeprefix("by-"))


@pytest.mark.parametrize("name", NAMES)
def test_a_format_shows_what_is_expected(name):
    assert shown(name, CONNECTIONS) == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_the_connections_changes_nothing(name):
    assert shown(name, CONNECTIONS[::-1]) == shown(name, CONNECTIONS)


def test_each_expected_file_is_compared():
    assert {path.name for path in GOLDEN.iterdir()} == set(NAMES)
