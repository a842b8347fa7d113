"""The settings of a run, from the configuration file and the options."""

from __future__ import annotations

import pytest

from signal_lint.cli.parsers import COMMANDS, parse
from signal_lint.cli.request import build_request, with_rule_options

CONFIG = """
ignore = ["SGL001"]
extend-select = ["SGL306"]
extend-exclude = ["old"]
target-django = "4.2"
per-file-ignores = {"a.py" = ["SGL0"], "b.py" = ["SGL3", "SGL9"]}
"""


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "signal-lint.toml").write_text(CONFIG)

    def settings(*argv):
        arguments = parse(COMMANDS[0], argv)
        return with_rule_options(build_request(arguments).settings, arguments)

    return settings


def test_options_and_paths_can_stand_in_any_order(settings, tmp_path):
    for name in ("a.py", "b.py"):
        (tmp_path / name).touch()
    found = settings("-j", "2", "a.py", "--select", "SGL001,SGL004", "b.py", "--select", "SGL3")
    assert (found.paths, found.select, found.jobs) == (("a.py", "b.py"), ("SGL001", "SGL004", "SGL3"), 2)


def test_without_options_the_configuration_counts(settings):
    found = settings()
    assert (found.paths, found.ignore, found.target_django) == ((".",), ("SGL001",), (4, 2))


def test_select_sets_the_configured_choice_aside(settings):
    found = settings("--select", "SGL0", "--ignore", "SGL004")
    assert (found.select, found.ignore, found.extend_select) == (("SGL0",), ("SGL004",), ())


def test_other_options_add_to_the_configuration(settings):
    found = settings("--ignore", "SGL004", "--extend-select", "SGL3", "--extend-exclude", "new,newer")
    assert (found.ignore, found.extend_select) == (("SGL001", "SGL004"), ("SGL306", "SGL3"))
    assert found.extend_exclude == ("old", "new", "newer")


def test_options_replace_what_they_name(settings):
    found = settings("--per-file-ignores", "c.py:SGL0,SGL3", "--exclude", "x", "--target-django", "auto")
    assert found.per_file_ignores == (("c.py", ("SGL0", "SGL3")),)
    assert (found.exclude, found.target_django) == (("x",), "auto")


def test_isolated_reads_no_configuration(settings):
    assert settings("--isolated").ignore == ()


def test_a_configuration_can_be_named(settings, tmp_path):
    (tmp_path / "strict.toml").write_text('select = ["ALL"]')
    assert settings("--config", "strict.toml").select == ("ALL",)


def test_paths_beside_the_project_widen_the_root_to_the_repository(settings, tmp_path):
    for folder in (".git", "backend", "scripts"):
        (tmp_path / folder).mkdir()
    (tmp_path / "backend/manage.py").touch()
    (tmp_path / "signal-lint.toml").unlink()
    found = settings("backend", "scripts")
    assert (found.root, found.paths) == (tmp_path, ("backend", "scripts"))


DEFAULTS = [
    "django-settings-module = []  # default",
    "source-roots = []  # default",
    "installed-apps = []  # default",
    "autodiscovered-modules = []  # default",
]


def test_settings_are_shown_with_where_they_were_set(run, settings, tmp_path):
    ran = run("--show-settings", "--select", "SGL0")
    config = tmp_path / "signal-lint.toml"
    assert ran.out.partition("\n\n")[0].splitlines() == [
        f"root = {tmp_path}",
        f"configuration = {config}",
        'select = ["SGL0"]  # --select',
        "ignore = []  # --select",
        "extend-select = []  # --select",
        f"per-file-ignores = a.py: SGL0; b.py: SGL3, SGL9  # {config}",
        "exclude = the usual folders  # default",
        f'extend-exclude = ["old"]  # {config}',
        f'target-django = "4.2"  # {config}',
        *DEFAULTS,
    ]


def test_settings_without_a_configuration_are_the_defaults(run, tmp_path):
    lines = run("--show-settings").out.splitlines()
    assert lines[1:3] == ["configuration = none", "select = the rules that are on by default  # default"]
    assert 'target-django = "auto"  # default' in lines
