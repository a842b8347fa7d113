"""Reading in several processes."""

import os

import pytest

from signal_lint.extract import FileSources, run_with_deep_stack
from signal_lint.extract.ahead import read_ahead

WORDS = frozenset({"connect", "receiver"})
FILES = {
    f"shop/m{number}.py": f"class C:\n  def m(self):\n    s.connect({number})\n  def n(self): ...\nx = 1\n"
    for number in range(20)
} | {"shop/broken.py": b"\xff connect".decode("latin-1"), "shop/other.py": "connect = 1\nf(receiver)\n"}


def sources(folder):
    unsaved = {path: text.encode("latin-1") for path, text in FILES.items()}
    return FileSources(folder, (), unsaved)


def told(found):
    return [
        (found.facts(path), found.statement(path, "0"), found.statement(path, "0.0")) for path in found.paths
    ]


def test_several_processes_read_what_one_does(tmp_path):
    alone, together = sources(tmp_path), sources(tmp_path)
    together.read_ahead(WORDS, jobs=2, worth=0)
    assert told(together) == told(alone)
    assert together.problems() == alone.problems()
    assert together.parsed == alone.parsed == 21


@pytest.mark.parametrize("text", ["def f():\n  s.connect(1)\n", "def f():\n  s.connect(1)\n  x = = 1\n"])
def test_what_was_read_but_not_asked_for_does_not_count(tmp_path, text):
    alone, together = (FileSources(tmp_path, (), {"a.py": text.encode()}) for _ in range(2))
    together.read_ahead(WORDS, jobs=2, worth=0)
    for found in (alone, together):
        found.facts("a.py")
        assert (found.parsed, found.problems()) == (0, ())
    for found in (alone, together):
        found.statement("a.py", "0")
        assert found.parsed == 1
    assert together.problems() == alone.problems()


def test_one_process_reads_on_demand(tmp_path):
    found = sources(tmp_path)
    found.read_ahead(WORDS, jobs=1, worth=0)
    assert found.parsed == 0


def test_few_files_are_not_worth_a_process(tmp_path):
    found = sources(tmp_path)
    found.read_ahead(WORDS, jobs=4)
    assert found.parsed == 0


def test_what_is_too_deep_to_be_sent_is_read_on_demand(tmp_path):
    deep = b"def f():\n    if a: pass\n" + b"    elif b: s.connect(c)\n" * 900
    found = FileSources(tmp_path, (), {"deep.py": deep, "other.py": b"s.connect(1)\n"})
    found.read_ahead(WORDS, jobs=2, worth=0)
    assert run_with_deep_stack(lambda: found.statement("deep.py", "0")) is not None
    assert found.problems() == ()


@pytest.mark.parametrize("before", [None, "0", "1"])
def test_the_environment_is_as_it_was(monkeypatch, before):
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    if before is not None:
        monkeypatch.setenv("PYTHONSAFEPATH", before)
    assert list(read_ahead([], 1)) == []
    assert os.environ.get("PYTHONSAFEPATH") == before
