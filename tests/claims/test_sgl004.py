"""Django decides: a config that an error is about is passed over, one that a warning is about is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from claims.asking import FIXTURES, ask, marks_of

ROOT = FIXTURES / "SGL004"
READYING = Path(__file__).with_name("readying.py")
MARKED = re.compile(r'^default_app_config = "(.*)"  # expect: SGL004 (error|warning)$', re.MULTILINE)
CONFIG = re.compile(r"^class (\w+)\(AppConfig\):$", re.MULTILINE)


@pytest.fixture(scope="module")
def ran() -> set[str]:
    """Ask Django, once, which configs of the fixture it makes ready."""
    names: list[str] = ask(READYING, ROOT)
    return set(names)


def marked(severity: str) -> set[str]:
    """Return the configs that marked lines name."""
    lines = [line for path in ROOT.rglob("*.py") for line in MARKED.findall(path.read_text())]
    assert len(lines) == marks_of("SGL004")
    return {config for config, told in lines if told == severity}


def defined() -> set[str]:
    """Return the configs that the apps of the fixture define in modules of their own."""
    return {
        f"{path.parent.name}.{path.stem}.{name}"
        for path in ROOT.rglob("*.py")
        if path.name != "__init__.py"
        for name in CONFIG.findall(path.read_text())
    }


def test_a_config_that_an_error_is_about_never_runs(ran: set[str]):
    assert marked("error") == {"two_configs.apps.FirstConfig", "unlisted.config.UnlistedConfig"}
    assert marked("error") <= defined() - ran


def test_a_config_that_a_warning_is_about_runs_where_there_is_one(ran: set[str]):
    assert marked("warning") & defined() == {"plain.apps.PlainConfig", "exported.apps.ExportedConfig"} <= ran


def test_every_other_config_runs_but_the_second_one_of_an_app(ran: set[str]):
    assert defined() - marked("error") - ran == {"two_configs.apps.SecondConfig"}
