"""The files in which a project says which Django it needs."""

from __future__ import annotations

import codecs

import pytest

from signal_lint.disk import LARGEST
from signal_lint.requirements import decoded, entry_folders, requirement_files, upwards


def test_files_of_the_root_and_of_folders_for_them_are_listed(tmp_path):
    for name in ("requirements", "shop.egg-info", ".github/workflows", "docs"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "requires.txt").write_text("django>=4.2")
    (tmp_path / ".github/workflows/test.yml").write_text("")
    (tmp_path / "setup.cfg").write_text("[options]")
    (tmp_path / ".coverage.1").write_text("of a tool")
    names, read = requirement_files(tmp_path)
    assert names == (
        ".github/workflows/test.yml",
        "requirements/requires.txt",
        "setup.cfg",
        "shop.egg-info/requires.txt",
    )
    assert read("requirements/requires.txt") == "django>=4.2"


def test_files_beside_each_manage_py_and_between_it_and_the_root_are_listed(tmp_path):
    for name in ("back/src", "other"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("back/requirements.txt", "back/src/Pipfile", "other/requirements.txt"):
        (tmp_path / name).write_text("")
    names, _ = requirement_files(tmp_path, ("back/src/manage.py", "other/views.py"))
    assert names == ("back/requirements.txt", "back/src/Pipfile")


def test_the_folders_of_entries_lead_to_the_root():
    assert entry_folders(("one/manage.py", "shop/views.py")) == ("one",)
    assert entry_folders(("shop/views.py",)) == ("",)
    assert upwards("a/b") == ("a/b", "a", "")


def test_a_file_that_is_gone_reads_as_none(tmp_path):
    _, read = requirement_files(tmp_path)
    assert read("pyproject.toml") is None


def test_a_root_that_is_no_folder_has_no_files(tmp_path):
    assert requirement_files(tmp_path / "nowhere")[0] == ()


def test_a_link_that_leads_nowhere_yet_is_noted(tmp_path):
    (tmp_path / "setup.cfg").symlink_to("later.cfg")
    (tmp_path / "setup.py").mkdir()
    noted: list[str] = []
    assert requirement_files(tmp_path, (), noted.append)[0] == ()
    assert sorted(noted) == sorted(map(str, (tmp_path, tmp_path / "setup.cfg", tmp_path / "setup.py")))


def test_a_lock_file_is_found_in_any_folder_that_is_not_hidden(tmp_path):
    for name in ("backend/uv.lock", "backend/requirements.txt", ".cache/uv.lock", "a/b/uv.lock"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    assert requirement_files(tmp_path)[0] == ("backend/uv.lock",)


def test_a_file_too_large_for_requirements_is_not_read(tmp_path):
    with (tmp_path / "poetry.lock").open("wb") as file:
        file.truncate(LARGEST + 1)
    assert requirement_files(tmp_path)[1]("poetry.lock") is None


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_mark_tells_the_encoding(mark, encoding):
    assert decoded(mark + "Django==2.2".encode(encoding)) == "Django==2.2"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("ä".encode(), "ä"),
        (b"\xe4", "ä"),
        (b"# coding: cp1251\n\xe4", "# coding: cp1251\nд"),
        (b"# first\n# -*- coding: koi8-r -*-\n\xe4", "# first\n# -*- coding: koi8-r -*-\nД"),
        (b"# coding: punycode\nx\xe4", "# coding: punycode\nxä"),
        (b"# coding: nonsense\n\xe4", "# coding: nonsense\nä"),
        (b"# coding: unicode_escape\n\\q", "# coding: unicode_escape\n\\q"),
    ],
)
def test_without_a_mark_a_comment_does_else_it_is_utf_8_or_latin_1(data, text):
    assert decoded(data) == text
