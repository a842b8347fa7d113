"""The files in which a project says which Django it needs."""

from __future__ import annotations

from signal_lint.disk import LARGEST
from signal_lint.requirements import requirement_files


def test_files_of_the_root_and_of_requirements_are_listed(tmp_path):
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "base.txt").write_text("django>=4.2")
    (tmp_path / "setup.cfg").write_text("[options]")
    (tmp_path / ".coverage.1").write_text("of a tool")
    names, read = requirement_files(tmp_path)
    assert names == ("requirements/base.txt", "setup.cfg")
    assert read("requirements/base.txt") == "django>=4.2"


def test_a_file_that_is_gone_reads_as_none(tmp_path):
    _, read = requirement_files(tmp_path)
    assert read("pyproject.toml") is None


def test_a_root_that_is_no_folder_has_no_files(tmp_path):
    assert requirement_files(tmp_path / "nowhere")[0] == ()


def test_a_file_too_large_for_requirements_is_not_read(tmp_path):
    with (tmp_path / "poetry.lock").open("wb") as file:
        file.truncate(LARGEST + 1)
    assert requirement_files(tmp_path)[1]("poetry.lock") is None


def test_bytes_that_are_no_utf_8_are_replaced(tmp_path):
    (tmp_path / "setup.py").write_bytes(b"django\xff")
    assert requirement_files(tmp_path)[1]("setup.py") == "django�"
