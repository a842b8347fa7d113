"""The flake8 plugin: called as flake8 calls it, and by flake8 itself."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest
from small_project import CONCISE, FILES, write_project

from signal_lint import flake8_plugin, survey
from signal_lint.flake8_plugin import Plugin

SIGNALS = FILES["shop/signals.py"]
START = [
    "import multiprocessing, sys",
    "from flake8.main.cli import main",
    "if __name__ == '__main__':",
    "    multiprocessing.set_start_method(sys.argv.pop(1))",
    "    sys.exit(main())",
]


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return write_project(tmp_path)


def found(filename, text, **options):
    plugin = Plugin(None, filename, text.splitlines(keepends=True), Namespace(**options))
    return [(line, column, message.split()[0]) for line, column, message, _ in plugin.run()]


#: What Python runs first in every process, if it finds it: it notes which of them analyse.
COUNTING = """\
import os, sys
def note(event, args):
    if event == "import" and args[0] == "signal_lint.analysis":
        with open(os.environ["NOTES"], "a") as file:
            file.write(f"{os.getpid()}\\n")
sys.addaudithook(note)
"""


def flake8(folder, *argv, method="fork", text=None, environment=None):
    (folder / "start.txt").write_text("\n".join(START))
    command = [sys.executable, "start.txt", method, "--isolated", "--select", "SGL", *argv]
    ran = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, input=text, check=False, env=environment
    )
    assert ran.stderr == ""
    return [line.removeprefix("./") for line in ran.stdout.splitlines()]


@pytest.mark.parametrize("filename", ["shop/signals.py", "./shop/signals.py", "shop/../shop/signals.py"])
def test_a_file_gets_its_own_findings_only(project, filename):
    assert found(filename, SIGNALS) == [(8, 0, "SGL001")]


def test_unsaved_text_counts_instead_of_the_file(project):
    assert found("shop/signals.py", f"# new\n{SIGNALS}") == [(9, 0, "SGL001")]
    assert found("shop/signals.py", SIGNALS.replace("instance)", "**kwargs)", 1)) == []


def test_the_root_and_the_configuration_can_be_named(project):
    (project / "strict.toml").write_text('ignore = ["SGL001"]')
    assert found("shop/signals.py", SIGNALS, signal_lint_root=str(project)) == [(8, 0, "SGL001")]
    assert found("shop/signals.py", SIGNALS, signal_lint_config="strict.toml") == []


def test_a_file_outside_the_named_root_has_no_findings(project):
    assert found("shop/signals.py", SIGNALS, signal_lint_root=str(project / "lost")) == []


@pytest.mark.parametrize("filename", ["stdin", "-", "shop/signals.pyi", "script"])
def test_what_is_no_module_has_no_findings(project, filename):
    assert found(filename, SIGNALS) == []


def test_a_file_that_the_configuration_excludes_has_no_findings(project):
    (project / "signal-lint.toml").write_text('exclude = ["shop"]')
    assert found("shop/signals.py", SIGNALS) == []
    assert found("shop/signals.py", f"\n{SIGNALS}") == []


def test_rules_that_are_off_stay_off_whatever_flake8_selects(project):
    package = FILES["shop/models.py"] + "\nfrom shop import signals\n"
    assert found("shop/models.py", package) == []


def test_noqa_is_left_to_flake8(project):
    text = SIGNALS.replace("instance):", "instance):  # noqa")
    assert found("shop/signals.py", text) == [(8, 0, "SGL001")]


def test_a_mistake_in_the_configuration_is_told(project):
    (project / "signal-lint.toml").write_text('ignroe = ["SGL001"]')
    plugin = Plugin(None, "shop/signals.py", [SIGNALS], Namespace())
    ((line, column, message, _),) = plugin.run()
    assert (line, column) == (1, 0)
    assert message.startswith("SGL902 ")
    assert message.endswith("unknown key `ignroe` (did you mean `ignore`?)")


@pytest.mark.parametrize("error", [SyntaxError("x"), KeyError("x")])
def test_an_internal_error_is_a_finding(project, monkeypatch, error):
    def fail(settings, note):
        raise error

    monkeypatch.setattr(survey, "discovery", fail)
    assert found("shop/signals.py", SIGNALS) == [(1, 0, "SGL902")]


@pytest.mark.parametrize(
    "head", ["", "\ufeff", "# coding: latin-1\n", "# coding: nonsense\n", "# coding: ascii\n"]
)
def test_text_is_encoded_as_it_declares(project, head):
    text = f"{head.strip(chr(0xFEFF))}# grün 名\n{SIGNALS}"
    expected = [] if "nonsense" in head else ["SGL001"]
    assert [code for _, _, code in found("shop/signals.py", text) if code != "SGL901"] == expected


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf", b"# coding: latin-1\n# gr\xfcn\n", b"# gr\xfcn\n"])
def test_a_file_is_compared_as_flake8_reads_it(project, data, monkeypatch):
    (project / "shop/signals.py").write_bytes(data + SIGNALS.replace("\n", "\r\n").encode())
    text = data.removeprefix(b"\xef\xbb\xbf").decode("latin-1") + SIGNALS
    found("shop/models.py", FILES["shop/models.py"])
    # Whatever is asked now is known already.
    monkeypatch.setattr(survey, "discovery", None)
    assert "SGL902" not in [code for _, _, code in found("shop/signals.py", text)]


def test_a_file_that_is_not_on_disk_yet_is_analysed(project):
    assert [code for _, _, code in found("shop/new.py", SIGNALS)] == ["SGL003", "SGL001"]


@pytest.mark.parametrize("jobs", ["1", "4"])
@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_flake8_reports_each_finding_once_with_any_jobs(project, jobs, method):
    lines = flake8(project, "-j", jobs, ".", method=method)
    assert [line.startswith(start) for line, start in zip(lines, CONCISE, strict=True)] == [True, True]


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_one_process_analyses_for_all(project, method, tmp_path_factory):
    beside = tmp_path_factory.mktemp("beside")
    (beside / "sitecustomize.py").write_text(COUNTING)
    environment = {
        **os.environ,
        "PYTHONPATH": str(beside),
        "NOTES": str(beside / "notes"),
        "XDG_CACHE_HOME": str(beside / "cache"),
    }
    lines = flake8(project, "-j", "4", ".", method=method, environment=environment)
    assert [line.startswith(start) for line, start in zip(lines, CONCISE, strict=True)] == [True, True]
    assert len((beside / "notes").read_text().splitlines()) == 1


def test_flake8_applies_its_own_noqa(project):
    text = SIGNALS.replace("instance):", "instance):  # noqa: SGL001")
    assert flake8(project, "--stdin-display-name", "shop/signals.py", "-", text=text) == []


def test_flake8_offers_both_options(project):
    assert flake8(project, "--signal-lint-root", "lost", "shop") == []
    assert "unknown key" not in flake8(project, "--signal-lint-config", "nope.toml", "shop/apps.py")[0]


def manage(folder):
    folder.mkdir(parents=True)
    (folder / "manage.py").touch()
    return folder


@pytest.mark.parametrize(("number", "analysed"), [(1, 1), (3, 3), (4, 0)])
def test_the_projects_below_a_folder_are_analysed_before_the_files(tmp_path, monkeypatch, number, analysed):
    for each in range(number):
        manage(tmp_path / "apps" / f"{each}")
    asked = []
    monkeypatch.setattr(flake8_plugin, "_findings_on_disk", lambda root, config: asked.append(root))
    Plugin.parse_options(None, Namespace(), [str(tmp_path)])
    assert sorted(asked) == [tmp_path / f"apps/{each}" for each in range(analysed)]


def test_a_project_that_is_named_is_analysed_before_the_files(tmp_path, monkeypatch):
    folder = manage(tmp_path / "shop")
    asked = []
    monkeypatch.setattr(flake8_plugin, "_findings_on_disk", lambda root, config: asked.append(root))
    Plugin.parse_options(None, Namespace(), [str(folder), str(folder / "a.py")])
    Plugin.parse_options(None, Namespace(signal_lint_root="/elsewhere"), [str(folder)])
    assert asked == [folder, Path("/elsewhere")]
