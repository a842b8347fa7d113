"""Django decides: each marked statement raises `AppRegistryNotReady`, and every other app starts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from claims.asking import FIXTURES, ask

from signal_lint.django.registry import FUNCTIONS_ON_MODELS, MODULES_WITH_MODELS

ROOT = FIXTURES / "SGL303"
STARTING = Path(__file__).with_name("starting.py")
ASKING = """
import importlib, json, sys
from django.conf import settings
settings.configure(ROOT_URLCONF="project.urls")
from django.core.exceptions import AppRegistryNotReady

def raises(action):
    try:
        action()
    except AppRegistryNotReady:
        return True
    return False

def call(dotted):
    module, _, name = dotted.rpartition(".")
    if module == "django.apps.apps":
        from django.apps import apps
        takes_one = name in ("get_model", "get_app_config", "is_installed")
        return getattr(apps, name)(*["a.B"][:takes_one])
    return getattr(importlib.import_module(module), name)()

names = json.loads(sys.argv[1])
needed = importlib.import_module if sys.argv[2] == "module" else call
print(json.dumps([name for name in names if not raises(lambda: needed(name))]))
"""


@pytest.fixture(scope="module")
def answers() -> dict[str, str | None]:
    """Ask Django, once, about all the apps of the fixture."""
    return ask(STARTING, ROOT)


def test_every_marked_statement_raises_and_nothing_else(answers: dict[str, str | None]):
    marked = {
        f"{path.relative_to(ROOT).as_posix()}:{number}"
        for path in ROOT.rglob("*.py")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if "# expect: SGL303" in line
    }
    assert {place for place in answers.values() if place} == marked


def test_the_look_alikes_start(answers: dict[str, str | None]):
    assert sum(place is None for place in answers.values()) >= 9


@pytest.mark.parametrize(("kind", "names"), [("module", MODULES_WITH_MODELS), ("call", FUNCTIONS_ON_MODELS)])
def test_what_is_listed_of_django_raises_before_the_registry_is_ready(kind: str, names, tmp_path: Path):
    script = tmp_path / "asking.py"
    script.write_text(ASKING)
    assert ask(script, json.dumps(sorted(names)), kind) == []
