"""Several reports of one run: which goes where, and which can't be had together."""

from __future__ import annotations

import io
import json
import os
import stat
import sys
import threading
from pathlib import Path

import pytest
from fixing.editing import replaced
from small_project import FILES, write_project

from signal_lint.cli import check_command, main
from signal_lint.reports.formats import FORMATS, STATISTICS
from signal_lint.source import Span

FIXED = FILES["shop/signals.py"].replace("instance)", "instance, **kwargs)", 1)
LOST_CONFIG = "from django.apps import AppConfig\n\n\nclass LostConfig(AppConfig):\n    name = 'lost'\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path, **{"lost/apps.py": LOST_CONFIG})


def formats(*words: str) -> list[str]:
    """Return the options for formats, each behind its file if that follows `>`."""
    options = {True: "--output-file", False: "--output-format"}
    return [part for word in words for part in (options[word.startswith(">")], word.strip(">"))]


def test_each_format_goes_to_the_file_behind_it_and_the_last_to_standard_output(run, project):
    ran = run(*formats("json", ">a.json", "junit", ">b.xml", "concise"))
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == run("--output-format", "concise").out
    assert (project / "a.json").read_text() == run("--output-format", "json").out
    assert (project / "b.xml").read_text() == run("--output-format", "junit").out


def test_a_file_that_comes_first_gets_the_default_format(run, project):
    ran = run(*formats(">report.txt", "json", "junit", ">b.xml"))
    assert json.loads(ran.out)["version"] == 1
    assert (project / "report.txt").read_text() == run().out


def test_one_file_and_one_format_belong_together_in_any_order(run, project):
    assert run(*formats(">report.json", "json")) == (1, "", "")
    assert json.loads((project / "report.json").read_text())["version"] == 1


@pytest.mark.parametrize("output_format", FORMATS)
def test_a_report_in_a_file_is_that_on_standard_output(run, project, output_format: str):
    assert run(*formats(output_format, ">report")).out == ""
    assert (project / "report").read_bytes().decode() == run("--output-format", output_format).out


def test_the_project_is_analysed_once(run, project, monkeypatch):
    calls = []
    checked = check_command.checked
    monkeypatch.setattr(check_command, "checked", lambda *asked: calls.append(asked) or checked(*asked))
    run(*formats("json", ">a", "sarif", ">b", "full"))
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("json", "full"),
            "`json` and `full` both go to standard output: one needs an --output-file",
        ),
        (("json", ">a", ">b"), "--output-file b: `json` goes to a already"),
        ((">a", ">b"), "--output-file b: `full` goes to a already"),
        (("json", ">a", "full", ">./shop/../a"), "--output-file shop/../a: only one report can go there"),
    ],
)
def test_reports_that_clash_are_an_error_and_nothing_is_written(run, project, words, message):
    ran = run(*formats(*words))
    assert ran == (2, "", f"signal-lint: error: {message}\n")
    assert not (project / "a").exists()


@pytest.mark.parametrize("option", ["--diff", "--show-settings", "--show-files"])
def test_what_is_no_report_has_one_output(run, project, option: str):
    ran = run(option, *formats(">a", "json", "sarif", ">b"))
    assert ran == (2, "", f"signal-lint: error: {option} has one output, not 3\n")
    told = f"{option} has a form of its own, and can't be had as `sarif`"
    assert run(option, "--output-format", "sarif") == (2, "", f"signal-lint: error: {told}\n")
    assert run(option, *formats(">a")).out == ""
    assert (project / "a").read_text() == run(option).out


@pytest.mark.parametrize("output_format", FORMATS)
def test_counts_have_the_formats_that_they_have(run, project, output_format: str):
    ran = run("--statistics", "--output-format", output_format)
    if output_format in STATISTICS:
        assert (ran.code, "receiver-without-kwargs" in ran.out) == (1, True)
    else:
        told = f"--statistics can't be told as `{output_format}`, only as full, concise, grouped, json"
        assert ran == (2, "", f"signal-lint: error: {told}\n")


def test_counts_go_to_files_too(run, project):
    ran = run("--statistics", *formats("json", ">a", "full"))
    assert json.loads((project / "a").read_text())[0]["code"] == ran.out.split()[1] == "SGL001"


@pytest.mark.parametrize("output_format", ["full", "grouped"])
def test_quiet_reports_for_people_have_no_last_line(run, project, output_format: str):
    quiet, usual = run("-q", *formats(output_format)).out, run(*formats(output_format)).out
    assert usual.removeprefix(quiet).startswith("Found 2 problems in 2 files")


def test_the_exit_code_is_that_of_the_findings(run, project):
    assert run("--exit-zero", *formats("json", ">a", "full")).code == 0
    assert run("shop/apps.py", *formats("json", ">a", "full")).code == 0


def test_only_what_goes_to_a_terminal_is_coloured(run, project, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    ran = run(*formats("full", ">a", "grouped"))
    assert "\x1b[1;31merror\x1b[0m" in ran.out
    assert "\x1b" not in (project / "a").read_text()


def test_fixing_reports_what_is_left_in_every_format(run, project):
    ran = run("--fix", "-q", *formats("json", ">a", "concise"))
    assert [line.split()[1] for line in ran.out.splitlines()] == ["SGL003"]
    assert json.loads((project / "a").read_text())["summary"]["by_code"] == {"SGL003": 1}


def test_fixing_standard_input_reports_to_standard_error_and_files(run, project, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FILES["shop/signals.py"].encode())))
    ran = run("--fix", "-q", "--stdin-filename", "shop/signals.py", "-", *formats("json", ">a", "concise"))
    assert (ran.code, ran.out, ran.err) == (0, FIXED, "")
    assert json.loads((project / "a").read_text())["diagnostics"] == []


def made(sarif: Path) -> dict[str, str]:
    """Make every fix of a SARIF file; return the files that they change."""
    (run,) = json.loads(sarif.read_text())["runs"]
    texts = {}
    for fix in (fix for result in run["results"] for fix in result.get("fixes", ())):
        for change in fix["artifactChanges"]:
            path, told = change["artifactLocation"]["uri"], change["replacements"]
            changes = [(span(each["deletedRegion"]), each["insertedContent"]["text"]) for each in told]
            texts[path] = replaced((sarif.parent / path).read_text(), changes)
    return texts


def span(region: dict[str, int]) -> Span:
    return Span(region["startLine"], region["startColumn"] - 1, region["endLine"], region["endColumn"] - 1)


def test_the_fixes_of_sarif_give_the_text_that_fixing_gives(run, project):
    run(*formats("sarif", ">a.sarif"))
    texts = made(project / "a.sarif")
    assert sorted(texts) == ["lost/apps.py", "shop/signals.py"]
    run("--fix", "--unsafe-fixes")
    assert texts == {path: (project / path).read_text() for path in texts}


def test_the_fixes_of_sarif_are_those_of_standard_input(run, project, monkeypatch):
    text = "# ü, a line more\n" + FILES["shop/signals.py"]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    run("--stdin-filename", "shop/signals.py", "-", *formats("sarif", ">a.sarif"))
    (project / "shop/signals.py").write_text(text)
    assert made(project / "a.sarif") == {"shop/signals.py": "# ü, a line more\n" + FIXED}


def test_a_file_is_written_at_once_and_keeps_its_mode(run, project):
    (project / "reports").mkdir()
    (project / "reports/real").write_text("old")
    (project / "reports/real").chmod(0o640)
    (project / "report").symlink_to("reports/real")
    with (project / "reports/real").open() as before:
        run(*formats("concise", ">report"))
        assert (before.read(), (project / "report").is_symlink()) == ("old", True)
    assert (project / "report").read_text() == run("--output-format", "concise").out
    assert stat.S_IMODE((project / "reports/real").stat().st_mode) == 0o640
    assert [path.name for path in (project / "reports").iterdir()] == ["real"]


def test_a_new_file_has_the_mode_of_new_files(run, project):
    (project / "usual").touch()
    run(*formats("concise", ">report"))
    assert (project / "report").stat().st_mode == (project / "usual").stat().st_mode


def test_links_in_a_circle_are_no_file(run, project):
    (project / "loop").symlink_to("loop")
    ran = run(*formats("concise", ">loop"))
    assert ran == (2, "", "signal-lint: error: loop: Too many levels of symbolic links\n")


def test_a_pipe_is_written_to(run, project):
    os.mkfifo(project / "pipe")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append((project / "pipe").read_text()))
    reader.start()
    run(*formats("concise", ">pipe"))
    reader.join()
    assert read == [run("--output-format", "concise").out]
    assert stat.S_ISFIFO((project / "pipe").stat().st_mode)


def test_no_report_is_written_where_one_cannot_be_made(run, project, monkeypatch):
    def fail(*_: object) -> str:
        raise ValueError("no")

    monkeypatch.setitem(FORMATS, "junit", fail)
    assert run(*formats("json", ">a", "junit", ">b")).code == 2
    assert not (project / "a").exists()


def test_nothing_is_printed_where_a_file_cannot_be_written_and_none_is_left_behind(run, project):
    ran = run(*formats("concise", "json", ">shop"))
    assert ran == (2, "", "signal-lint: error: shop: Is a directory\n")
    assert not list(project.rglob(".signal-lint-*"))


def test_what_a_run_wrote_to_a_file_is_written_again(project, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(project)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path.parent / "cache"))
    for _ in range(3):
        assert main(formats("json", ">a", "concise")) == 1
        (project / "a").unlink()
        assert "SGL003" in capsys.readouterr().out
