"""Signal-lint itself, as something that answers depend on."""

from __future__ import annotations

from pathlib import Path

import pytest

from signal_lint import __version__
from signal_lint.cache import rows, tool
from signal_lint.cache.stamps import ABSENT
from signal_lint.cache.tool import tool_inputs


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Pretend that the package lies in another folder; return the function that puts it there."""

    def package(folder):
        (tmp_path / folder / "signal_lint/rules").mkdir(parents=True)
        (tmp_path / folder / "signal_lint/facts.py").write_text("x = 1\n")
        monkeypatch.setattr(tool, "_PACKAGE", tmp_path / folder / "signal_lint")
        return tmp_path / folder

    tool_inputs.cache_clear()
    yield package
    tool_inputs.cache_clear()


def names():
    return [Path(name.decode()).name for _, _, name in tool_inputs()]


def test_what_is_worked_on_are_all_modules_and_the_folder_of_rules(package):
    package("src")
    assert names() == ["_version.py", "rules", "facts.py"]
    assert [bool(digest) for _, digest, _ in tool_inputs()] == [True, False, True]


def test_what_is_installed_is_what_pip_has_listed(package):
    folder = package("site-packages")
    assert tool_inputs()[-1][:2] == (ABSENT, b"")
    record = folder / f"signal_lint-{__version__}.dist-info/RECORD"
    record.parent.mkdir()
    record.write_text("signal_lint/facts.py,sha256=x,6\n")
    tool_inputs.cache_clear()
    assert names() == ["_version.py", "RECORD"]
    assert all(digest for _, digest, _ in tool_inputs())


def test_a_parser_that_is_not_found_has_no_version(package, monkeypatch):
    package("src")
    monkeypatch.setattr(tool, "find_spec", lambda name: None)
    assert names() == ["rules", "facts.py"]


def test_another_build_of_the_same_version_is_a_miss(project, run, monkeypatch):
    first = run("check")
    run.forget("run", "verdict")
    changed = [(stamp, b"other", name) for stamp, _, name in tool_inputs()]
    monkeypatch.setattr(rows, "tool_inputs", lambda: changed)
    assert run("check") == first
    assert "shop/signals.py" in run.read


def test_where_and_since_when_it_is_installed_makes_no_difference(project, run, monkeypatch):
    first = run("check")
    run.forget("run", "verdict")
    moved = [(b"1 2 3 4", digest, b"/elsewhere" + name) for _, digest, name in tool_inputs()]
    monkeypatch.setattr(rows, "tool_inputs", lambda: moved)
    assert (run("check"), run.read) == (first, [])
