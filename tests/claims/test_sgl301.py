"""Django decides: which kinds of processes load the modules of the fixture, and which go without."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from claims.asking import FIXTURES, ask

from signal_lint.rules.sgl301_signals_module_imported_late import DOORS

ROOT = FIXTURES / "SGL301"
OPENING = Path(__file__).with_name("opening.py")
#: A module of the fixture behind each door, and what is said to load it and to go without; each is asked.
MODULES = {
    "urlconf": ("web.mixed", ("request", "check", "makemigrations", "clean"), ("server", "call")),
    "middleware": ("shop.counting", ("server", "request"), ("call",)),
    "handler": ("web.serving", (), ("request", "check", "call", "clean")),
    "templates": ("web.themes", (), ("server", "call")),
    "templatetags": ("web.pricing", ("request",), ("server", "call")),
    "tasks": ("web.tasks", (), ("server", "request", "check", "call", "clean")),
    "command": ("shop.cleaning", ("clean",), ("server", "request", "check", "call")),
    "migration": ("shop.seeding", ("call", "makemigrations"), ("server", "request", "clean")),
}
NOWHERE = ("setup", "shell", "collectstatic")


@cache
def loaded(door: str) -> frozenset[str]:
    """Ask Django, once, which modules of the fixture a process loads that does one thing."""
    names: list[str] = ask(OPENING, ROOT, door)
    return frozenset(names)


@pytest.mark.parametrize("via", DOORS)
def test_what_is_said_of_a_door_is_so(via: str):
    module, with_it, without = MODULES[via]
    assert [door for door in with_it if module not in loaded(door)] == []
    assert [door for door in (*NOWHERE, *without) if module in loaded(door)] == []
