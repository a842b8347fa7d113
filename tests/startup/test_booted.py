"""What Django does with the cases of fixtures/startup that are about its version.

That is the installed Django, or the one of the interpreter that SIGNAL_LINT_DJANGO_PYTHON names; `compare.py`
starts all cases under all Djangos that they name.
"""

from __future__ import annotations

import os
import sys

import pytest
from startup.booted import booted, disagreements, version_of
from startup.reading import cases

PYTHON = os.environ.get("SIGNAL_LINT_DJANGO_PYTHON", sys.executable)
SECTIONS = sorted({case.name.partition("/")[0] for case in cases()})


@pytest.mark.parametrize("section", SECTIONS)
def test_django_does_what_is_expected(section: str):
    version = version_of(PYTHON)
    here = {
        case.name: case for case in cases() if version in case.djangos and case.name.startswith(f"{section}/")
    }
    seen = booted(PYTHON, list(here.values()))
    wrong = {name: list(disagreements(case, seen[name])) for name, case in here.items()}
    assert {name: texts for name, texts in wrong.items() if texts} == {}
