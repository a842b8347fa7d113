"""Django decides: start-up and the URLconf import no module that the fixture marks, and all others."""

from __future__ import annotations

import re

import pytest
from claims.asking import FIXTURES, boot, marks_of

ROOT = FIXTURES / "SGL003"
CONNECTS = re.compile(r"^ *@receiver\(|\.connect\(", re.MULTILINE)
#: What nobody means to be imported at start-up: migrations, tests, scripts, and what is not installed.
MEANT = {
    "defines/migrations/0001_initial.py",
    "defines/tests.py",
    "not_installed/signals.py",
    "scripts/clean.py",
    "sleeping/paid.py",
}
#: What only connects in a function that nobody calls.
UNCALLED = "defines/signals.py"


@pytest.fixture(scope="module")
def connected() -> set[str]:
    """Ask Django, once, which places of the fixture connect what lives, at start-up or by the URLconf."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPAQUE_MODULES", "opaque.signals")
        seen = boot(ROOT, "urlconf")["steps"]["urlconf"]
    assert seen["error"] is None
    return {record["stack"][0] for record in seen["records"] if record["state"] == "live"}


def places(*, marked: object) -> set[str]:
    """Return the places of the fixture that connect, in modules with a mark or in those without."""
    texts = {path.relative_to(ROOT).as_posix(): path.read_text() for path in ROOT.rglob("*.py")}
    return {
        f"{path}:{number}"
        for path, text in texts.items()
        if ("# expect: SGL003" in text) is marked and path not in MEANT
        for number, line in enumerate(text.splitlines(), 1)
        if CONNECTS.search(line) and path != UNCALLED
    }


def test_nothing_of_a_marked_module_is_connected(connected: set[str]):
    assert len(places(marked=True)) == marks_of("SGL003") + 1
    assert places(marked=True) & connected == set()


def test_everything_else_is_connected(connected: set[str]):
    assert connected == places(marked=False)
