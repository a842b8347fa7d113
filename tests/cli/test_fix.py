"""`signal-lint check --fix` and `--diff`, from end to end."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from small_project import FILES, write_project

from signal_lint.cli import running

LOST_CONFIG = "from django.apps import AppConfig\n\n\nclass LostConfig(AppConfig):\n    name = 'lost'\n"
SIGNALS = FILES["shop/signals.py"]
FIXED = SIGNALS.replace("instance)", "instance, **kwargs)", 1)
DIFF = (
    "--- shop/signals.py\n+++ shop/signals.py\n@@ -5,5 +5,5 @@\n \n \n"
    " @receiver(post_save, sender=Book)\n"
    "-def on_save(sender, instance):\n"
    "+def on_save(sender, instance, **kwargs):\n"
    "     print(instance)\n"
)


@pytest.fixture
def project(tmp_path) -> Path:
    return write_project(tmp_path, **{"lost/apps.py": LOST_CONFIG})


@pytest.fixture
def typed(monkeypatch):
    """Put text on standard input."""

    def typed(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    return typed


def test_fix_makes_the_safe_fixes_and_reports_what_is_left(run, project):
    ran = run("--fix", "--output-format", "concise")
    assert ran.code == 1
    assert [line.split()[1] for line in ran.out.splitlines()] == ["SGL003"]
    assert ran.err == "signal-lint: 1 problem fixed in 1 file\n"
    assert (project / "shop/signals.py").read_text() == FIXED
    assert (project / "lost/apps.py").read_text() == LOST_CONFIG


def test_unsafe_fixes_are_made_too_and_a_second_run_changes_nothing(run, project):
    assert run("--fix", "--unsafe-fixes")[::2] == (0, "signal-lint: 2 problems fixed in 2 files\n")
    texts = {path: path.read_bytes() for path in project.rglob("*.py")}
    assert run("--fix", "--unsafe-fixes").err == ""
    assert {path: path.read_bytes() for path in project.rglob("*.py")} == texts


def test_the_report_shows_the_fixed_code(run, project):
    (project / "shop/signals.py").write_text(SIGNALS.replace("instance):", "instance): # who"))
    ran = run("--fix", "--extend-select", "SGL306")
    assert "def on_save(sender, instance):" not in ran.out


def test_diff_shows_what_fix_would_change_and_changes_nothing(run, project):
    assert run("--diff") == (1, DIFF, "signal-lint: 1 problem would be fixed in 1 file\n")
    assert (project / "shop/signals.py").read_text() == SIGNALS


@pytest.mark.parametrize("options", [("lost",), ("--exit-zero",), ("--select", "SGL003")])
def test_diff_exits_with_0_where_nothing_would_change(run, project, options: tuple[str, ...]):
    assert run("--diff", "-q", *options).code == 0


def test_only_what_is_reported_is_fixed(run, project):
    (project / "shop/signals.py").write_text(SIGNALS.replace("instance):", "instance):  # noqa: SGL001"))
    assert run("--diff", "--unsafe-fixes", "shop", "-q") == (0, "", "")


def test_the_json_report_is_of_the_fixed_project(run, project):
    ran = run("--fix", "--unsafe-fixes", "-q", "--output-format", "json")
    assert (ran.code, json.loads(ran.out)["diagnostics"], ran.err) == (0, [], "")


def test_a_fix_that_cannot_be_made_is_named(run, project):
    (project / "lost/apps.py").write_text(LOST_CONFIG.replace(":\n    name = 'lost'\n", ": name = 'lost'\n"))
    ran = run("--fix", "--unsafe-fixes", "lost")
    assert ran.err == (
        "signal-lint: lost/signals.py:5:1: SGL003 is not fixed: its class is written on one line\n"
    )


def test_standard_input_comes_out_fixed_and_the_report_goes_to_standard_error(run, project, typed):
    typed(SIGNALS)
    ran = run("--fix", "--stdin-filename", "shop/signals.py", "-q", "-")
    assert (ran.code, ran.out, ran.err) == (0, FIXED, "")
    assert (project / "shop/signals.py").read_text() == SIGNALS


def test_standard_input_without_a_fix_comes_out_as_it_was(run, project, typed):
    typed(text := FILES["lost/signals.py"])
    ran = run("--fix", "--unsafe-fixes", "--stdin-filename", "lost/signals.py", "-")
    assert (ran.code, ran.out) == (1, text)
    assert "SGL003 is not fixed: it would change lost/apps.py, which is not on standard input\n" in ran.err


def test_the_report_on_standard_input_may_go_to_a_file(run, project, typed):
    typed(SIGNALS)
    ran = run("--fix", "-q", "--stdin-filename", "shop/signals.py", "--output-file", "out.txt", "-")
    assert (ran.out, (project / "out.txt").read_text()) == (FIXED, "")


def test_unsafe_fixes_alone_is_an_error(run, project):
    assert run("--unsafe-fixes") == (2, "", "signal-lint: error: --unsafe-fixes needs --fix or --diff\n")


def test_fix_and_diff_exclude_each_other(run, project):
    assert run("--fix", "--diff").code == 2


def test_a_file_that_cannot_be_written_is_named_and_the_others_are_fixed(run, project, monkeypatch):
    def refuse(path: Path, target: Path) -> Path:
        if target.name == "signals.py":
            raise PermissionError(13, "Permission denied")
        return rename(path, target)

    rename = Path.replace
    monkeypatch.setattr(Path, "replace", refuse)
    ran = run("--fix", "--unsafe-fixes", "-q")
    assert (ran.code, ran.err) == (
        2,
        "signal-lint: error: shop/signals.py is not changed: Permission denied\n",
    )
    assert "def ready" in (project / "lost/apps.py").read_text()


def test_a_file_that_vanishes_is_named(run, project, monkeypatch):
    def vanish(path: Path) -> bytes:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(running, "contents", vanish)
    assert "SGL001 is not fixed: No such file or directory" in run("--fix").err
