"""Django decides: no `ready()` of a config that the fixture marks runs, and all that are meant to run do."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from claims.asking import FIXTURES, ask, marks_of

ROOT = FIXTURES / "SGL302"
READYING = Path(__file__).with_name("readying.py")
#: What Django passes over as well: another config of an app that has one, one that does nothing, a mere base.
MEANT = {
    "chosen.apps.FirstConfig",
    "marked.apps.UnmarkedConfig",
    "two.apps.OtherConfig",
    "does_nothing.config.DoesNothingConfig",
    "shared.apps.BaseConfig",
    "one.apps.NoConfig",
}


@pytest.fixture(scope="module")
def ran() -> set[str]:
    """Ask Django, once, which configs of the fixture it makes ready."""
    names: list[str] = ask(READYING, ROOT)
    return set(names)


def configs(*, marked: object) -> set[str]:
    """Return the classes of the fixture that stand in a line with a mark, or without, by name."""
    return {
        f"{name.removesuffix('.__init__')}.{node.name}"
        for path in ROOT.rglob("*.py")
        for name in [".".join(path.relative_to(ROOT).with_suffix("").parts)]
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ClassDef) and "models" not in name
        if ("# expect: SGL302" in path.read_text().splitlines()[node.lineno - 1]) is marked
    }


def test_no_ready_of_a_marked_config_runs(ran: set[str]):
    assert len(configs(marked=True)) == marks_of("SGL302")
    assert configs(marked=True) & ran == set()


def test_every_other_ready_runs_but_those_that_are_not_meant_to(ran: set[str]):
    assert configs(marked=False) - ran == MEANT
