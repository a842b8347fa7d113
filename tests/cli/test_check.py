"""`signal-lint check`, from end to end."""

from __future__ import annotations

import io
import json
import sys

import pytest
from small_project import CONCISE, FILES, write_project

CLEAN = FILES["shop/signals.py"].replace("instance)", "instance, **kwargs)", 1)


@pytest.fixture
def project(tmp_path):
    return write_project(tmp_path)


@pytest.fixture
def typed(monkeypatch):
    """Put text on standard input."""

    def typed(text):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    return typed


def codes(ran):
    return [line.split()[1] for line in ran.out.splitlines()]


@pytest.mark.parametrize("command", [[], ["check"], ["check", "."]])
def test_findings_are_reported_with_exit_code_1(run, project, command):
    ran = run(*command, "--output-format", "concise")
    assert (ran.code, ran.err) == (1, "")
    assert [line.startswith(start) for line, start in zip(ran.out.splitlines(), CONCISE, strict=True)] == [
        True
    ] * 2


def test_the_full_report_shows_source_and_ends_with_a_summary(run, project):
    ran = run()
    assert "8 | def on_save(sender, instance):" in ran.out
    assert ran.out.endswith("\n\nFound 2 problems in 2 files (2 errors).\n1 can be fixed with `--fix`.\n")


def test_a_clean_run_exits_with_0(run, project):
    ran = run("shop/apps.py")
    assert ran == (0, "No problems found: 8 files, 2 connections.\n", "")


def test_quiet_leaves_only_the_report(run, project):
    assert run("-q", "shop/apps.py") == (0, "", "")


def test_verbose_says_what_was_analysed(run, project):
    root, config, count = run("-v").err.splitlines()
    assert (root, config) == (f"signal-lint: root: {project}", "signal-lint: configuration: none")
    assert count.startswith("signal-lint: 8 files, ")


def test_json_names_the_root(run, project):
    document = json.loads(run("--output-format", "json").out)
    assert document["root"] == str(project)
    assert document["summary"]["by_code"] == {"SGL001": 1, "SGL003": 1}


def test_exit_zero_reports_findings_and_exits_with_0(run, project):
    ran = run("--exit-zero", "--output-format", "concise")
    assert (ran.code, codes(ran)) == (0, ["SGL003", "SGL001"])


@pytest.mark.parametrize("path", ["shop", "shop/signals.py"])
def test_paths_say_what_to_report_on(run, project, path):
    assert codes(run(path, "--output-format", "concise")) == ["SGL001"]


def test_a_path_elsewhere_is_reported_from_its_own_root(run, project, monkeypatch):
    monkeypatch.chdir("/")
    assert codes(run(project / "shop", "--output-format", "concise")) == ["SGL001"]


def test_select_chooses_the_rules(run, project):
    assert codes(run("--select", "SGL003", "--output-format", "concise")) == ["SGL003"]


def test_statistics_replace_the_report(run, project):
    assert run("--statistics").out.splitlines()[0] == "1  SGL001  receiver-without-kwargs"
    assert json.loads(run("--statistics", "--output-format", "json").out)[0]["count"] == 1


def test_a_report_can_go_to_a_file(run, project):
    assert run("--output-format", "concise", "--output-file", "report.txt") == (1, "", "")
    assert "SGL001" in (project / "report.txt").read_text()


def test_standard_input_counts_instead_of_the_file(run, project, typed):
    typed(CLEAN)
    ran = run("-", "--stdin-filename", "shop/signals.py")
    assert (ran.code, ran.err) == (0, "")


def test_the_source_shown_is_that_of_standard_input(run, project, typed):
    typed("# a line more: ü\n" + FILES["shop/signals.py"])
    ran = run("-", "--stdin-filename", "shop/signals.py")
    assert "\n9 | def on_save(sender, instance):\n" in ran.out


def test_files_are_listed_and_nothing_else(run, project):
    assert run("--show-files", "shop") == (
        0,
        "".join(f"{path}\n" for path in sorted(FILES) if "shop" in path),
        "",
    )


def test_an_excluded_file_is_analysed_only_where_it_is_asked_for(run, project):
    listed = "--show-files", "--exclude", "shop,lost/signals.py"
    assert "shop" not in run(*listed).out
    assert run(*listed, "shop/apps.py").out == "shop/apps.py\n"
    assert len(run(*listed, "shop").out.splitlines()) == 4
    assert run(*listed, "shop", "--force-exclude").out == ""


def test_standard_input_of_an_excluded_file_is_left_out_by_force(run, project, typed):
    typed(FILES["shop/signals.py"])
    ran = run("-", "--stdin-filename", "shop/signals.py", "--exclude", "shop", "--force-exclude")
    assert ran.code == 0


def test_a_folder_without_django_is_no_error(run, tmp_path):
    ran = run()
    assert ran.code == 0
    assert ran.err == f"signal-lint: no Django project found in {tmp_path}\n"


def test_a_file_with_a_syntax_error_is_a_finding_and_the_others_are_analysed(run, project):
    (project / "shop/broken.py").write_text("from django.dispatch import receiver\n\nreceiver(\n")
    assert codes(run("--output-format", "concise")) == ["SGL003", "SGL901", "SGL001"]


def test_noqa_silences_a_finding(run, project):
    path = project / "shop/signals.py"
    path.write_text(path.read_text().replace("instance):", "instance):  # noqa: SGL001"))
    assert codes(run("--output-format", "concise")) == ["SGL003"]


def test_a_file_that_cannot_be_shown_is_still_reported(run, project):
    (project / "shop/broken.py").write_bytes(b"# coding: nonsense\nfrom django.dispatch import receiver\n")
    ran = run("--select", "SGL901")
    assert ran.code == 1
    assert "shop/broken.py:1" in ran.out


def test_the_lowest_django_can_be_given(run, project):
    (project / "shop/__init__.py").write_text('default_app_config = "shop.apps.ShopConfig"\n')
    concise = "--output-format", "concise", "--select", "SGL004"
    assert codes(run(*concise, "--target-django", "4.2")) == ["SGL004"]
    assert codes(run(*concise, "--target-django", "2.2")) == []
