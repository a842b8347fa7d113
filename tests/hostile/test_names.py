"""File names that no terminal and no format was made for."""

from __future__ import annotations

import json
import os

import pytest
from front_doors import FORMATS, check, signal_lint
from small_project import FILES

from signal_lint.text.printable import printable

ODD = [
    "a\nb",
    "a\r",
    "e\x1b[31m",
    "b\b\b",
    "%s%(x)d{0}",
    "q'\"`",
    "r\u202etxt",
    "c\x9b2J",
    "l\u2028s",
    "n\x85",
    "ü",
    "n\udcff",
]


@pytest.fixture(params=["utf-8", "ascii", "latin-1"])
def terminal(request):
    return {**os.environ, "PYTHONIOENCODING": request.param}


@pytest.fixture
def odd(project):
    """Give every name to a module of receivers, and to the folder of the project."""
    for name in ODD:
        (project / f"shop/{name}.py").write_text(FILES["lost/signals.py"])
    return project.rename(project.with_name("p\x1b\n\u202e\udcff"))


@pytest.mark.parametrize("argv", FORMATS, ids=" ".join)
def test_no_name_steers_a_terminal_or_breaks_a_line(odd, terminal, argv):
    ran = signal_lint(odd, *argv, env=terminal)
    shown = (ran.out + ran.err).replace("\x1b[", "" if "always" in argv else "\x1b[")
    lines = (
        shown.encode("utf-8", "surrogateescape").decode(terminal["PYTHONIOENCODING"], "replace").split("\n")
    )
    assert ran.code == ("check" in argv and not any(word.startswith("--show") for word in argv))
    assert [line for line in lines if line.replace("�", "") != printable(line.replace("�", ""))] == []


def test_each_of_them_is_analysed(odd):
    expected = [f"shop/{printable(name)}.py" for name in sorted(ODD)]
    assert sorted(line.split(".py:")[0] + ".py" for line in check(odd).others) == sorted(expected)


def test_json_tells_the_very_names(odd):
    found = json.loads(signal_lint(odd, "check", "--output-format", "json").out)["diagnostics"]
    assert {each["path"] for each in found} >= {f"shop/{name}.py" for name in ODD}


@pytest.mark.parametrize("name", ODD)
def test_an_error_about_a_name_is_one_line(project, name):
    ran = signal_lint(project, "check", f"no{name}")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"signal-lint: error: no{printable(name)}: No such file or directory\n"


def test_a_baseline_keeps_them_apart(odd, tmp_path):
    baseline = str(tmp_path / "known.json")
    assert signal_lint(odd, "check", "--baseline", baseline, "--write-baseline").code == 0
    assert signal_lint(odd, "check", "--baseline", baseline, "-q") == (0, "", "")
