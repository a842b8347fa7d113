"""What Django does with the fixture projects after `--fix --unsafe-fixes`.

`expected.toml` says what connects before, which `test_against_django` proves; what lives besides is
what the fixes are for. Projects in which nothing can be fixed are left out.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from claims.asking import boot
from claims.repairing import Fixed, fixed
from test_against_django import PROJECTS, expected_rows, fits, record_key

#: How many findings are fixed in each project.
FIXED = {
    "bookshop": 3,
    "site": 5,
    "layouts/default_app_config_single": 1,
    "layouts/mixin_after_appconfig": 1,
    "layouts/ready_at_module_level": 1,
    "layouts/ready_without_super": 1,
    "layouts/stdlib_signal_typo": 1,
    "layouts/submodule_of_empty_package": 1,
    "layouts/type_checking_only": 1,
}
Row = dict[str, str]
Seen = tuple[str, Fixed, dict[str, object]]


@pytest.fixture(scope="module", params=FIXED)
def seen(request, tmp_path_factory) -> Seen:
    """Fix each project, and start it once."""
    copy = fixed(PROJECTS / request.param, tmp_path_factory.mktemp("fixed"))
    return request.param, copy, boot(copy.root)


def expected_to_live(name: str) -> list[Row]:
    """Return what lives after start-up before anything is fixed."""
    return [row for row in expected_rows(name) if row["loaded"] == "startup" and "lost" not in row]


def test_a_fixed_project_starts(seen: Seen):
    name, copy, answer = seen
    assert answer["error"] is None
    assert copy.count == FIXED[name]


def test_what_lived_before_lives_still(seen: Seen):
    name, _, answer = seen
    live = [record_key(record) for record in answer["records"] if record["state"] == "live"]
    gone = [row for row in expected_to_live(name) if not any(fits(row, key) for key in live)]
    assert gone == []


def test_what_nothing_imported_lives_as_well(seen: Seen):
    name, _, answer = seen
    never = [row for row in expected_rows(name) if row["loaded"] == "never"]
    live = [record_key(record) for record in answer["records"] if record["state"] == "live"]
    assert [row for row in never if not any(fits(row, key) for key in live)] == []


def test_what_is_collected_is_still_reported(seen: Seen):
    _, copy, answer = seen
    lost = [record["stack"][0] for record in answer["records"] if record["state"] == "collected"]
    assert {*lost} <= copy.left


@pytest.mark.parametrize("name", ["bookshop", "site"])
def test_nothing_is_refused_under_debug(name: str, tmp_path: Path):
    copy = fixed(PROJECTS / name, tmp_path)
    assert any("in_debug" in row for row in expected_rows(name))
    assert [each for each in boot(copy.root, "--debug")["records"] if each["state"] == "refused"] == []
