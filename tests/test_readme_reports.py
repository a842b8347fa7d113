"""What the README says of reports: its table of formats, and its examples, run on the small project."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pre_commit.clientlib import load_config, load_manifest
from pre_commit.yaml import yaml_load
from readme import README, between, block
from reports.made_up import USUAL, report
from small_project import write_project

from signal_lint.reports.formats import FORMATS, STATISTICS

FINDINGS = ["SGL003", "SGL001"]


@pytest.fixture
def shell(tmp_path: Path):
    """Run a script in the small project, where `signal-lint` is on the PATH."""
    root = write_project(tmp_path / "project")
    program = tmp_path / "bin/signal-lint"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m signal_lint "$@"\n')
    program.chmod(0o755)
    summary = tmp_path / "summary.md"
    summary.touch()
    environment = {"PATH": f"{program.parent}:{os.environ['PATH']}", "GITHUB_STEP_SUMMARY": str(summary)}

    def shell(script: str) -> tuple[int, str, Path]:
        ran = subprocess.run(
            ["bash", "-e", "-c", script], cwd=root, env={**os.environ, **environment},
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert ran.stderr == ""
        return ran.returncode, ran.stdout, root

    return shell


def test_the_table_has_every_format_in_the_order_of_the_help():
    rows = re.findall(r"(?m)^\| `([a-z-]+)` \|", between("formats", "end of formats"))
    assert rows == list(FORMATS)


def test_the_formats_of_statistics_are_named():
    (told,) = re.findall(r"can be had as (.*);", README.read_text())
    assert re.findall(r"`([a-z-]+)`", told) == list(STATISTICS)


def test_the_workflow_of_github_writes_what_it_uploads(shell, tmp_path):
    steps = yaml_load(block("github reports"))["jobs"]["signals"]["steps"]
    (check,) = [step["run"] for step in steps if "signal-lint check" in step.get("run", "")]
    (upload,) = [step for step in steps if "upload-sarif" in step.get("uses", "")]
    code, out, root = shell(check)
    assert (code, out.count("::error file=")) == (1, 2)
    (run,) = json.loads((root / upload["with"]["sarif_file"]).read_text())["runs"]
    assert [each["ruleId"] for each in run["results"]] == FINDINGS
    assert (tmp_path / "summary.md").read_text().startswith("### signal-lint\n\nFound 2 problems")


def test_the_problem_matcher_reads_what_the_steps_print(shell):
    (matcher,) = json.loads(block("problem matcher"))["problemMatcher"]
    (pattern,) = matcher["pattern"]
    add, check = (step["run"] for step in yaml_load(block("problem matcher steps")))
    (file,) = re.findall(r'^echo "::add-matcher::(.*)"$', add)
    assert f"In `{file}`:" in README.read_text()
    _, out, _ = shell(check)
    for text in (out, report("usual", "concise"), report("hostile", "concise")):
        assert all(re.fullmatch(pattern["regexp"], line) for line in text.splitlines())
    assert [re.fullmatch(pattern["regexp"], line)[pattern["code"]] for line in out.splitlines()] == FINDINGS


def test_the_problem_matcher_finds_the_place_and_the_message():
    ((pattern,),) = [each["pattern"] for each in json.loads(block("problem matcher"))["problemMatcher"]]
    lines = report("usual", "concise").splitlines()
    for line, each in zip(lines, USUAL.diagnostics, strict=True):
        found, span = re.fullmatch(pattern["regexp"], line), each.location.span
        keys = ("file", "line", "column", "code", "message")
        expected = (each.location.path, str(span.line), str(span.column + 1), each.code, each.message)
        assert tuple(found[pattern[key]] for key in keys) == expected


def test_the_job_of_gitlab_writes_its_artifacts(shell):
    (job,) = yaml_load(block("gitlab reports")).values()
    install, check = job["script"]
    code, out, root = shell(check)
    reports = job["artifacts"]["reports"]
    assert (install, code, "Found 2 problems" in out) == ("pip install signal-lint", 1, True)
    issues = json.loads((root / reports["codequality"]).read_text())
    assert [each["check_name"] for each in issues] == FINDINGS
    assert (root / reports["junit"]).read_text().count("<failure") == 2


def test_reviewdog_is_given_what_it_reads(shell):
    check, review = block("reviewdog").splitlines()
    code, out, root = shell(check)
    found = json.loads((root / review.split("< ")[1]).read_text())["diagnostics"]
    assert (code, out, [each["code"]["value"] for each in found]) == (0, "", FINDINGS)


def test_the_hook_of_pre_commit_takes_the_format(shell, tmp_path):
    (tmp_path / "config.yaml").write_text(block("pre-commit reports"))
    (repository,) = load_config(tmp_path / "config.yaml")["repos"]
    (hook,) = repository["hooks"]
    hooks = load_manifest(README.with_name(".pre-commit-hooks.yaml"))
    entries = {each["id"]: each["entry"] for each in hooks}
    code, out, _ = shell(" ".join((entries[hook["id"]], *hook["args"])))
    assert (code, out.startswith("lost/signals.py\n  5:1  error  SGL003  ")) == (1, True)
