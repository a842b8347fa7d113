"""The small project, to be made hostile."""

from __future__ import annotations

import pytest
from small_project import write_project


@pytest.fixture
def project(tmp_path):
    (tmp_path / "project").mkdir()
    return write_project(tmp_path / "project")
