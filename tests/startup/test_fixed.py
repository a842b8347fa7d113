"""What Django does with each case, and each project of fixtures/projects, after its fixes.

What a fix promises runs, and no receiver that ran before has gone, with and without `--unsafe-fixes`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from startup.booted import version_of
from startup.fixed import broken
from startup.reading import Case, cases

PYTHON = os.environ.get("SIGNAL_LINT_DJANGO_PYTHON", sys.executable)
PROJECTS = Path(__file__).resolve().parents[2] / "fixtures" / "projects"
SECTIONS = sorted({case.name.partition("/")[0] for case in cases()})


@pytest.mark.parametrize("section", SECTIONS)
def test_the_fixes_of_cases_keep_what_they_promise(section: str, tmp_path: Path):
    version = version_of(PYTHON)
    here = [case for case in cases() if version in case.djangos and case.name.startswith(f"{section}/")]
    assert broken(PYTHON, here, tmp_path) == {}


def test_the_fixes_of_projects_keep_what_they_promise(tmp_path: Path):
    roots = sorted(path.parent for path in PROJECTS.rglob("manage.py"))
    projects = [Case(root.relative_to(PROJECTS).as_posix(), root, {}, (), (), (), ()) for root in roots]
    assert broken(PYTHON, projects, tmp_path) == {}
