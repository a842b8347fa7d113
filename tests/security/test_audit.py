"""What a run asks of the system, as Python's audit events tell it."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from front_doors import run

PROGRAM = """
import json, os, sys
events = []
sys.dont_write_bytecode = True
def note(event, arguments):
    if event.startswith(("open", "os.", "subprocess.", "socket.", "import", "exec")):
        events.append([event, [each if isinstance(each, (str, int)) else repr(each) for each in arguments]])
sys.addaudithook(note)
from signal_lint.cli import main
code = main(sys.argv[2:])
with open(sys.argv[1], "w") as file:
    json.dump([event for event in events if event[0] != "open" or event[1][0] != sys.argv[1]], file)
sys.exit(code)
"""
FORBIDDEN = (
    "subprocess.",
    "socket.",
    "os.exec",
    "os.system",
    "os.posix_spawn",
    "os.fork",
    "os.spawn",
    "os.putenv",
)
CHANGES = (
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.chmod",
    "os.chown",
    "os.link",
    "os.symlink",
    "os.truncate",
)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
READ_ONLY = [
    ["check"],
    ["check", "--color", "always", "--output-format", "full"],
    ["check", "--diff"],
    ["check", "--statistics"],
    ["map"],
    ["rule", "SGL001"],
]


@pytest.fixture
def audited(project, tmp_path):
    """Run the command; return the code it exits with and what it asked for."""
    program, events = tmp_path / "program.py", tmp_path / "events.json"
    program.write_text(PROGRAM)

    def audited(*argv):
        ran = run(project, sys.executable, "-P", str(program), str(events), *argv)
        return ran.code, json.loads(events.read_text())

    return audited


def written(events):
    """Return the files that were opened for writing, and how else files were changed."""
    opened = [arguments for event, arguments in events if event == "open" and int(arguments[2]) & WRITING]
    # What has a number is open already.
    named = {path for path, *_ in opened if isinstance(path, str)}
    return named, {event for event, _ in events if event in CHANGES}


@pytest.mark.parametrize("argv", READ_ONLY, ids=" ".join)
def test_what_only_reads_starts_nothing_connects_to_nothing_and_writes_nothing(audited, argv):
    code, events = audited(*argv, *([] if argv[0] == "rule" else ["--no-cache"]))
    assert code in (0, 1)
    assert [event for event in events if event[0].startswith(FORBIDDEN)] == []
    assert written(events) == (set(), set())


def test_no_file_of_the_project_is_imported(audited, project):
    _, events = audited("check")
    assert any(event == "import" for event, _ in events)
    assert [
        event for event in events if event[0] in ("import", "exec") and str(project) in str(event[1])
    ] == []


def test_a_report_and_a_baseline_are_written_beside_what_is_named_and_replace_it(audited, tmp_path):
    (tmp_path / "out").mkdir()
    for option, name in (("--output-file", "report"), ("--baseline", "known")):
        rest = ["--write-baseline"] if option == "--baseline" else []
        _, events = audited("check", "--no-cache", option, str(tmp_path / "out" / name), *rest)
        opened, changes = written(events)
        assert {Path(path).parent for path in opened} == {tmp_path / "out"}
        assert changes == {"os.rename", "os.remove"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"report", "known"}


def test_a_fix_writes_beside_the_file_and_replaces_it(audited, project):
    _, events = audited("check", "--no-cache", "--fix")
    opened, changes = written(events)
    assert {Path(path).parent for path in opened} == {project / "shop"}
    assert changes == {"os.rename", "os.chmod", "os.chown", "os.remove"}
