"""The files of a project, as the linker asks for them."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest

from signal_lint.extract import FileSources
from signal_lint.extract import sources as sources_module
from signal_lint.facts import Problem

FILES = {
    "a.py": b"from django.dispatch import receiver\n@receiver(x)\ndef f(): pass\n",
    "b.py": b"class A:\n    def f(self):\n        x.connect(y)\n        import late\n",
    "broken.py": b"if x:\n    print 'x'\n",
    "c.py": b"x = 1\n",
}
NOTHING: Mapping[str, bytes] = {}


def project(root: Path, unsaved: Mapping[str, bytes] = NOTHING) -> FileSources:
    for name, data in FILES.items():
        (root / name).write_bytes(data)
    return FileSources(root, tuple(FILES), unsaved)


def test_words_are_found_by_path_whatever_was_asked_before(tmp_path: Path) -> None:
    sources = project(tmp_path)
    assert sources.importing(frozenset({"late", "receiver"})) == {"a.py": {"receiver"}, "b.py": {"late"}}
    expected = {"a.py": {"receiver"}, "b.py": {"connect"}}
    assert sources.containing(frozenset({"receiver", "connect"})) == expected
    assert sources.containing(frozenset({"receiver", "connect", "recv"})) == expected
    assert sources.importing(frozenset({"x"})) == {}


def test_answers_do_not_depend_on_the_order_of_the_questions(tmp_path: Path) -> None:
    questions = [
        lambda sources: [sources.facts(path) for path in reversed(sources.paths)],
        lambda sources: [
            sources.statement("b.py", "0.0"),
            sources.statement("b.py", "0"),
            sources.holds("a.py", "1", frozenset({"f"})),
        ],
        lambda sources: [sources.containing(frozenset({"f"})), sources.importing(frozenset({"late"}))],
    ]
    answers = []
    for order in itertools.permutations(range(3)):
        sources = project(tmp_path)
        given = {index: questions[index](sources) for index in order}
        answers.append((given[0], given[1], given[2], sources.problems(), sources.parsed))
    assert all(answer == answers[0] for answer in answers)


def test_files_are_counted_and_problems_remembered(tmp_path: Path) -> None:
    sources = project(tmp_path)
    assert (sources.files, sources.parsed, sources.problems()) == (4, 0, ())
    for path in sources.paths:
        sources.facts(path)
    sources.statement("b.py", "0")
    assert sources.parsed == 2
    assert sources.problems() == (("broken.py", Problem(2, 13, "invalid syntax")),)


def test_an_unsaved_text_wins_over_the_disk_and_may_be_a_new_file(tmp_path: Path) -> None:
    sources = project(tmp_path, {"c.py": b"import new\n", "new.py": b"connect\n"})
    assert sources.paths == ("a.py", "b.py", "broken.py", "c.py", "new.py")
    assert len(sources.facts("c.py").imports) == 1
    assert "new.py" in sources.containing(frozenset({"connect"}))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("vanished.py", "the file can't be read: No such file or directory"),
        ("folder.py", "the file can't be read: not a regular file"),
        ("pipe.py", "the file can't be read: not a regular file"),
        ("large.py", "the file can't be read: larger than 1e-05 MB"),
        ("null.py", "the file contains null bytes"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    monkeypatch.setattr(sources_module, "_LARGEST_FILE", 10)
    (tmp_path / "folder.py").mkdir()
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "large.py").write_bytes(b"x" * 11)
    (tmp_path / "null.py").write_bytes(b"\0")
    sources = FileSources(tmp_path, (name,), {})
    facts = sources.facts(name)
    assert (facts.body, facts.problem) == ((), Problem(1, 0, message))
    assert sources.problems() == ((name, Problem(1, 0, message)),)
    assert sources.statement(name, "0") is None
    assert not sources.holds(name, "0", frozenset({"x"}))
    assert sources.importing(frozenset({"x"})) == {}
    assert sources.containing(frozenset({"x"})) == {}


def test_libcst_is_imported_only_when_needed() -> None:
    code = "import sys; from signal_lint import discovery, extract; print('libcst' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_file_that_grows_while_it_is_read_is_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.py").write_text("import b\n")
    real = os.fstat

    def early(descriptor: int) -> SimpleNamespace:
        return SimpleNamespace(st_mode=real(descriptor).st_mode, st_size=3)

    monkeypatch.setattr(sources_module.os, "fstat", early)
    assert FileSources(tmp_path, ("a.py",), {}).importing(frozenset({"b"})) == {"a.py": {"b"}}
