"""Asking Django: the installed one, or that of the interpreter in SIGNAL_LINT_DJANGO_PYTHON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django_process import environment

PYTHON = os.environ.get("SIGNAL_LINT_DJANGO_PYTHON", sys.executable)
FIXTURES = Path(__file__).parents[2] / "fixtures" / "rules"
RECURSING = Path(__file__).with_name("recursing.py")
RETURNING = Path(__file__).with_name("returning.py")
LEAVING = Path(__file__).with_name("leaving.py")
LOADING = Path(__file__).with_name("loading.py")
QUERYING = Path(__file__).with_name("querying.py")
MATCHING = Path(__file__).with_name("matching.py")
RECORDER = Path(__file__).parents[1] / "django_boot" / "record.py"


SETTINGS = """
SECRET_KEY = "not secret"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "shop"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
USE_TZ = True
"""
#: What stands before a body: Django is set up, and there are tables.
SET_UP = """
import json, os, sys
sys.path.insert(0, sys.argv[1])
os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
import django
django.setup()
from django.core.management import call_command
call_command("migrate", run_syncdb=True, verbosity=0)

def outcome(action):
    try:
        return action()
    except Exception as error:
        return type(error).__name__
"""


def ask(script: Path, *arguments: Path | str) -> object:
    """Run a script under Django, and return the JSON on the last line of what it prints."""
    command = [PYTHON, script, *arguments]
    run = subprocess.run(command, check=True, capture_output=True, text=True, env=environment())
    return json.loads(run.stdout.splitlines()[-1])


def boot(root: Path, *arguments: str) -> dict[str, object]:
    """Start a project by its own `manage.py`, and return what the recorder saw."""
    command = [PYTHON, RECORDER, *arguments]
    run = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True, env=environment())
    return json.loads(run.stdout)


def ask_project(body: str, files: Mapping[str, str], settings: str = "") -> object:
    """Run code in a project made of texts, with an app `shop` and tables, and return what it calls `answer`.

    The code may use `outcome(action)`: what an action returns, or the name of the exception that it raises.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        written = {"shop/__init__.py": "", **files, "settings.py": SETTINGS + textwrap.dedent(settings)}
        body = SET_UP + textwrap.dedent(body) + "\nprint(json.dumps(answer))\n"
        for path, text in {**written, "ask.py": body}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(textwrap.dedent(text))
        return ask(root / "ask.py", root)


@dataclass(frozen=True, slots=True)
class Answer:
    """A receiver of a fixture: where it is, how often it is marked, and what Django makes of it."""

    place: str
    marks: int
    confirmed: bool


def answers_for(code: str, *signals: str, script: Path = RECURSING) -> list[Answer]:
    """Ask Django, once, about all the receivers of some signals in the fixture of a rule."""
    rows: list[tuple[str, int, int, bool]] = ask(script, FIXTURES / code, *signals)
    return [
        Answer(f"{Path(path).name}:{first}", _marks(code, path, first, last), confirmed)
        for path, first, last, confirmed in rows
    ]


@dataclass(frozen=True, slots=True)
class Ran:
    """A connection of a fixture: where it is, whether it is marked, and whether it ever ran under Django."""

    place: str
    marked: bool
    ran: bool


def ran_for(code: str) -> list[Ran]:
    """Ask Django, once, which connections of the fixture of a rule ever run."""
    rows: list[tuple[str, int, bool]] = ask(MATCHING, FIXTURES / code)
    return [
        Ran(f"{Path(path).name}:{line}", _marks(code, path, line, line) == 1, ran) for path, line, ran in rows
    ]


def marks_of(code: str) -> int:
    """Count the marks of a fixture."""
    return sum(path.read_text().count(f"# expect: {code}") for path in (FIXTURES / code).rglob("*.py"))


def _marks(code: str, path: str, first: int, last: int) -> int:
    """Count the marks within a receiver."""
    return "\n".join(Path(path).read_text().splitlines()[first - 1 : last]).count(f"# expect: {code}")
