"""Which rules run."""

from __future__ import annotations

from pathlib import Path

import pytest
from outcomes import rule_that_finds

from signal_lint.selection import matches, refuse_unknown_codes, selected, unknown_code
from signal_lint.settings import Settings, UsageError

RULES = (
    rule_that_finds(code="SGL001"),
    rule_that_finds(code="SGL002"),
    rule_that_finds(code="SGL301"),
    rule_that_finds(code="SGL306", default=False),
)
CODES = tuple(rule.code for rule in RULES)


def codes(**settings):
    return [rule.code for rule in selected(RULES, Settings(root=Path(), **settings))]


def test_without_settings_the_rules_that_are_on_by_default_run():
    assert codes() == ["SGL001", "SGL002", "SGL301"]


@pytest.mark.parametrize(
    ("select", "expected"),
    [
        (("SGL0",), ["SGL001", "SGL002"]),
        (("SGL002",), ["SGL002"]),
        (("SGL3",), ["SGL301", "SGL306"]),
        (("ALL",), ["SGL001", "SGL002", "SGL301", "SGL306"]),
        ((), []),
    ],
)
def test_select_chooses_by_prefix(select, expected):
    assert codes(select=select) == expected


def test_extend_select_adds_to_the_default_rules():
    assert codes(extend_select=("SGL306",)) == ["SGL001", "SGL002", "SGL301", "SGL306"]


def test_ignore_leaves_out_by_prefix():
    assert codes(ignore=("SGL0",)) == ["SGL301"]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"select": ("SGL001",), "ignore": ("SGL0",)}, ["SGL001"]),
        ({"select": ("SGL0",), "ignore": ("SGL001",)}, ["SGL002"]),
        ({"select": ("SGL001",), "ignore": ("SGL001",)}, []),
        ({"select": ("ALL",), "ignore": ("SGL",)}, []),
        ({"ignore": ("ALL",), "extend_select": ("SGL306",)}, ["SGL306"]),
    ],
)
def test_the_longest_prefix_wins_and_ignore_wins_a_tie(settings, expected):
    assert codes(**settings) == expected


def test_no_prefix_covers_nothing():
    assert not matches("SGL001", ())


@pytest.mark.parametrize("key", ["select", "ignore", "extend_select"])
def test_an_unknown_code_is_refused_with_the_nearest_one(key):
    settings = Settings(root=Path(), **{key: ("SGL003",)})
    with pytest.raises(UsageError, match=r"unknown rule code `SGL003` \(did you mean `SGL\d\d\d`\?\)"):
        refuse_unknown_codes(CODES, settings)


def test_an_unknown_code_of_a_file_pattern_is_refused():
    settings = Settings(root=Path(), per_file_ignores=(("a.py", ("E501",)),))
    with pytest.raises(UsageError, match="per-file-ignores: unknown rule code `E501`; `signal-lint rules`"):
        refuse_unknown_codes(CODES, settings)


def test_an_unknown_code_is_refused_naming_where_it_was_set():
    settings = Settings(root=Path(), select=("",), sources={"select": "/shop/pyproject.toml"})
    with pytest.raises(UsageError, match=r"^/shop/pyproject\.toml: unknown rule code ``"):
        refuse_unknown_codes(CODES, settings)


def test_known_codes_and_prefixes_are_accepted():
    refuse_unknown_codes(CODES, Settings(root=Path(), select=("ALL", "SGL3"), ignore=("SGL002",)))


def test_a_code_in_lower_case_is_told_the_right_one():
    assert str(unknown_code("sgl301", CODES)) == "unknown rule code `sgl301` (did you mean `SGL301`?)"
