"""Django decides: `migrate` runs no receiver that the fixture of SGL208 marks, and all others."""

from __future__ import annotations

import re
from pathlib import Path

from claims.asking import FIXTURES, ask

MIGRATING = Path(__file__).with_name("migrating.py")
FIXTURE = FIXTURES / "SGL208"
CONNECTED = re.compile(r"migrate\.connect\((\w+).*?(# expect: SGL208)?(?:, SGL303)?$", re.MULTILINE)


def connected(app: str) -> set[tuple[str, str]]:
    """Return the receivers of migrate signals that an app connects, with their marks."""
    return {found for path in (FIXTURE / app).rglob("*.py") for found in CONNECTED.findall(path.read_text())}


def test_migrate_runs_every_receiver_but_those_that_are_marked():
    found = connected(".") - connected("broken")
    unmarked = {name for name, mark in found if not mark} - {"report"}
    assert set(ask(MIGRATING, FIXTURE, "broken")) == unmarked
    assert len([name for name, mark in found if mark]) == 4


def test_an_app_config_cannot_be_asked_for_before_there_are_any():
    assert connected("broken") == {("on_migrate", "# expect: SGL208")}
    assert ask(MIGRATING, FIXTURE) == "AppRegistryNotReady"
