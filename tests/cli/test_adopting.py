"""Adopting signal-lint in a project that has findings: `--add-noqa`, and baselines."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from small_project import FILES, write_project

from signal_lint.checking import internal_error

SIGNALS = FILES["shop/signals.py"]
DEF = "def on_save(sender, instance):"


@pytest.fixture
def project(tmp_path) -> Path:
    return write_project(tmp_path)


def test_every_finding_gets_a_comment_and_is_reported_no_more(run, project):
    assert run("--add-noqa") == (0, "", "signal-lint: 2 problems suppressed in 2 files\n")
    assert f"{DEF}  # noqa: SGL001\n" in (project / "shop/signals.py").read_text()
    assert "@receiver(post_delete)  # noqa: SGL003\n" in (project / "lost/signals.py").read_text()
    assert run("-q") == (0, "", "")
    assert run("-q", "--extend-select", "SGL903") == (0, "", "")
    assert run("--add-noqa") == (0, "", "")


def test_several_findings_of_a_line_share_a_comment(run, project):
    text = SIGNALS.replace("post_save", "post_delete").replace(DEF, DEF + "  # noqa: E501")
    (project / "lost/signals.py").write_text(text.replace("@receiver(post_delete, sender=Book)\n", ""))
    assert run("--add-noqa", "-q", "shop").code == 0


def test_a_finding_that_cannot_have_a_comment_is_named(run, project):
    (project / "lost/signals.py").write_text(
        "from django.db.models.signals import post_save\ndef f(**k): pass\n\n\npost_save. \\\n  connect(f)\n"
    )
    ran = run("--add-noqa", "lost")
    place, reason = "lost/signals.py:5:1: SGL003", "no comment can stand at the end of its line"
    assert (ran.code, ran.err) == (1, f"signal-lint: {place} is not suppressed: {reason}\n")


def test_a_file_that_cannot_be_read_as_text_is_named(run, project):
    (project / "shop/signals.py").write_bytes(SIGNALS.encode() + b"# \xff post_save.connect\n")
    ran = run("--add-noqa", "shop")
    assert (ran.code, "SGL901 is not suppressed: the file is not valid utf-8" in ran.err) == (1, True)


def test_standard_input_gets_no_comments(run, project, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    ran = run("--add-noqa", "--stdin-filename", "shop/signals.py", "-")
    assert ran == (2, "", "signal-lint: error: --add-noqa changes files, not standard input\n")


def test_what_belongs_to_no_file_is_named(run, project, monkeypatch):
    monkeypatch.setattr(
        "signal_lint.analysis.check", lambda *_: (internal_error(".", "Rule SGL001", ValueError("x")),)
    )
    assert "SGL902 is not suppressed: it belongs to no file" in run("--add-noqa").err


def test_a_baseline_holds_the_known_findings(run, project):
    ran = run("--baseline", "known.json", "--write-baseline")
    assert ran == (0, "", "signal-lint: 2 findings written to known.json\n")
    found = json.loads((project / "known.json").read_text())
    assert (found["version"], [each["code"] for each in found["findings"]]) == (1, ["SGL003", "SGL001"])
    assert run("--baseline", "known.json", "-q") == (0, "", "")


def test_code_that_moves_stays_known_and_new_findings_are_reported(run, project):
    run("--baseline", "known.json", "--write-baseline", "-q")
    other = SIGNALS[SIGNALS.index("@") :].replace("on_save", "on_other")
    (project / "shop/signals.py").write_text(f"# Moved.\n\n{SIGNALS}\n\n{other}")
    ran = run("--baseline", "known.json", "--output-format", "concise")
    assert (ran.code, ran.out.count("\n"), "`on_other`" in ran.out) == (1, 1, True)


def test_what_is_found_no_more_is_named(run, project):
    run("--baseline", "known.json", "--write-baseline", "-q")
    (project / "shop/signals.py").write_text(SIGNALS.replace("instance)", "instance, **kwargs)", 1))
    ran = run("--baseline", "known.json")
    assert ran.code == 0
    assert ran.err.startswith(
        "signal-lint: no longer found, but in known.json: shop/signals.py: SGL001 `on_save`"
    )


@pytest.mark.parametrize("options", [("lost",), ("--select", "SGL003"), ("-q",)])
def test_what_was_not_looked_for_is_not_missed(run, project, options: tuple[str, ...]):
    run("--baseline", "known.json", "--write-baseline", "-q")
    (project / "shop/signals.py").write_text("")
    assert run("--baseline", "known.json", *options).err == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("[]", "is not a baseline"),
        ('{"version": 2, "findings": []}', "is of version 2, not 1"),
        ('{"version": 1, "findings": [{}]}', "has a finding without path, code, message or fingerprint"),
    ],
)
def test_a_file_that_is_no_baseline_is_an_error(run, project, text: str, reason: str):
    (project / "known.json").write_text(text)
    assert run("--baseline", "known.json") == (2, "", f"signal-lint: error: known.json: {reason}\n")


def test_a_baseline_that_is_not_there_is_an_error(run, project):
    assert run("--baseline", "no.json").err == "signal-lint: error: no.json: No such file or directory\n"


@pytest.mark.parametrize("option", ["--fix", "--diff", "--add-noqa"])
def test_a_baseline_is_for_reports(run, project, option: str):
    assert run("--baseline", "known.json", option).code == 2


def test_a_baseline_has_to_be_named(run, project):
    assert run("--write-baseline").err == (
        "signal-lint: error: --write-baseline needs --baseline, which names the file\n"
    )


def test_what_was_not_looked_for_stays_in_the_baseline(run, project):
    run("--baseline", "known.json", "--write-baseline", "-q")
    before = (project / "known.json").read_text()
    run("--select", "SGL001", "--baseline", "known.json", "--write-baseline", "-q")
    run("shop/apps.py", "--baseline", "known.json", "--write-baseline", "-q")
    assert (project / "known.json").read_text() == before


def test_a_baseline_that_is_nested_too_deeply_is_an_error(run, project):
    (project / "known.json").write_text("[" * 100_000)
    ran = run("--baseline", "known.json")
    assert ran == (2, "", "signal-lint: error: known.json: is nested too deeply\n")
