"""Nothing outside the project is read or written, whatever its configuration and its links say."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from front_doors import check, signal_lint
from small_project import FILES

SIGNALS = FILES["shop/signals.py"]
OUTSIDE = ["../../etc", "..", "a/../../b", "/etc", "/"]
HARMLESS = {
    "exclude": '["../../..", "/etc", "!/../x", "../**"]',
    "extend-exclude": '["../..", "//", "/../*.py"]',
    "per-file-ignores": '{"../../x.py" = ["SGL001"], "/etc/*" = ["SGL"]}',
    "django-settings-module": '["../../settings", "..settings", "/etc/passwd", "os", "a b"]',
}


@pytest.mark.parametrize("folder", OUTSIDE)
def test_a_source_root_outside_is_an_error_of_one_line(project, folder):
    (project / "signal-lint.toml").write_text(f'source-roots = ["{folder}"]\n')
    ran = signal_lint(project, "check")
    message = f"`source-roots` must name folders below the configuration's own, not `{folder}`"
    assert (ran.code, ran.out, ran.err) == (
        2,
        "",
        f"signal-lint: error: {project}/signal-lint.toml: {message}\n",
    )


@pytest.mark.parametrize("key", HARMLESS)
def test_patterns_and_modules_that_lead_outside_fit_nothing(project, tmp_path, key):
    (tmp_path / "settings.py").write_text("INSTALLED_APPS = []\n")
    (project / "signal-lint.toml").write_text(f"{key} = {HARMLESS[key]}\n")
    if key == "django-settings-module":
        assert [line.split()[1] for line in check(project).out.splitlines()] == ["SGL001"]
    else:
        assert check(project).others == []


@pytest.mark.parametrize("key", ["output-file", "baseline", "write-baseline", "cache-dir", "fix", "add-noqa"])
def test_what_is_written_and_where_is_for_the_command_line(project, key):
    (project / "pyproject.toml").write_text(f'[tool.signal-lint]\n{key} = "x"\n')
    ran = signal_lint(project, "check")
    message = f"`{key}` is for the command line only: a project does not choose what is written where"
    assert (ran.code, ran.err) == (2, f"signal-lint: error: {project}/pyproject.toml: {message}\n")


@pytest.mark.parametrize("option", ["--fix", "--add-noqa"])
def test_a_link_that_leads_out_is_read_but_not_written(project, tmp_path, option):
    (tmp_path / "outside.py").write_text(SIGNALS)
    (project / "shop/linked.py").symlink_to("../../outside.py")
    ran = signal_lint(project, "check", option)
    assert ran.err.splitlines()[-1].startswith(
        "signal-lint: error: shop/linked.py is not changed: it is a link that"
    )
    assert ((tmp_path / "outside.py").read_text(), ran.code) == (SIGNALS, 2)
    assert (project / "shop/signals.py").read_text() != SIGNALS
    assert sorted(path.name for path in tmp_path.iterdir()) == ["outside.py", "project"]


def test_nor_is_what_a_linked_folder_holds(project, tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/signals.py").write_text(SIGNALS)
    (project / "linked").symlink_to("../outside")
    assert signal_lint(project, "check", "--fix", "linked").code == 2
    assert (tmp_path / "outside/signals.py").read_text() == SIGNALS


def test_another_name_of_a_file_keeps_what_it_holds(project, tmp_path):
    os.link(project / "shop/signals.py", tmp_path / "other.py")
    assert signal_lint(project, "check", "--fix", "shop").code == 0
    assert (tmp_path / "other.py").read_text() == SIGNALS
    assert "**kwargs" in (project / "shop/signals.py").read_text()


def test_a_link_within_the_project_stays_one(project):
    (project / "shop/signals.py").rename(project / "real.txt")
    (project / "shop/signals.py").symlink_to("../real.txt")
    signal_lint(project, "check", "--fix")
    assert Path(project / "shop/signals.py").is_symlink()
